import { defined, type Json, type JsonObject, parsePythonJson, isJsonObject } from '@nx-tune/search';

import type { ParsedTable } from '../model/resultsTable.js';
import { directions as directionCodes, operations, trialStates } from './journalFormat.js';
import { externalValue } from './optunaDistribution.js';
import { chooseStudy, type StoredStudy, studyTable } from './storedStudy.js';

/** Replays the journal of Optuna's `JournalFileBackend` as its storage does: operations that it would reject are skipped. */
export function readOptunaJournal(text: string, wanted: string | undefined): ParsedTable {
  const journal: Journal = { studies: [], trials: [] };
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const fields = line.trim() === '' ? undefined : parsePythonJson(line);
    // The last line may still be being written.
    if (fields === undefined && (line.trim() === '' || index === lines.length - 1)) continue;
    if (!isJsonObject(fields) || !isNumber(fields['op_code']))
      return { problem: `line ${index + 1}: it is not an operation of an Optuna journal` };
    apply(journal, fields['op_code'], fields);
  }
  const chosen = chooseStudy(
    journal.studies.filter(({ isDeleted }) => !isDeleted),
    wanted,
  );
  if ('problem' in chosen) return chosen;
  return { table: studyTable('optuna-journal', rawStudy(chosen.study)) };
}

interface Journal {
  readonly studies: Study[];
  readonly trials: Trial[];
}

interface Study {
  readonly name: string;
  readonly directions: StoredStudy['directions'];
  readonly attributes: Map<string, Json>;
  readonly systemAttributes: Map<string, Json>;
  readonly trials: Trial[];
  isDeleted: boolean;
}

interface Trial {
  state: number;
  values: readonly Json[];
  lastStep: number | undefined;
  readonly params: Map<string, Json>;
  readonly attributes: Map<string, Json>;
  readonly systemAttributes: Map<string, Json>;
}

const isFinished = ({ state }: Trial): boolean => state >= 1 && state <= 3;
const isNumber = (value: Json | undefined): value is number => typeof value === 'number';

function apply(journal: Journal, code: number, fields: JsonObject): void {
  if (code === operations.createStudy) return createStudy(journal, fields);
  const study = isNumber(fields['study_id']) ? journal.studies[fields['study_id']] : undefined;
  const trial = isNumber(fields['trial_id']) ? journal.trials[fields['trial_id']] : undefined;
  if (study !== undefined && !study.isDeleted) applyToStudy(journal, study, code, fields);
  if (trial !== undefined && !isFinished(trial)) applyToTrial(trial, code, fields);
}

function createStudy({ studies }: Journal, { study_name: name, directions }: JsonObject): void {
  if (typeof name !== 'string' || studies.some((study) => !study.isDeleted && study.name === name)) return;
  const codes = Array.isArray(directions) ? (directions as readonly Json[]) : [];
  studies.push({
    name,
    directions: codes.map(directionOf),
    attributes: new Map(),
    systemAttributes: new Map(),
    trials: [],
    isDeleted: false,
  });
}

function directionOf(code: Json): StoredStudy['directions'][number] {
  if (code === directionCodes.minimize) return 'minimize';
  return code === directionCodes.maximize ? 'maximize' : 'not set';
}

function applyToStudy(journal: Journal, study: Study, code: number, fields: JsonObject): void {
  if (code === operations.deleteStudy) study.isDeleted = true;
  if (code === operations.setStudyUserAttribute)
    for (const [key, value] of entriesOf(fields['user_attr'])) study.attributes.set(key, value);
  if (code === operations.setStudySystemAttribute)
    for (const [key, value] of entriesOf(fields['system_attr'])) study.systemAttributes.set(key, value);
  if (code !== operations.createTrial) return;
  const trial = createTrial(fields);
  journal.trials.push(trial);
  study.trials.push(trial);
}

function createTrial(fields: JsonObject): Trial {
  const distributions = isJsonObject(fields['distributions']) ? fields['distributions'] : {};
  const values = entriesOf(fields['params']).map(([name, internal]) => [
    name,
    externalValue(distributions[name], internal),
  ]);
  return {
    state: isNumber(fields['state']) ? fields['state'] : 0,
    values: valuesOf(fields),
    lastStep: lastOf(entriesOf(fields['intermediate_values']).map(([step]) => Number(step))),
    params: new Map(values.filter((entry): entry is [string, Json] => entry[1] !== undefined)),
    attributes: new Map(entriesOf(fields['user_attrs'])),
    systemAttributes: new Map(entriesOf(fields['system_attrs'])),
  };
}

function applyToTrial(trial: Trial, code: number, fields: JsonObject): void {
  const name = fields['param_name'];
  if (code === operations.setTrialParam && typeof name === 'string') {
    const value = externalValue(fields['distribution'], fields['param_value_internal']);
    if (value !== undefined) trial.params.set(name, value);
  }
  if (code === operations.setTrialState && isNumber(fields['state'])) {
    trial.state = fields['state'];
    if (Array.isArray(fields['values'])) trial.values = fields['values'] as readonly Json[];
  }
  if (code === operations.setIntermediateValue && isNumber(fields['step']))
    trial.lastStep = Math.max(trial.lastStep ?? 0, fields['step']);
  if (code === operations.setTrialUserAttribute)
    for (const [key, value] of entriesOf(fields['user_attr'])) trial.attributes.set(key, value);
  if (code === operations.setTrialSystemAttribute)
    for (const [key, value] of entriesOf(fields['system_attr'])) trial.systemAttributes.set(key, value);
}

function valuesOf({ value, values }: JsonObject): readonly Json[] {
  if (Array.isArray(values)) return values as readonly Json[];
  return value === undefined || value === null ? [] : [value];
}

const entriesOf = (value: Json | undefined): readonly (readonly [string, Json])[] =>
  isJsonObject(value) ? Object.entries(value) : [];

const lastOf = (steps: readonly number[]): number | undefined =>
  steps.filter(Number.isInteger).reduce<number | undefined>((last, step) => Math.max(last ?? step, step), undefined);

const rawStudy = ({ trials, ...study }: Study): StoredStudy => ({
  ...study,
  trials: trials.map(({ state, values, params, lastStep, attributes, systemAttributes }, number) => ({
    number,
    state: trialStates[state] ?? String(state),
    values,
    params: [...params],
    attributes,
    systemAttributes,
    ...defined({ lastStep }),
  })),
});
