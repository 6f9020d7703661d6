import { escapeControl } from '@nx-tune/report';

import type { Instant } from '../model/sweepExport.js';
import { directions, operations, trialStates } from './journalFormat.js';
import type { OptunaStudy, OptunaTrial } from './optunaStudy.js';

const studyId = 0;

/**
 * Renders a study as the journal of `JournalFileBackend`, with an operation on each line. Each trial is one operation, as
 * `study.add_trial` writes it, so that no reader ever sees half of one.
 */
export function renderOptunaJournal(study: OptunaStudy): string {
  return [
    line(operations.createStudy, {
      study_name: study.name,
      directions: study.directions.map((one) => (one === 'MINIMIZE' ? directions.minimize : directions.maximize)),
    }),
    ...Object.entries(study.userAttributes).map(([key, value]) =>
      line(operations.setStudyUserAttribute, { study_id: studyId, user_attr: { [key]: value } }),
    ),
    ...Object.entries(study.systemAttributes).map(([key, value]) =>
      line(operations.setStudySystemAttribute, { study_id: studyId, system_attr: { [key]: value } }),
    ),
    ...study.trials.map((trial) => line(operations.createTrial, trialFields(trial))),
  ].join('');
}

const trialFields = ({ state, params, intermediate, start, end, ...trial }: OptunaTrial): object => ({
  study_id: studyId,
  datetime_start: isoTime(start),
  state: trialStates.indexOf(state),
  value: trial.value ?? null,
  values: trial.values ?? null,
  datetime_complete: isoTime(end),
  distributions: Object.fromEntries(params.map((param) => [param.name, param.distribution])),
  params: Object.fromEntries(params.map((param) => [param.name, param.internal])),
  user_attrs: trial.userAttributes,
  system_attrs: trial.systemAttributes,
  intermediate_values: Object.fromEntries(intermediate),
});

const line = (code: number, fields: object): string =>
  `${escapeControl(pythonJson({ op_code: code, worker_id: 'nx-tune', ...fields }))}\n`;

/** Numbers for which JSON has no literal are written as bare words, as Python writes and reads them. */
function pythonJson(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${pythonJson(item)}`);
  return `{${fields.join(',')}}`;
}

/** Adds microseconds and a full offset: Python before 3.11 does not read `Z`. */
const isoTime = ({ iso }: Instant): string => iso.replace('Z', '000+00:00');
