/**
 * A program that loads modules. `jiti` loads objectives, and hands some files over to `node`, which then loads everything
 * below them. `any` is the program of a command, which may be Node, tsx or another: whatever one of them would load counts.
 */
export type Loader = 'jiti' | 'node' | 'any';

/** The kinds of import for which packages offer different files under `exports`. */
export type ImportKind = 'import' | 'require';

/** A name of a module as a file writes it, and who looks for it. */
export interface ModuleRequest {
  readonly file: string;
  readonly specifier: string;
  readonly kind: ImportKind;
}
