import type { Instant } from '../exported.js';
import type { OptunaStudy, OptunaTrial } from './optunaStudy.js';

/** Operation codes, states and directions of `optuna.storages.JournalStorage`. */
const operations = { createStudy: 0, setStudyUserAttribute: 2, createTrial: 4 } as const;
const states = { COMPLETE: 1, PRUNED: 2, FAIL: 3 } as const;
const directions = { MINIMIZE: 1, MAXIMIZE: 2 } as const;

const studyId = 0;

/**
 * A study as the journal of `JournalFileBackend`: one operation a line. A trial is one operation, as `study.add_trial` writes
 * it, so that no reader ever sees half of one.
 */
export function renderOptunaJournal({ name, direction, userAttributes, trials }: OptunaStudy): string {
  return [
    line(operations.createStudy, { study_name: name, directions: [directions[direction]] }),
    ...Object.entries(userAttributes).map(([key, value]) =>
      line(operations.setStudyUserAttribute, { study_id: studyId, user_attr: { [key]: value } }),
    ),
    ...trials.map((trial) => line(operations.createTrial, trialFields(trial))),
  ].join('');
}

const trialFields = ({ state, value, params, intermediate, userAttributes, start, end }: OptunaTrial): object => ({
  study_id: studyId,
  datetime_start: isoTime(start),
  state: states[state],
  value: value ?? null,
  values: null,
  datetime_complete: isoTime(end),
  distributions: Object.fromEntries(params.map((param) => [param.name, param.distribution])),
  params: Object.fromEntries(params.map((param) => [param.name, param.internal])),
  user_attrs: userAttributes,
  system_attrs: {},
  intermediate_values: Object.fromEntries(intermediate),
});

const line = (code: number, fields: object): string =>
  `${pythonJson({ op_code: code, worker_id: 'nx-tune', ...fields })}\n`;

/** Python writes numbers that JSON has no literal for by their names, and reads them so. */
function pythonJson(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${pythonJson(item)}`);
  return `{${fields.join(',')}}`;
}

/** Microseconds and the offset in full: Python before 3.11 reads no `Z`. */
const isoTime = ({ iso }: Instant): string => iso.replace('Z', '000+00:00');
