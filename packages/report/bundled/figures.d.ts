/** All figures that a report may have. */
export declare const figureNames: readonly string[];

/** The figures of a report's data as SVG, by name. Made by `bundle.mjs` from `page/charts`. */
export declare function renderFigures(data: object): ReadonlyMap<string, string>;
