import type { Json } from '@nx-tune/search';
import type { Outcome } from '@nx-tune/sweep';

import { completed, type Foreign, type ForeignColumn, type ForeignRow, none } from '../foreign.js';
import { type Fields, isObject, parsePythonJson } from '../pythonJson.js';

/** A study of Optuna as its storages keep it. */
export interface RawStudy {
  readonly name: string;
  readonly directions: readonly ('minimize' | 'maximize' | 'not set')[];
  readonly attributes: ReadonlyMap<string, Json>;
  readonly trials: readonly RawTrial[];
}

export interface RawTrial {
  readonly number: number;
  readonly state: string;
  /** Of each objective, as JSON can carry it. */
  readonly values: readonly Json[];
  readonly params: readonly (readonly [name: string, value: Json])[];
  readonly lastStep?: number;
  readonly attributes: ReadonlyMap<string, Json>;
}

/** A study as a table: `value` or `values_0`, `params_x`, and what an export of ours left as attributes. */
export function optunaTable(kind: string, { directions, attributes, trials }: RawStudy): Foreign {
  const params = unique(trials.flatMap((trial) => trial.params.map(([name]) => name)));
  const noted = unique(trials.flatMap((trial) => [...trial.attributes.keys()]));
  const objective = attributes.get('nx_tune:metric');
  const values = directions.map((_, index) => (directions.length === 1 ? 'value' : `values_${index}`));
  const columns: ForeignColumn[] = [
    ...values.map((name): ForeignColumn => {
      if (directions.length > 1) return { name, plain: name.slice(7), holds: 'metrics' };
      return typeof objective === 'string'
        ? { name, plain: objective, holds: 'metrics' }
        : { name, plain: name, holds: 'metrics', isObjective: true };
    }),
    ...params.map((name): ForeignColumn => ({
      name: `params_${name}`,
      plain: name,
      holds: 'params',
      isParameter: true,
    })),
    ...noted.map((name): ForeignColumn => ({ name: `user_attrs_${name}`, ...attributeOf(name) })),
  ];
  const [goal] = directions;
  return {
    kind,
    columns,
    rows: trials.map((trial) => rowOf(trial, values)),
    ...(directions.length === 1 && (goal === 'minimize' || goal === 'maximize') ? { goal } : {}),
  };
}

function attributeOf(name: string): Omit<ForeignColumn, 'name'> {
  if (name.startsWith('metrics.')) return { plain: name.slice(8), holds: 'metrics' };
  return name.startsWith('budget.') ? { plain: name.slice(7), holds: 'either' } : { plain: name, holds: 'neither' };
}

function rowOf({ number, params, values, attributes, ...trial }: RawTrial, names: readonly string[]): ForeignRow {
  const cells = new Map<string, Json>([
    ...params.map(([name, value]) => [`params_${name}`, value] as const),
    ...names.flatMap((name, index) =>
      values[index] === undefined || values[index] === null ? [] : [[name, values[index]] as const],
    ),
    ...[...attributes].map(([name, value]) => [`user_attrs_${name}`, value] as const),
  ]);
  return { where: `trial ${number}`, cells, end: endOf({ attributes, ...trial }) };
}

function endOf({
  state,
  lastStep = 0,
  attributes,
}: Pick<RawTrial, 'state' | 'lastStep' | 'attributes'>): ForeignRow['end'] {
  const said = saidEnd(attributes);
  if (said !== undefined) return said;
  if (state === 'COMPLETE') return completed;
  return state === 'PRUNED' ? { kind: 'stopped', step: lastStep } : none(`its state is ${state}`);
}

/** How it ended, if an export of ours says it. */
function saidEnd(attributes: ReadonlyMap<string, Json>): Outcome | undefined {
  const step = attributes.get('nx_tune:step');
  const reason = attributes.get('nx_tune:reason');
  switch (attributes.get('nx_tune:outcome')) {
    case 'completed':
      return typeof step === 'number' && Number.isInteger(step) ? { kind: 'completed', step } : { kind: 'completed' };
    case 'diverged':
      return { kind: 'diverged' };
    case 'infeasible':
      return { kind: 'infeasible', reason: typeof reason === 'string' ? reason : '' };
    case 'stopped':
      return { kind: 'stopped', step: typeof step === 'number' && Number.isInteger(step) ? step : 0 };
    default:
      return undefined;
  }
}

/** The value that Optuna's number for it stands for: of a choice its index, of a whole number itself. */
export function externalValue(distribution: Json | undefined, internal: Json | undefined): Json | undefined {
  const parsed = typeof distribution === 'string' ? parsePythonJson(distribution) : undefined;
  if (!isObject(parsed) || typeof internal !== 'number') return undefined;
  const attributes: Fields = isObject(parsed['attributes']) ? parsed['attributes'] : parsed;
  const { choices } = attributes;
  if (Array.isArray(choices)) return (choices as readonly Json[])[internal];
  const name = parsed['name'] ?? parsed['type'];
  return typeof name === 'string' && /^int/i.test(name) ? Math.trunc(internal) : internal;
}

/** The study that is meant: the one named, or the only one. */
export function chooseStudy<T extends { readonly name: string }>(
  studies: readonly T[],
  wanted: string | undefined,
): { readonly study: T } | { readonly problem: string } {
  const names = studies.map(({ name }) => name).join(', ');
  const [first, second] = wanted === undefined ? studies : studies.filter(({ name }) => name === wanted);
  if (first === undefined)
    return {
      problem: wanted === undefined ? 'it holds no study' : `it holds no study "${wanted}" but ${names || 'none'}`,
    };
  return second === undefined
    ? { study: first }
    : { problem: `it holds several studies: choose one with --study: ${names}` };
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];
