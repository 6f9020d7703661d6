import { dirname, join, relative } from 'node:path';

/** The state of all generated files. Paths are relative to the folder that holds the workspace, `acme`, and `outside`. */
export interface World {
  /** The root of the repository: the workspace or the folder above it. */
  readonly gitAt: 'acme' | '.';
  readonly entries: ReadonlyMap<string, Entry>;
  readonly env: { readonly [name: string]: string };
  readonly subjects: readonly Subject[];
}

/** A file or link. `feature` is the number of the feature that it belongs to. */
export type Entry = (Part | Text | Link) & { readonly feature?: number };

/** A file that adds one token, such as `k7=1`, to the value of every objective that loads or reads it. */
export interface Part {
  readonly kind: 'part';
  readonly id: string;
  readonly version: number;
  readonly format: Format;
  readonly lines: readonly Line[];
  /** True for files of installed packages, which change only when the version of the package does. */
  readonly isFrozen?: boolean;
}

export interface Text {
  readonly kind: 'text';
  readonly text: string;
}

export interface Link {
  readonly kind: 'link';
  readonly to: string;
}

/** A statement of a module. */
export interface Line {
  readonly feature: number;
  readonly text: string;
}

export type Format = 'esm' | 'cjs' | 'json' | 'text' | 'bytes' | 'python' | 'shell' | 'worker';

/** A project with a sweep. */
export interface Subject {
  readonly name: string;
  readonly root: string;
  readonly runtime: Runtime;
  /** The file that the objective starts with. */
  readonly main: string;
  /** Words of a command after the program and the main file. */
  readonly words: readonly Line[];
  readonly inputs: readonly Declared[];
}

/** `jiti` loads a module in a thread; the others are programs that a command starts. */
export type Runtime = 'jiti' | 'node' | 'python' | 'shell';

interface Declared {
  readonly feature: number;
  readonly input: string | { readonly env: string };
}

/** The versions of a binary file differ in one byte that is not UTF-8. */
export const tokenOf = ({ id, version, format }: Part): string =>
  `${id}=${format === 'bytes' ? String.fromCharCode(0xf8 + version) : version}`;

export const tokenPattern: RegExp = /k\d+=[^\s"',]+/g;

/** Writes a path as another file of the workspace would: `./x`, `../x`. */
export function pathFrom(file: string, to: string): string {
  const path = relative(dirname(file), to);
  return path.startsWith('../') ? path : `./${path}`;
}

export const pathInProject = ({ root }: Subject, path: string): string =>
  pathFrom(join(root, 'x'), path).replace(/^\.\//, '');
