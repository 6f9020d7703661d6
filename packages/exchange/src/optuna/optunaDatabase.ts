import type { Instant } from '../model/sweepExport.js';
import type { OptunaStudy } from './optunaStudy.js';
import type { Attributes } from './systemAttributes.js';

/** The contents of a database. */
export interface OptunaDatabase {
  /** SQL that creates tables and indices. */
  readonly schema: readonly string[];
  readonly rows: readonly DatabaseTable[];
}

export interface DatabaseTable {
  readonly table: string;
  readonly rows: readonly (readonly (null | number | string)[])[];
}

/** A study as the database of Optuna's `RDBStorage`, with the schema of Optuna 3.2, which has not changed since. */
export function optunaDatabase(study: OptunaStudy): OptunaDatabase {
  const trials = study.trials.map((trial, index) => ({ ...trial, id: index + 1, number: index }));
  const studyId = 1;
  return {
    schema: optunaSchema,
    rows: [
      { table: 'version_info', rows: [[1, 12, '3.2.0']] },
      { table: 'alembic_version', rows: [['v3.2.0.a']] },
      { table: 'studies', rows: [[studyId, study.name]] },
      {
        table: 'study_directions',
        rows: numbered(study.directions.map((direction, objective) => [direction, studyId, objective])),
      },
      { table: 'study_user_attributes', rows: attributes([[studyId, study.userAttributes]]) },
      ...present('study_system_attributes', attributes([[studyId, study.systemAttributes]])),
      {
        table: 'trials',
        rows: trials.map(({ id, number, state, start, end }) => [
          id,
          number,
          studyId,
          state,
          sqlTime(start),
          sqlTime(end),
        ]),
      },
      {
        table: 'trial_user_attributes',
        rows: attributes(trials.map(({ id, userAttributes }) => [id, userAttributes])),
      },
      ...present(
        'trial_system_attributes',
        attributes(trials.map(({ id, systemAttributes }) => [id, systemAttributes])),
      ),
      {
        table: 'trial_params',
        rows: numbered(
          trials.flatMap(({ id, params }) =>
            params.map(({ name, internal, distribution }) => [id, name, internal, distribution]),
          ),
        ),
      },
      {
        table: 'trial_values',
        rows: numbered(
          trials.flatMap(({ id, value, values = value === undefined ? [] : [value] }) =>
            values.map((one, objective) => [id, objective, one, 'FINITE']),
          ),
        ),
      },
      {
        table: 'trial_intermediate_values',
        rows: numbered(
          trials.flatMap(({ id, intermediate }) => intermediate.map(([step, value]) => [id, step, ...stored(value)])),
        ),
      },
    ],
  };
}

type Row = DatabaseTable['rows'][number];

const numbered = (rows: readonly Row[]): readonly Row[] => rows.map((row, index) => [index + 1, ...row]);

/** A table, unless it has no rows. */
const present = (table: string, rows: readonly Row[]): readonly DatabaseTable[] =>
  rows.length === 0 ? [] : [{ table, rows }];

const attributes = (owners: readonly (readonly [id: number, attributes: Attributes])[]): readonly Row[] =>
  numbered(owners.flatMap(([id, own]) => Object.entries(own).map(([key, value]) => [id, key, JSON.stringify(value)])));

function stored(value: number): readonly [number | null, string] {
  if (Number.isFinite(value)) return [value, 'FINITE'];
  return [null, Number.isNaN(value) ? 'NAN' : value > 0 ? 'INF_POS' : 'INF_NEG'];
}

/** UTC, in the form in which SQLAlchemy stores a time without a zone. */
const sqlTime = ({ iso }: Instant): string => iso.replace('T', ' ').replace('Z', '000');

const key = 'INTEGER NOT NULL PRIMARY KEY';
const trialId = 'trial_id INTEGER REFERENCES trials (trial_id)';
const studyIdColumn = 'study_id INTEGER REFERENCES studies (study_id)';

const optunaSchema: readonly string[] = [
  `CREATE TABLE version_info (version_info_id ${key} CHECK (version_info_id=1), schema_version INTEGER, library_version VARCHAR(256))`,
  'CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)',
  `CREATE TABLE studies (study_id ${key}, study_name VARCHAR(512) NOT NULL)`,
  'CREATE UNIQUE INDEX ix_studies_study_name ON studies (study_name)',
  `CREATE TABLE study_directions (study_direction_id ${key}, direction VARCHAR(8) NOT NULL, study_id INTEGER NOT NULL REFERENCES studies (study_id), objective INTEGER NOT NULL, UNIQUE (study_id, objective))`,
  `CREATE TABLE study_user_attributes (study_user_attribute_id ${key}, ${studyIdColumn}, "key" VARCHAR(512), value_json TEXT, UNIQUE (study_id, "key"))`,
  `CREATE TABLE study_system_attributes (study_system_attribute_id ${key}, ${studyIdColumn}, "key" VARCHAR(512), value_json TEXT, UNIQUE (study_id, "key"))`,
  `CREATE TABLE trials (trial_id ${key}, number INTEGER, ${studyIdColumn}, state VARCHAR(8) NOT NULL, datetime_start DATETIME, datetime_complete DATETIME)`,
  'CREATE INDEX ix_trials_study_id ON trials (study_id)',
  `CREATE TABLE trial_user_attributes (trial_user_attribute_id ${key}, ${trialId}, "key" VARCHAR(512), value_json TEXT, UNIQUE (trial_id, "key"))`,
  `CREATE TABLE trial_system_attributes (trial_system_attribute_id ${key}, ${trialId}, "key" VARCHAR(512), value_json TEXT, UNIQUE (trial_id, "key"))`,
  `CREATE TABLE trial_params (param_id ${key}, ${trialId}, param_name VARCHAR(512), param_value FLOAT, distribution_json TEXT, UNIQUE (trial_id, param_name))`,
  `CREATE TABLE trial_values (trial_value_id ${key}, trial_id INTEGER NOT NULL REFERENCES trials (trial_id), objective INTEGER NOT NULL, value FLOAT, value_type VARCHAR(7) NOT NULL, UNIQUE (trial_id, objective))`,
  `CREATE TABLE trial_intermediate_values (trial_intermediate_value_id ${key}, trial_id INTEGER NOT NULL REFERENCES trials (trial_id), step INTEGER NOT NULL, intermediate_value FLOAT, intermediate_value_type VARCHAR(7) NOT NULL, UNIQUE (trial_id, step))`,
  `CREATE TABLE trial_heartbeats (trial_heartbeat_id ${key}, trial_id INTEGER NOT NULL UNIQUE REFERENCES trials (trial_id), heartbeat DATETIME NOT NULL)`,
];
