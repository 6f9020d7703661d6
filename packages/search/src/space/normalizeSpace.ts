import type { ParameterEntry } from '../sweep/sweepFile.js';
import { isParameterName } from '../sweep/nameRules.js';
import { showValue } from '../sweep/problem.js';
import type { Parameter, Space } from './distribution.js';
import { normalizeParameter, type ParameterProblem } from './normalizeParameter.js';

type Entries = { readonly [name: string]: ParameterEntry };
/** A problem with the path of the key that it is about, from the root of the file. */
export interface SpaceProblem extends ParameterProblem {
  readonly at: readonly string[];
}

/** Flattens nested parameters, in the file's order, and normalises each. Collects every problem. */
export function normalizeSpace(
  entries: Entries,
  isFloat: (path: readonly string[]) => boolean,
): { readonly space: Space; readonly problems: readonly SpaceProblem[] } {
  const found = walk(entries, [], ['parameters'], isFloat);
  const space = found.flatMap((item) => ('label' in item ? [item] : []));
  const problems = found.flatMap((item) => ('at' in item ? [item] : []));
  return { space, problems: [...problems, ...repeatedLabels(space), ...longParams(space)] };
}

/** Each trial is a task that Nx holds in memory, and its params are written and hashed with it. */
const longestParams = 10_000;

function longParams(space: Space): SpaceProblem[] {
  const lengths = space.map((parameter) => ({ parameter, length: longestOf(parameter) }));
  const total = lengths.reduce((sum, { length }) => sum + length, 0);
  if (total <= longestParams) return [];
  const { parameter } = lengths.reduce((longest, one) => (one.length > longest.length ? one : longest));
  return [
    {
      at: ['parameters', ...parameter.path],
      rule: `the params of a trial have at most ${longestParams} characters as JSON`,
      found: `they have up to ${total}`,
      remedy: 'Keep data in files, named under "inputs", and give their names as values.',
    },
  ];
}

function longestOf({ label, distribution }: Parameter): number {
  const values = distribution.kind === 'constant' ? [distribution.value] : [];
  const options = distribution.kind === 'categorical' ? distribution.values : values;
  return label.length + options.reduce<number>((most, value) => Math.max(most, JSON.stringify(value).length), 20);
}

function walk(
  entries: Entries,
  path: readonly string[],
  at: readonly string[],
  isFloat: (path: readonly string[]) => boolean,
): (Parameter | SpaceProblem)[] {
  const names = Object.keys(entries);
  if (names.length === 0)
    return [{ at, rule: '"parameters" must not be empty', remedy: 'Name at least one parameter.' }];
  return names.flatMap((name) => parameter(entries[name] ?? {}, [...path, name], [...at, name], isFloat));
}

function parameter(
  entry: ParameterEntry,
  path: readonly string[],
  at: readonly string[],
  isFloat: (path: readonly string[]) => boolean,
): (Parameter | SpaceProblem)[] {
  const name = path.at(-1) ?? '';
  if (!isParameterName(name)) return [badName(name, at)];
  if (entry.parameters !== undefined) return nested(entry, entry.parameters, path, at, isFloat);
  const result = normalizeParameter(entry, { isFloat: (key) => isFloat([...at, key]) });
  if ('distribution' in result) return [{ path, label: path.join('.'), distribution: result.distribution }];
  const { problem } = result;
  return [{ ...problem, at: problem.key === undefined ? at : [...at, problem.key] }];
}

function nested(
  entry: ParameterEntry,
  inner: Entries,
  path: readonly string[],
  at: readonly string[],
  isFloat: (path: readonly string[]) => boolean,
): (Parameter | SpaceProblem)[] {
  const other = Object.keys(entry).find((key) => key !== 'parameters');
  const problem = {
    at,
    rule: 'nested "parameters" stand alone',
    found: `"${other}" stands beside them`,
    remedy: 'Remove the one or the other.',
  };
  return other === undefined ? walk(inner, path, [...at, 'parameters'], isFloat) : [problem];
}

function badName(name: string, at: readonly string[]): SpaceProblem {
  return {
    at,
    rule: 'a parameter\'s name is made of letters, digits, "_", "-" and ".", and begins with a letter, a digit or "_"',
    found: `it is ${showValue(name)}`,
    remedy: 'Rename it; values may be any text.',
  };
}

/** `a.b` and `b` nested in `a` would be one column. */
function repeatedLabels(space: Space): SpaceProblem[] {
  const seen = new Set<string>();
  const repeated = space.filter(({ label }) => seen.has(label) || !seen.add(label));
  return repeated.map(({ label, path }) => ({
    at: ['parameters', ...path],
    rule: 'names of parameters must differ',
    found: `two are called ${label}`,
  }));
}
