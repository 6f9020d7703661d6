import { type Json, parsePythonJson } from '@nx-tune/search';

import type { ParsedTable } from '../model/resultsTable.js';
import { externalValue } from './optunaDistribution.js';
import type { SqlQuery } from './sqlQuery.js';
import { chooseStudy, type StoredStudy, type StoredTrial, studyTable } from './storedStudy.js';

/** Reads the database of Optuna's `RDBStorage`, 2.4 or later. Throws if it is a different database. */
export function readOptunaSqlite(query: SqlQuery, wanted: string | undefined): ParsedTable {
  const studies = query('SELECT study_id AS id, study_name AS name FROM studies ORDER BY study_id').map(
    ({ id, name }) => ({
      id: Number(id),
      name: String(name),
    }),
  );
  const chosen = chooseStudy(studies, wanted);
  if ('problem' in chosen) return chosen;
  return { table: studyTable('optuna-sqlite', rawStudy(query, chosen.study.id, chosen.study.name)) };
}

function rawStudy(query: SqlQuery, id: number, name: string): StoredStudy {
  const ofTrials = `WHERE trial_id IN (SELECT trial_id FROM trials WHERE study_id = ${id})`;
  const rows = (table: string, order: string): ReturnType<typeof byTrial> =>
    byTrial(query(`SELECT * FROM ${table} ${ofTrials} ORDER BY trial_id, ${order}`));
  const [params, values] = [rows('trial_params', 'param_id'), rows('trial_values', 'objective')];
  const [steps, attributes] = [
    rows('trial_intermediate_values', 'step'),
    rows('trial_user_attributes', 'trial_user_attribute_id'),
  ];
  // Samplers keep their whole state in other system attributes.
  const constraints = byTrial(
    query(`SELECT * FROM trial_system_attributes ${ofTrials} AND "key" LIKE 'constraints%' ORDER BY trial_id`),
  );
  return {
    name,
    directions: query(`SELECT direction FROM study_directions WHERE study_id = ${id} ORDER BY objective`).map(
      ({ direction }) => (direction === 'MINIMIZE' ? 'minimize' : direction === 'MAXIMIZE' ? 'maximize' : 'not set'),
    ),
    attributes: attributesOf(query(`SELECT "key", value_json FROM study_user_attributes WHERE study_id = ${id}`)),
    systemAttributes: attributesOf(
      query(`SELECT "key", value_json FROM study_system_attributes WHERE study_id = ${id}`),
    ),
    trials: query(`SELECT trial_id, number, state FROM trials WHERE study_id = ${id} ORDER BY number, trial_id`).map(
      (row): StoredTrial => {
        const of = (table: ReturnType<typeof byTrial>): readonly Row[] => table.get(Number(row['trial_id'])) ?? [];
        const last = of(steps).at(-1)?.['step'];
        return {
          number: Number(row['number']),
          state: String(row['state']),
          values: of(values).map(valueOf),
          params: of(params).flatMap((param) => {
            const value = externalValue(toJson(param['distribution_json']), toJson(param['param_value']));
            return value === undefined ? [] : [[String(param['param_name']), value] as const];
          }),
          attributes: attributesOf(of(attributes)),
          systemAttributes: attributesOf(of(constraints)),
          ...(typeof last === 'number' ? { lastStep: last } : {}),
        };
      },
    ),
  };
}

type Row = ReturnType<SqlQuery>[number];

function byTrial(rows: readonly Row[]): ReadonlyMap<number, readonly Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const id = Number(row['trial_id']);
    groups.set(id, [...(groups.get(id) ?? []), row]);
  }
  return groups;
}

/** Databases of Optuna before 3 have no column for values that are not finite. */
function valueOf({ value, value_type: type = 'FINITE' }: Row): Json {
  if (type === 'INF_POS') return 'Infinity';
  if (type === 'INF_NEG') return '-Infinity';
  return toJson(value) ?? null;
}

const attributesOf = (rows: readonly Row[]): ReadonlyMap<string, Json> =>
  new Map(rows.map(({ key, value_json: value }) => [String(key), parsePythonJson(String(value)) ?? null]));

const toJson = (value: unknown): Json | undefined =>
  typeof value === 'number' || typeof value === 'string' ? value : undefined;
