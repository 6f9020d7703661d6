import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

import { artifactsDigest } from '../../src/trialFolder/checksums.js';
import type { TrialTask } from '../../src/model/trialTask.js';
import { readTaskTrial } from '../../src/trialFolder/readTrial.js';
import { runSlice } from '../../src/slice/runSlice.js';
import { createTask } from '../support/createTask.js';
import { adoptFinished } from '../support/journals.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const projectDir = temporaryFolder();
const objective = {
  objective: { kind: 'command', command: ['node', 'objective.cjs', '${args}'] },
  files: {
    'objective.cjs': `const fs = require('node:fs');
const { TUNE_TRIAL_DIR: dir, TUNE_CHECKPOINT: checkpoint, TUNE_BUDGET: budget } = process.env;
const before = checkpoint ? fs.readFileSync(checkpoint + '/state.txt', 'utf8') : '';
if (checkpoint) fs.writeFileSync(checkpoint + '/state.txt', 'spoilt');
fs.writeFileSync(dir + '/state.txt', before + budget + ' ');
console.log(JSON.stringify({ loss: 1, seen: before.length, args: process.argv.length }));
`,
  },
} as const;

const below = createTask(projectDir, objective, { id: 'below', budget: { epochs: 1 }, inputs: 'code' });
const digestOf = ({ trialDir }: TrialTask): string => artifactsDigest(trialDir) ?? '';
/** Its folder is made by the run itself. */
const above = (digest: string): TrialTask => ({
  ...below,
  id: 'above',
  trialDir: join(projectDir, '.tune/trials/above'),
  budget: { epochs: 3 },
  continues: { id: 'below', trialDir: below.trialDir, digest },
});
const run = async (task: TrialTask) => (await runSlice([task], { parallel: 1, runId: 'run', versions: {} }))[0];

test('a trial gets a copy of what the one before left, and leaves its own', async () => {
  expect((await run(below))?.result).toMatchObject({ budget: { epochs: 1 }, metrics: { seen: 0 } });
  const finished = await run(above(digestOf(below)));
  expect(finished?.result).toMatchObject({
    budget: { epochs: 3 },
    continues: 'below',
    outcome: { kind: 'completed' },
    metrics: { seen: 2, args: 3 },
  });
  const task = above(digestOf(below));
  expect(readFileSync(join(below.trialDir, 'artifacts/state.txt'), 'utf8')).toBe('1 ');
  expect(readFileSync(join(task.trialDir, 'artifacts/state.txt'), 'utf8')).toBe('1 3 ');
  expect(existsSync(join(task.trialDir, 'checkpoint'))).toBe(false);
  expect(readTaskTrial(task).kind).toBe('known');
});

test.each<[string, Partial<TrialTask>]>([
  ['another budget', { budget: { epochs: 9 } }],
  ['no budget', { budget: {} }],
  ['another trial', { continues: { id: 'other', trialDir: below.trialDir, digest: '' } }],
])('a result is not believed of a trial with %s', (_, changes) => {
  expect(readTaskTrial({ ...above(''), ...changes }).kind).toBe('unusable');
});

test('a finished trial is adopted while the checkpoint is the same, and not with another', () => {
  expect(adoptFinished(above(digestOf(below)))?.result.id).toBe('above');
  expect(adoptFinished(above('other'))).toBeUndefined();
});

test('a checkpoint that another run is restoring is waited for', async () => {
  const [digest, file] = [digestOf(below), join(below.trialDir, 'artifacts/state.txt')];
  const state = readFileSync(file);
  rmSync(file);
  const running = run({ ...above(digest), trialDir: join(projectDir, '.tune/trials/restored') });
  await setImmediate();
  writeFileSync(file, state);
  expect((await running)?.result.outcome.kind).toBe('completed');
});

test('a checkpoint that has changed since the promotion fails the trial', async () => {
  const digest = digestOf(below);
  writeFileSync(join(below.trialDir, 'artifacts/more.txt'), '');
  const finished = await run({ ...above(digest), trialDir: join(projectDir, '.tune/trials/late') });
  expect(finished?.result.outcome).toMatchObject({
    kind: 'failed',
    error: expect.stringContaining('the artifacts of trial below, which this one continues, have changed') as string,
  });
});

test('a checkpoint that holds a link cannot be continued', () => {
  symlinkSync('/', join(below.trialDir, 'artifacts/link'));
  expect(artifactsDigest(below.trialDir)).toBeUndefined();
});
