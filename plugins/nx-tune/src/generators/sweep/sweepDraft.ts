import type { Method } from '@nx-tune/search';

import type { ParamsAccess } from './paramsAccess.js';
import type { ScriptOption } from './scriptOptions.js';

/** The language in which an objective is written. */
export type Language = 'ts' | 'js' | 'python' | 'command';

/** The format in which a sweep file is written. */
export type Format = 'yaml' | 'json' | 'ts';

export type Direction = 'minimize' | 'maximize';

/** A sweep to be written: every choice is made, every path is known. */
export interface SweepDraft {
  readonly project: string;
  readonly name: string;
  /** The sweep file's name. */
  readonly file: string;
  readonly format: Format;
  readonly method: Method;
  readonly metric: { readonly name: string; readonly goal: Direction };
  readonly objective: {
    readonly language: Language;
    /** Relative to the project, without `./`. */
    readonly path: string;
    /** The way in which a command gets its params. The examples read `TUNE_PARAMS`. */
    readonly access: ParamsAccess;
    /** The options that an existing script declares. */
    readonly options: readonly ScriptOption[];
  };
  /** The JSON schema, relative to the sweep file. */
  readonly schema: string;
}

/** The state of the objective after generation: an existing one is kept, and some languages have no example. */
export type ObjectiveState = 'written' | 'kept' | 'missing';
