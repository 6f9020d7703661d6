import type { Json } from '@nx-tune/search';

import {
  completed,
  notAResult,
  type ResultsColumn,
  type ResultsRow,
  type ResultsTable,
} from '../model/resultsTable.js';
import { attributeColumn, keptAttributes, outcomeOfAttributes } from './keptAttributes.js';
import { systemAttributes } from './systemAttributes.js';

/** A study as Optuna's storages keep it. */
export interface StoredStudy {
  readonly name: string;
  readonly directions: readonly ('minimize' | 'maximize' | 'not set')[];
  /** Those of users. */
  readonly attributes: ReadonlyMap<string, Json>;
  /** Those of Optuna itself. */
  readonly systemAttributes: ReadonlyMap<string, Json>;
  readonly trials: readonly StoredTrial[];
}

export interface StoredTrial {
  readonly number: number;
  readonly state: string;
  /** The value of each objective, as JSON can carry it. */
  readonly values: readonly Json[];
  readonly params: readonly (readonly [name: string, value: Json])[];
  readonly lastStep?: number;
  readonly attributes: ReadonlyMap<string, Json>;
  readonly systemAttributes: ReadonlyMap<string, Json>;
}

/**
 * A study as a table: `value`, or `values_0` with several objectives, `values_loss` if they have names, as Optuna's own tables
 * call them; `params_x`, and the attributes that an export of ours left.
 */
export function studyTable(kind: string, study: StoredStudy): ResultsTable {
  const { directions, trials } = study;
  const params = unique(trials.flatMap((trial) => trial.params.map(([name]) => name)));
  const noted = unique(trials.flatMap((trial) => [...trial.attributes.keys()]));
  const constraints = unique(trials.flatMap((trial) => constraintsOf(trial).map(([name]) => name)));
  const objectives = directions.length === 1 ? [onlyObjective(study)] : severalObjectives(study);
  const columns: ResultsColumn[] = [
    ...objectives,
    ...params.map((name): ResultsColumn => ({
      name: `params_${name}`,
      plain: name,
      holds: 'params',
      isParameter: true,
    })),
    ...noted.map((name): ResultsColumn => ({ name: `user_attrs_${name}`, ...attributeColumn(name) })),
    ...constraints.map((name): ResultsColumn => ({ name, plain: name, holds: 'neither' })),
  ];
  const [goal] = directions;
  const values = objectives.map(({ name }) => name);
  return {
    kind,
    columns,
    rows: trials.map((trial) => rowOf(trial, values)),
    ...(directions.length === 1 && (goal === 'minimize' || goal === 'maximize') ? { goal } : {}),
  };
}

function onlyObjective({ attributes }: StoredStudy): ResultsColumn {
  const objective = attributes.get(keptAttributes.metric);
  return typeof objective === 'string'
    ? { name: 'value', plain: objective, holds: 'metrics' }
    : { name: 'value', plain: 'value', holds: 'metrics', isObjective: true };
}

function severalObjectives({ directions, systemAttributes: attributes }: StoredStudy): readonly ResultsColumn[] {
  const given = attributes.get(systemAttributes.names);
  const names = Array.isArray(given) ? given.map(String) : [];
  const isNamed = names.length === directions.length && unique(names).length === names.length;
  return directions.map((goal, index): ResultsColumn => {
    const plain = (isNamed ? names[index] : undefined) ?? String(index);
    return { name: `values_${plain}`, plain, holds: 'metrics', ...(goal === 'not set' ? {} : { goal }) };
  });
}

/** Returns how much a trial violates Optuna's constraints: `constraints_0`, or from version 5 on `constraints_NAME`. */
function constraintsOf({ systemAttributes: attributes }: StoredTrial): readonly (readonly [string, Json])[] {
  const listed = attributes.get(systemAttributes.constraints);
  const prefix = `${systemAttributes.constraints}:`;
  return [
    ...(Array.isArray(listed) ? (listed as readonly Json[]) : []).map(
      (value, index) => [String(index), value] as const,
    ),
    ...[...attributes].flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value] as const] : [],
    ),
  ].map(([name, value]) => [`constraints_${name}`, value] as const);
}

function rowOf(trial: StoredTrial, names: readonly string[]): ResultsRow {
  const { number, params, values, attributes } = trial;
  const cells = new Map<string, Json>([
    ...params.map(([name, value]) => [`params_${name}`, value] as const),
    ...names.flatMap((name, index) =>
      values[index] === undefined || values[index] === null ? [] : [[name, values[index]] as const],
    ),
    ...[...attributes].map(([name, value]) => [`user_attrs_${name}`, value] as const),
    ...constraintsOf(trial),
  ]);
  return { where: `trial ${number}`, cells, end: endOf(trial) };
}

function endOf({
  state,
  lastStep = 0,
  attributes,
}: Pick<StoredTrial, 'state' | 'lastStep' | 'attributes'>): ResultsRow['end'] {
  const outcome = outcomeOfAttributes((key) => attributes.get(key));
  if (outcome !== undefined) return outcome;
  if (state === 'COMPLETE') return completed;
  return state === 'PRUNED' ? { kind: 'stopped', step: lastStep } : notAResult(`its state is ${state}`);
}

/** Chooses the study with the given name, or else the only one. */
export function chooseStudy<T extends { readonly name: string }>(
  studies: readonly T[],
  wanted: string | undefined,
): { readonly study: T } | { readonly problem: string } {
  const names = studies.map(({ name }) => name).join(', ');
  const [first, second] = wanted === undefined ? studies : studies.filter(({ name }) => name === wanted);
  if (names === '') return { problem: 'it contains no study' };
  if (first === undefined) return { problem: `it contains no study "${wanted}", only ${names}` };
  return second === undefined
    ? { study: first }
    : { problem: `it contains several studies: choose one with --study: ${names}` };
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];
