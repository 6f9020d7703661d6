import type { Condition, Parameter, Space } from '@nx-tune/search';

import type { FloatParams } from '../../trial/floatParams.js';
import { isParameterName, isWandbName } from '../nameRules.js';
import { showValue } from '../problem.js';
import type { SweepReading } from '../sweepReading.js';
import type { ParameterEntry } from '../schema/parameterEntry.js';
import type { SweepFile } from '../schema/sweepKeys.js';
import { conditionProblems, conditionsOf } from './conditions.js';
import { joinAlternatives, zipGroups } from './groups.js';
import type { LocatedParameter, SpaceProblem } from './locatedParameter.js';
import { floatParams } from './floatParams.js';
import { normalizeParameter, type Notation } from './normalizeParameter.js';

type Entries = { readonly [name: string]: ParameterEntry };
interface NormalizedSpace {
  readonly space: Space;
  /** The whole numbers that are floats to Python, for a file of W&B. */
  readonly floats: FloatParams | undefined;
  readonly problems: readonly SpaceProblem[];
}
/** The part of a sweep file that says what the search space is. */
type SpaceFile = Pick<SweepFile, 'parameters' | 'zip' | 'union' | 'method'>;

/** Flattens nested parameters, in the file's order or that of W&B's grid, and normalises each. Collects every problem. */
export function normalizeSpace(file: SpaceFile, reading: SweepReading): NormalizedSpace {
  const { parameters, zip = [], union = [] } = file;
  const start = { path: [], reading, isWandbGrid: reading.isWandb && file.method === 'grid', conditions: [] };
  const common = walk(parameters, { ...start, at: ['parameters'] });
  const alternatives = union.map((one, index) => walk(one, { ...start, at: ['union', index] }));
  const found = [...common, ...alternatives.flat()].flatMap((item) => ('rule' in item ? [item] : []));
  const joined = joinAlternatives(
    common.flatMap(toLocated),
    alternatives.map((one) => one.flatMap(toLocated)),
  );
  const zipped = zipGroups(joined.places, zip);
  const space = zipped.places.map(({ parameter }) => parameter);
  const related = found.length > 0 ? [] : [...zipped.problems, ...conditionProblems(zipped.places)];
  return {
    space,
    floats: reading.isWandb && found.length === 0 ? floatParams(zipped.places, file, reading.isFloat) : undefined,
    problems: [...found, ...joined.problems, ...related, ...repeatedLabels(space), ...longParams(space)],
  };
}

const toLocated = (item: LocatedParameter | SpaceProblem): LocatedParameter[] => ('parameter' in item ? [item] : []);

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
      rule: `the params of a trial may have at most ${longestParams} characters as JSON`,
      found: `they have up to ${total}`,
      remedy: 'Keep data in files named under "inputs", and use their names as values.',
    },
  ];
}

function longestOf({ label, distribution }: Parameter): number {
  const values = distribution.kind === 'constant' ? [distribution.value] : [];
  const options = distribution.kind === 'categorical' ? distribution.values : values;
  return label.length + options.reduce<number>((most, value) => Math.max(most, JSON.stringify(value).length), 20);
}

interface Surroundings {
  readonly path: readonly string[];
  readonly at: readonly PropertyKey[];
  readonly reading: SweepReading;
  readonly isWandbGrid: boolean;
  /** The conditions of the enclosing groups. */
  readonly conditions: readonly Condition[];
}

function walk(entries: Entries, place: Surroundings): (LocatedParameter | SpaceProblem)[] {
  // The order in which W&B's grid has them, the last fastest: wandb/sweeps, `HyperParameterSet.from_config`.
  const names = place.isWandbGrid ? Object.keys(entries).toSorted() : Object.keys(entries);
  if (names.length === 0)
    return [{ at: place.at, rule: '"parameters" must not be empty', remedy: 'Name at least one parameter.' }];
  return names.flatMap((name) =>
    parameter(entries[name] ?? {}, { ...place, path: [...place.path, name], at: [...place.at, name] }),
  );
}

function parameter(entry: ParameterEntry, place: Surroundings): (LocatedParameter | SpaceProblem)[] {
  const { path, at, reading, conditions } = place;
  const name = path.at(-1) ?? '';
  if (!(reading.isWandb ? isWandbName(name) : isParameterName(name))) return [badName(name, at, reading.isWandb)];
  const { when, ...own } = entry;
  const all = [...conditions, ...conditionsOf(when ?? {})].toSorted((a, b) => (a.label < b.label ? -1 : 1));
  if (own.parameters !== undefined) return nested(own, own.parameters, { ...place, conditions: all });
  const result = normalizeParameter(own, notationOf(place));
  if ('distribution' in result) {
    const { distribution } = result;
    const conditional = all.length === 0 ? {} : { when: all };
    return [{ at, parameter: { path, label: path.join('.'), distribution, ...conditional } }];
  }
  const { problem } = result;
  return [{ ...problem, at: problem.key === undefined ? at : [...at, problem.key] }];
}

const notationOf = ({ at, reading, isWandbGrid }: Surroundings): Notation => ({
  isFloat: (key) => reading.isFloat([...at, key]),
  isWandb: reading.isWandb,
  isWandbGrid,
});

function nested(entry: ParameterEntry, inner: Entries, place: Surroundings): (LocatedParameter | SpaceProblem)[] {
  const { at } = place;
  const other = Object.keys(entry).find((key) => key !== 'parameters');
  const problem = {
    at,
    rule: 'nested "parameters" cannot be combined with other keys',
    found: `"${other}" is there too`,
    remedy: 'Remove one of them.',
  };
  return other === undefined ? walk(inner, { ...place, at: [...at, 'parameters'] }) : [problem];
}

function badName(name: string, at: readonly PropertyKey[], isWandb: boolean): SpaceProblem {
  return {
    at,
    rule: isWandb
      ? 'a parameter\'s name must have no quotes, ";", "|", "&", "<", ">", "`", "$", "\\\\", "..", control characters or spaces at its ends'
      : 'a parameter\'s name must consist of letters, digits, "_", "-" and ".", and begin with a letter, a digit or "_"',
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
