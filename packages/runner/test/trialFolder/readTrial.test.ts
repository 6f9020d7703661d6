import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { StoredResult } from '@nx-tune/sweep';

import { readTaskTrial } from '../../src/trialFolder/readTrial.js';
import { writeTrial } from '../../src/trialFolder/trialFolder.js';
import { createTask } from '../support/createTask.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const source = { objective: { kind: 'module', path: 'objective.ts' }, files: {} } as const;
const task = createTask(temporaryFolder(), source, { params: { b: 2, a: [1, -0] } });
const { trialDir } = task;
const file = join(trialDir, 'result.json');
const execution = { runId: 'run', startedAt: new Date(0), durationMs: 1, versions: {} };
const write = (): StoredResult =>
  writeTrial(task, { outcome: { kind: 'completed' }, metrics: { loss: 1 }, curve: [], output: '' }, execution).result;
const edit = (changes: object): void => writeFileSync(file, JSON.stringify({ ...write(), ...changes }));

it('a written trial is known, with its run', () => {
  write();
  expect(readTaskTrial(task)).toMatchObject({
    kind: 'known',
    result: { id: task.id, metrics: { loss: 1 } },
    run: { runId: 'run' },
  });
});

it('it is known without run.json too', () => {
  write();
  writeFileSync(join(trialDir, 'run.json'), '{');
  const record = readTaskTrial(task);
  expect(record.kind).toBe('known');
  expect(record).not.toHaveProperty('run');
});

it('nothing there is missing', () => {
  rmSync(file, { force: true });
  expect(readTaskTrial(task)).toEqual({ kind: 'missing' });
  expect(readTaskTrial({ ...task, trialDir: join(trialDir, 'absent') })).toEqual({ kind: 'missing' });
});

it('the params may be written in another order', () => {
  write();
  expect(readTaskTrial({ ...task, params: { a: [1, 0], b: 2 } }).kind).toBe('known');
});

it.each([
  [{ id: 'another' }, /result of trial another/],
  [{ params: { b: 2, a: [1] } }, /its params are not/],
  [{ seed: 'other' }, /its seed is not/],
  [{ replicate: 1 }, /it is another replicate/],
  [{ case: 'b.cnf' }, /it is of another case/],
  [{ metrics: { accuracy: 1 } }, /changed after the trial had written it/],
  [{ metrics: { loss: 'NaN' } }, /changed after the trial had written it/],
  [{ schemaVersion: 2 }, /not a complete result/],
  [{ outcome: { kind: 'won' } }, /not a complete result/],
])('a result of something else is not believed: %j', (changes, why) => {
  edit(changes);
  const expected = { kind: 'unusable', file, why: expect.stringMatching(why) as unknown };
  expect(readTaskTrial(task)).toEqual(expected);
});

it('a result cut short is not believed', () => {
  write();
  writeFileSync(file, '{ "schemaVersion": 1, "id"');
  expect(readTaskTrial(task)).toMatchObject({ kind: 'unusable', why: 'it is not a complete result' });
});
