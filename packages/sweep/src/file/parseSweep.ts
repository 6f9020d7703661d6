import { defined } from '@nx-tune/search';

import type { Sweep } from '../model/sweep.js';
import { type BaseReader, noBases } from './extends/baseReader.js';
import { presetPrefix } from './extends/findBase.js';
import { mergedKeys } from './extends/mergeLayers.js';
import { type LayeredSource, readLayers, type ReadLayers } from './extends/readLayers.js';
import { normalizeSweep } from './normalize/normalizeSweep.js';
import { withGoals } from './normalize/withGoals.js';
import type { Checked, Problem } from './problem.js';
import { sweepFileSchema } from './schema/sweepFileSchema.js';
import { dotted, schemaProblems } from './schemaProblems.js';
import { parseSweepSource, type SweepSource } from './source.js';
import type { SweepDefaults } from './sweepDefaults.js';
import { isTypescript } from './sweepNames.js';
import { fromWandb } from './wandb/fromWandb.js';
import { isWandbFile } from './wandb/isWandbFile.js';
import { parseTypescript } from './typescript/parseTypescript.js';

/** A sweep is written by hand; a longer file is a mistake, and reading it would slow every Nx command. */
const longestFile = 64_000;

/** Reads a sweep file's text, and the files that it extends. `file` is its path in the workspace. Never throws. */
export function parseSweep(
  name: string,
  file: string,
  text: string,
  defaults: SweepDefaults = {},
  bases: BaseReader = noBases,
): Checked<Sweep> {
  try {
    const layers = readAll(file, text, bases);
    if ('problems' in layers) return failed(...layers.problems);
    const { source } = layers;
    if (source.value === null || source.value === undefined)
      return failed({ file, path: '', rule: 'a sweep file must not be empty', remedy: starter });
    return checkShape(name, source, defaults);
  } catch (error) {
    // What the parser still reads may be too deep for what goes through its values.
    if (error instanceof RangeError) return failed({ file, line: 1, path: '', rule: 'the file is nested too deeply' });
    throw error;
  }
}

/** Reads a text, and the files that it extends. */
function readAll(file: string, text: string, bases: BaseReader): ReadLayers {
  const first = readChecked(file, text);
  return 'lineOf' in first ? readLayers(file, first, bases, readChecked) : { problems: first };
}

/** Reads one file, or says what is wrong with its text. */
function readChecked(file: string, text: string): SweepSource | readonly Problem[] {
  if (text.length > longestFile)
    return [
      {
        file,
        path: '',
        rule: 'a sweep file must not be larger than 64 kB',
        found: `it has ${Math.ceil(text.length / 1e3)} kB`,
        remedy: 'Move data to separate files, and name them under "inputs".',
      },
    ];
  const source = read(file, text);
  if (source.errors.length > 0)
    return source.errors.map(({ message, ...rest }) => ({ ...rest, file, path: '', rule: message }));
  const reserved = reservedKeys(source.value).map((path) => ({
    file,
    line: source.lineOf(path),
    path: dotted(path),
    rule: 'a key must not be called "__proto__"',
    remedy: 'Rename it.',
  }));
  return reserved.length > 0 ? reserved : source;
}

/** The file and the line of a key of a sweep file, or of its nearest parent, in the file or in one that it extends. */
export function placeOfKey(
  file: string,
  text: string,
  path: string,
  bases: BaseReader,
): { readonly file: string; readonly line: number } {
  const layers = readAll(file, text, bases);
  return 'problems' in layers ? { file, line: 1 } : layers.source.placeOf(path.split('.').filter((key) => key !== ''));
}

/** A file that means what it means to W&B is read as W&B's reader does. */
function read(file: string, text: string): SweepSource {
  if (isTypescript(file)) return parseTypescript(text);
  const source = /\b(?:program|command)\b/.test(text) ? parseSweepSource(text, 'pyyaml') : undefined;
  return source !== undefined && isWandbFile(source.value) ? source : parseSweepSource(text);
}

/** The line of a key by its dotted path, or of its nearest parent, for what is found when the file has been read; from 1. */
export const lineOfKey = (file: string, text: string, path: string): number =>
  read(file, text).lineOf(path.split('.').filter((key) => key !== ''));

const starter = 'Start with "objective", "method", "metric" and "parameters".';

function checkShape(name: string, source: LayeredSource, defaults: SweepDefaults): Checked<Sweep> {
  if (typeof source.value !== 'object' || Array.isArray(source.value)) {
    return failed({
      ...source.placeOf([]),
      path: '',
      rule: 'a sweep file must be a mapping of keys to values',
      remedy: starter,
    });
  }
  const isWandb = isWandbFile(source.value);
  const { value, isFloat, notices } = isWandb ? fromWandb(source) : { notices: [], ...source };
  const parsed = sweepFileSchema.safeParse(value);
  if (!parsed.success) return failed(...schemaProblems({ ...source, value }, parsed.error.issues, sweepFileSchema));
  const file = withGoals(parsed.data);
  const result =
    file.problems === undefined ? normalizeSweep(name, file.value, { isWandb, isFloat, notices }, defaults) : file;
  const { bases } = source;
  if (result.problems === undefined)
    return { ok: true, value: { ...result.value, ...(bases.length > 0 ? { bases } : {}) } };
  return failed(
    ...result.problems.map(({ at, rule, found, remedy }) => {
      const place = source.placeOf(at);
      return { ...place, path: dotted(at), rule, ...defined({ found, remedy: inPreset(place.file, at) ?? remedy }) };
    }),
  );
}

/** Nobody edits a preset: what does not fit in one is replaced or removed in the file that extends it. */
function inPreset(file: string, [key, name]: readonly PropertyKey[]): string | undefined {
  if (!file.startsWith(presetPrefix) || name === undefined || !mergedKeys.has(String(key))) return undefined;
  return `Write ${String(key)}.${String(name)} in the file that extends it, or remove it there with "${String(name)}: null".`;
}

/** Finds keys that zod would drop silently. */
function reservedKeys(value: unknown, path: readonly PropertyKey[] = []): PropertyKey[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '__proto__' ? [[...path, key]] : reservedKeys(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** The most problems that are reported: nobody reads more at once. */
const mostProblems = 50;

function failed(...found: readonly Problem[]): { readonly ok: false; readonly problems: readonly Problem[] } {
  const rest = found.length - mostProblems;
  if (rest <= 0) return { ok: false, problems: found };
  const { file, line } = found[mostProblems] as Problem;
  const more = { file, ...defined({ line }), path: '', rule: `and ${rest} more problems` };
  return { ok: false, problems: [...found.slice(0, mostProblems), more] };
}
