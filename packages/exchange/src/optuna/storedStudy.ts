import type { Json } from '@nx-tune/search';

import {
  completed,
  notAResult,
  type ResultsColumn,
  type ResultsRow,
  type ResultsTable,
} from '../model/resultsTable.js';
import { attributeColumn, keptAttributes, outcomeOfAttributes } from './keptAttributes.js';

/** A study as Optuna's storages keep it. */
export interface StoredStudy {
  readonly name: string;
  readonly directions: readonly ('minimize' | 'maximize' | 'not set')[];
  readonly attributes: ReadonlyMap<string, Json>;
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
}

/** A study as a table: `value` or `values_0`, `params_x`, and the attributes that an export of ours left. */
export function studyTable(kind: string, { directions, attributes, trials }: StoredStudy): ResultsTable {
  const params = unique(trials.flatMap((trial) => trial.params.map(([name]) => name)));
  const noted = unique(trials.flatMap((trial) => [...trial.attributes.keys()]));
  const objective = attributes.get(keptAttributes.metric);
  const values = directions.map((_, index) => (directions.length === 1 ? 'value' : `values_${index}`));
  const columns: ResultsColumn[] = [
    ...values.map((name): ResultsColumn => {
      if (directions.length > 1) return { name, plain: name.slice(7), holds: 'metrics' };
      return typeof objective === 'string'
        ? { name, plain: objective, holds: 'metrics' }
        : { name, plain: name, holds: 'metrics', isObjective: true };
    }),
    ...params.map((name): ResultsColumn => ({
      name: `params_${name}`,
      plain: name,
      holds: 'params',
      isParameter: true,
    })),
    ...noted.map((name): ResultsColumn => ({ name: `user_attrs_${name}`, ...attributeColumn(name) })),
  ];
  const [goal] = directions;
  return {
    kind,
    columns,
    rows: trials.map((trial) => rowOf(trial, values)),
    ...(directions.length === 1 && (goal === 'minimize' || goal === 'maximize') ? { goal } : {}),
  };
}

function rowOf({ number, params, values, attributes, ...trial }: StoredTrial, names: readonly string[]): ResultsRow {
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
