import {
  activity,
  buildParams,
  canonicalJson,
  defined,
  describeValues,
  didYouMean,
  type Distribution,
  type Json,
  type JsonObject,
  type Parameter,
  possibleValue,
  type Space,
  typesOf,
  unionLabel,
  valueOfType,
} from '@nx-tune/search';

import type { Baseline } from '../../model/baseline.js';
import type { Sweep } from '../../model/sweep.js';
import type { FileFinding, Normalized } from '../finding.js';
import { showValue } from '../problem.js';
import type { BaselineEntry } from '../schema/baselineEntry.js';
import type { SweepFile } from '../schema/sweepKeys.js';
import { byLabel } from '../space/byLabel.js';
import { theoryParams } from './theoryParams.js';

type Key = readonly PropertyKey[];
type Baselines = Pick<Sweep, 'baselines' | 'baselineParams'>;

/** Normalizes the points that always run, in the file's order. Those that have the same params are one trial. */
export function normalizeBaselines({ baselines }: SweepFile, space: Space): Normalized<Baselines> {
  if (baselines === undefined) return { value: {} };
  const found = Object.entries(baselines).map(([name, entry]) => normalizeBaseline(space, name, entry));
  const problems = found.flatMap((one) => one.problems ?? []);
  if (problems.length > 0) return { problems };
  const all = found.flatMap(({ value }) => value ?? []);
  if (all.length === 0) return { value: {} };
  const distinct = new Map(all.map(({ params }) => [canonicalJson(params), params]));
  return { value: { baselines: all, baselineParams: [...distinct.values()] } };
}

function normalizeBaseline(space: Space, name: string, entry: BaselineEntry): Normalized<Baseline> {
  const key = ['baselines', name];
  const wrongName = nameRule(name);
  if (wrongName !== undefined) return { problems: [{ at: key, rule: wrongName, found: `it is ${showValue(name)}` }] };
  const computed = theoryParams(space, entry, key);
  if (computed.problems !== undefined) return { problems: computed.problems };
  const { values, note = entry.note, source = entry.source } = computed.value;
  const written = writtenValues(space, entry.params ?? {}, [...key, 'params']);
  if (written.problems !== undefined) return { problems: written.problems };
  const clashing = [
    ...twiceProblems(space, [...values.keys()], written.value, key),
    ...computedProblems(space, values, key),
  ];
  if (clashing.length > 0) return { problems: clashing };
  const whole = completed(space, new Map([...values, ...written.value]), key);
  if (whole.problems !== undefined) return { problems: whole.problems };
  return {
    value: {
      name,
      params: whole.value,
      ...defined({ note, source }),
    },
  };
}

/** The most characters of a name, which has a column in tables. */
const longestName = 60;

function nameRule(name: string): string | undefined {
  if (name.trim() === '') return 'the name of a baseline must not be empty';
  if (!/^[^,\p{C}]+$/u.test(name)) return 'the name of a baseline must not have commas or control characters';
  return name.length > longestName ? `the name of a baseline has at most ${longestName} characters` : undefined;
}

/** Reports params that theory computes and the file gives, too: its promise holds for its own values alone. */
const twiceProblems = (
  space: Space,
  computed: readonly string[],
  written: ReadonlyMap<string, Json>,
  key: Key,
): FileFinding[] =>
  computed
    .filter((label) => written.has(label))
    .map((label) => ({
      at: [...key, 'params', ...labelPath(space, label)],
      rule: `"theory" computes ${label}`,
      found: `it is ${showValue(written.get(label))} under "params"`,
      remedy: 'Remove one of them.',
    }));

const computedProblems = (space: Space, values: ReadonlyMap<string, Json>, key: Key): FileFinding[] =>
  [...values]
    .filter(([label, value]) => valueFor(distributionsOf(space, label), value) === undefined)
    .map(([label, value]) => ({
      at: [...key, 'theory'],
      rule: `"theory" must give a value of the parameter's type: ${label} is ${typesText(space, label)}`,
      found: `it is ${showValue(value)}`,
    }));

/** The label of a param: parameters of several alternatives may have it. */
const paramLabel = ({ path }: Pick<Parameter, 'path'>): string => path.join('.');

/** One parameter for each param, whatever alternatives it is in. */
const asWritten = (space: Space): Space => [
  ...new Map(
    space
      .filter(({ path }) => path.length > 0)
      .map((parameter) => [paramLabel(parameter), { ...parameter, label: paramLabel(parameter) }]),
  ).values(),
];

/** The values that a baseline names, each of its parameter's type. */
function writtenValues(space: Space, params: JsonObject, key: Key): Normalized<ReadonlyMap<string, Json>> {
  const { entries, unknown } = byLabel(asWritten(space), params);
  const values = entries.map(({ parameter: { label }, at, value }) => ({
    label,
    at,
    value,
    taken: valueFor(distributionsOf(space, label), value),
  }));
  const problems = [
    ...unknown.map((path): FileFinding => unknownParam(space, [...key, ...path], path.join('.'))),
    ...values
      .filter(({ taken }) => taken === undefined)
      .map(({ label, at, value }): FileFinding => ({
        at: [...key, ...at],
        rule: `a baseline may have any value of a parameter's type: ${label} is ${typesText(space, label)}`,
        found: `it is ${showValue(value)}`,
      })),
  ];
  if (problems.length > 0) return { problems };
  return { value: new Map(values.map(({ label, taken }) => [label, taken ?? null])) };
}

function unknownParam(space: Space, at: Key, label: string): FileFinding {
  const labels = asWritten(space).map((parameter) => parameter.label);
  const remedy = didYouMean(label, labels) ?? `Parameters: ${labels.join(', ')}.`;
  return { at, rule: `unknown parameter ${showValue(label)}`, remedy };
}

const distributionsOf = (space: Space, label: string): Distribution[] =>
  space.flatMap((parameter) => (paramLabel(parameter) === label ? [parameter.distribution] : []));

/** The value as a trial would have it, if one of the distributions can give it, and else as it is written, if it has their type. */
function valueFor(distributions: readonly Distribution[], value: Json): Json | undefined {
  for (const take of [possibleValue, valueOfType])
    for (const distribution of distributions) {
      const taken = take(distribution, value);
      if (taken !== undefined) return taken;
    }
  return undefined;
}

const typesText = (space: Space, label: string): string =>
  [...new Set(distributionsOf(space, label).flatMap(typesOf))].join(' or ');

/** Adds constants, and finds what is missing or is not active; in the first alternative of the space that fits, if it has some. */
function completed(space: Space, values: ReadonlyMap<string, Json>, key: Key): Normalized<JsonObject> {
  const selector = space.find(({ label }) => label === unionLabel)?.distribution;
  const alternatives = selector?.kind === 'categorical' ? selector.values : [null];
  const tried = alternatives.map((alternative) => inAlternative(space, values, alternative));
  const best = tried.reduce((a, b) =>
    b.missing.length + b.absent.length < a.missing.length + a.absent.length ? b : a,
  );
  const problems = [
    ...best.absent.map((label): FileFinding => ({
      at: [...key, 'params', ...labelPath(space, label)],
      rule: `${label} is not active with the other values of the baseline`,
      found: `it is ${showValue(values.get(label))}`,
      remedy: 'Remove it.',
    })),
    ...(best.missing.length > 0 ? [missingProblem(space, best.missing, key)] : []),
  ];
  return problems.length > 0 ? { problems } : { value: best.params };
}

const labelPath = (space: Space, label: string): readonly string[] =>
  space.find((parameter) => paramLabel(parameter) === label)?.path ?? [];

function missingProblem(space: Space, missing: readonly string[], key: Key): FileFinding {
  const what = missing.map((label) => `${label} (${distributionsOf(space, label).map(describeValues).join(' or ')})`);
  return {
    at: key,
    rule: 'a baseline needs a value for each parameter that is not a constant',
    found: `${what.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing`,
    remedy: `Add ${missing.length === 1 ? 'it' : 'them'} under "params".`,
  };
}

/** The params in one alternative, the labels without a value, and the values that are of no use there. */
interface Tried {
  readonly params: JsonObject;
  readonly missing: readonly string[];
  readonly absent: readonly string[];
}

/** Zipped parameters may have values that never occur together: their selectors are left out. */
function inAlternative(space: Space, values: ReadonlyMap<string, Json>, alternative: Json): Tried {
  const plain: Space = space.map(({ path, label, distribution, when }) => ({
    path,
    label,
    distribution,
    ...defined({ when }),
  }));
  const all = plain.map((parameter): Json | undefined => {
    if (parameter.path.length === 0) return parameter.label === unionLabel ? alternative : null;
    const { distribution } = parameter;
    const label = paramLabel(parameter);
    if (values.has(label)) return values.get(label);
    return distribution.kind === 'constant' ? distribution.value : undefined;
  });
  const filled = all.map((value) => value ?? null);
  const isActive = activity(plain, filled);
  const active = plain.filter(({ path }, index) => path.length > 0 && isActive(index));
  const labels = new Set(active.map(paramLabel));
  const missing = plain.filter((parameter, index) => active.includes(parameter) && all[index] === undefined);
  return {
    params: buildParams(plain, filled),
    missing: missing.map(paramLabel),
    absent: [...values.keys()].filter((label) => !labels.has(label)),
  };
}
