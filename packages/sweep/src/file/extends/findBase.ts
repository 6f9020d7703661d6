import { didYouMean } from '@nx-tune/search';

import { showValue } from '../problem.js';
import type { BaseReader } from './baseReader.js';

/** A file that a sweep file extends. */
export interface BaseFile {
  /** Its path in the workspace, or `nx-tune/presets/NAME`: as messages name it. */
  readonly file: string;
  readonly text: string;
  readonly isPreset: boolean;
}

/** The reason why there is no such file. */
export interface NoBase {
  readonly rule: string;
  readonly found: string;
  readonly remedy: string;
}

/** The prefix of presets. */
export const presetPrefix = 'nx-tune/presets/';

/** Finds the file that `extends` of a file names: a preset, or a path relative to the file or to the workspace. */
export function findBase(
  from: Pick<BaseFile, 'file' | 'isPreset'>,
  name: unknown,
  reader: BaseReader,
): BaseFile | NoBase {
  if (typeof name !== 'string' || name === '')
    return {
      rule: '"extends" must be the path of a sweep file or a preset',
      found: `it is ${showValue(name)}`,
      remedy: 'Write for example "extends: ./shared/base.yaml" or "extends: nx-tune/presets/adam".',
    };
  return name.startsWith(presetPrefix)
    ? findPreset(name.slice(presetPrefix.length), reader)
    : findFile(from, name, reader);
}

function findPreset(name: string, { preset, presets }: BaseReader): BaseFile | NoBase {
  const plain = name.replace(/\.ya?ml$/, '');
  const text = presets.includes(plain) ? preset(plain) : undefined;
  if (text !== undefined) return { file: `${presetPrefix}${plain}`, text, isPreset: true };
  return {
    rule: '"extends" must name an existing preset',
    found: `there is no ${showValue(plain)}`,
    remedy: didYouMean(plain, presets) ?? `Presets: ${presets.join(', ')}.`,
  };
}

function findFile(
  { file, isPreset }: Pick<BaseFile, 'file' | 'isPreset'>,
  name: string,
  reader: BaseReader,
): BaseFile | NoBase {
  const rule = '"extends" must name a file of the workspace';
  const remedy = 'Write its path relative to this file, or with {workspaceRoot}/ in front.';
  if (isPreset) return { rule: 'a preset can extend only presets', found: `it is ${showValue(name)}`, remedy };
  if (/^(\/|\\|[A-Za-z]:[\\/])/.test(name)) return { rule, found: `${showValue(name)} is absolute`, remedy };
  const inWorkspace = /^\{workspaceRoot\}\/(.*)$/s.exec(name)?.[1];
  const path = withoutDots(inWorkspace ?? `${file.replace(/[^/]*$/, '')}${name}`);
  if (path === undefined) return { rule, found: `${showValue(name)} leaves the workspace`, remedy };
  const text = reader.file(path);
  if (text !== undefined) return { file: path, text, isPreset: false };
  return {
    rule,
    found: `${path === '' ? 'the workspace itself' : path} cannot be read`,
    remedy: presetRemedy(name, reader) ?? remedy,
  };
}

/** The preset that a path may mean: `adam`, or `nx-tune/preset/adam`. */
function presetRemedy(name: string, { presets }: BaseReader): string | undefined {
  const preset = /^(?:(?:nx-tune\/)?presets?\/)?([\w-]+)$/.exec(name)?.[1] ?? '';
  return presets.includes(preset) ? `Did you mean "${presetPrefix}${preset}"?` : undefined;
}

/** A path of the workspace without `.` and `..`; undefined if it leaves the workspace. */
function withoutDots(path: string): string | undefined {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.pop() === undefined) return undefined;
  }
  return names.join('/');
}
