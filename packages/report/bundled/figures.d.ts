/** All figures that a report may have. */
export declare const figureNames: readonly string[];

export type Background = 'page' | 'white' | 'none';

/** The figures of a report's data as SVG, by name. Made by `bundle.mjs` from `page/charts`. */
export declare function renderFigures(data: object, background?: Background): ReadonlyMap<string, string>;

/** The best so far of several sweeps, as SVG. */
export declare function renderProgressFigure(figure: object, background?: Background): string;
