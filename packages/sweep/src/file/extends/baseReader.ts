/** Reads the files that sweep files extend. */
export interface BaseReader {
  /** The text of a file, by its path in the workspace; undefined if it cannot be read. */
  readonly file: (path: string) => string | undefined;
  /** The text of a preset, by its name; undefined if there is none. */
  readonly preset: (name: string) => string | undefined;
  /** The names of all presets. */
  readonly presets: readonly string[];
}

/** Reads nothing: for a text on its own. */
export const noBases: BaseReader = { file: () => undefined, preset: () => undefined, presets: [] };
