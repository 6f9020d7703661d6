import { escapeControl } from '@nx-tune/report/text';

import type { RegisteredRun } from './runRecord.js';

/** Names a run to a user. */
export function describeRun({ record, processes }: Pick<RegisteredRun, 'record' | 'processes'>): string {
  if (record === undefined) return 'a run that is just beginning';
  const [first] = processes;
  const since = record.since.slice(11, 19);
  const where = first === undefined ? `since ${since} UTC` : `process ${first.pid}, since ${since} UTC`;
  return `"${escapeControl(record.command)}" (${where})`;
}
