import type { Method } from '@nx-tune/search';

/** In what an objective is written. */
export type Language = 'ts' | 'js' | 'python' | 'command';

/** In what a sweep file is written. */
export type Format = 'yaml' | 'json' | 'ts';

export type Goal = 'minimize' | 'maximize';

/** What is to be written: every choice made, every path known. */
export interface SweepDraft {
  readonly project: string;
  readonly name: string;
  /** The sweep file's name. */
  readonly file: string;
  readonly format: Format;
  readonly method: Method;
  readonly metric: { readonly name: string; readonly goal: Goal };
  readonly objective: {
    readonly language: Language;
    /** In the project, without `./`. */
    readonly path: string;
  };
  /** The JSON schema, relative to the sweep file. */
  readonly schema: string;
}

/** What happened to the objective: an existing one is kept, and an example is not written in every language. */
export type ObjectiveState = 'written' | 'kept' | 'missing';
