import type { Json } from '@nx-tune/search';

import type { ReadForeign } from '../foreign.js';
import { type Fields, isObject, parsePythonJson } from '../pythonJson.js';
import { chooseStudy, externalValue, optunaTable, type RawStudy } from './optunaTable.js';

/** Replays the journal of Optuna's `JournalFileBackend`, as its storage does: what it would reject is passed over. */
export function readOptunaJournal(text: string, wanted: string | undefined): ReadForeign {
  const journal: Journal = { studies: [], trials: [] };
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const fields = line.trim() === '' ? undefined : parsePythonJson(line);
    // The last line may be in the writing.
    if (fields === undefined && (line.trim() === '' || index === lines.length - 1)) continue;
    if (!isObject(fields) || !isNumber(fields['op_code']))
      return { problem: `line ${index + 1}: it is no operation of a journal` };
    apply(journal, fields['op_code'], fields);
  }
  const chosen = chooseStudy(
    journal.studies.filter(({ isDeleted }) => !isDeleted),
    wanted,
  );
  if ('problem' in chosen) return chosen;
  return { table: optunaTable('optuna-journal', rawStudy(chosen.study)) };
}

interface Journal {
  readonly studies: Study[];
  readonly trials: Trial[];
}

interface Study {
  readonly name: string;
  readonly directions: RawStudy['directions'];
  readonly attributes: Map<string, Json>;
  readonly trials: Trial[];
  isDeleted: boolean;
}

interface Trial {
  state: number;
  values: readonly Json[];
  lastStep: number | undefined;
  readonly params: Map<string, Json>;
  readonly attributes: Map<string, Json>;
}

const states = ['RUNNING', 'COMPLETE', 'PRUNED', 'FAIL', 'WAITING'];
const isFinished = ({ state }: Trial): boolean => state >= 1 && state <= 3;
const isNumber = (value: Json | undefined): value is number => typeof value === 'number';

function apply(journal: Journal, code: number, fields: Fields): void {
  if (code === 0) return createStudy(journal, fields);
  const study = isNumber(fields['study_id']) ? journal.studies[fields['study_id']] : undefined;
  const trial = isNumber(fields['trial_id']) ? journal.trials[fields['trial_id']] : undefined;
  if (study !== undefined && !study.isDeleted) applyToStudy(journal, study, code, fields);
  if (trial !== undefined && !isFinished(trial)) applyToTrial(trial, code, fields);
}

function createStudy({ studies }: Journal, { study_name: name, directions }: Fields): void {
  if (typeof name !== 'string' || studies.some((study) => !study.isDeleted && study.name === name)) return;
  const said = Array.isArray(directions) ? (directions as readonly Json[]) : [];
  studies.push({
    name,
    directions: said.map((direction) => (direction === 1 ? 'minimize' : direction === 2 ? 'maximize' : 'not set')),
    attributes: new Map(),
    trials: [],
    isDeleted: false,
  });
}

function applyToStudy(journal: Journal, study: Study, code: number, fields: Fields): void {
  if (code === 1) study.isDeleted = true;
  if (code === 2) for (const [key, value] of entriesOf(fields['user_attr'])) study.attributes.set(key, value);
  if (code !== 4) return;
  const trial = createTrial(fields);
  journal.trials.push(trial);
  study.trials.push(trial);
}

function createTrial(fields: Fields): Trial {
  const distributions = isObject(fields['distributions']) ? fields['distributions'] : {};
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
  };
}

function applyToTrial(trial: Trial, code: number, fields: Fields): void {
  const name = fields['param_name'];
  if (code === 5 && typeof name === 'string') {
    const value = externalValue(fields['distribution'], fields['param_value_internal']);
    if (value !== undefined) trial.params.set(name, value);
  }
  if (code === 6 && isNumber(fields['state'])) {
    trial.state = fields['state'];
    if (Array.isArray(fields['values'])) trial.values = fields['values'] as readonly Json[];
  }
  if (code === 7 && isNumber(fields['step'])) trial.lastStep = Math.max(trial.lastStep ?? 0, fields['step']);
  if (code === 8) for (const [key, value] of entriesOf(fields['user_attr'])) trial.attributes.set(key, value);
}

function valuesOf({ value, values }: Fields): readonly Json[] {
  if (Array.isArray(values)) return values as readonly Json[];
  return value === undefined || value === null ? [] : [value];
}

const entriesOf = (value: Json | undefined): readonly (readonly [string, Json])[] =>
  isObject(value) ? Object.entries(value) : [];

const lastOf = (steps: readonly number[]): number | undefined =>
  steps.filter(Number.isInteger).reduce<number | undefined>((last, step) => Math.max(last ?? step, step), undefined);

const rawStudy = ({ name, directions, attributes, trials }: Study): RawStudy => ({
  name,
  directions,
  attributes,
  trials: trials.map(({ state, values, params, lastStep, attributes: own }, number) => ({
    number,
    state: states[state] ?? String(state),
    values,
    params: [...params],
    attributes: own,
    ...(lastStep === undefined ? {} : { lastStep }),
  })),
});
