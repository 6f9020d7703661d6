import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { openJournal } from '../../src/journal/journal.js';
import { adoptTwin, createTwins } from '../../src/journal/twins.js';
import type { TrialTask } from '../../src/model/trialTask.js';
import { prepareTrialFolder, type WrittenTrial, writeTrial } from '../../src/trialFolder/trialFolder.js';
import { adoptFinished, recordFinished, writeArtifact } from '../support/journals.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();

const execution = { runId: 'run', startedAt: new Date(0), durationMs: 5, versions: {} };
const completed = {
  outcome: { kind: 'completed' as const },
  metrics: { loss: 1 },
  curve: [{ step: 0, metrics: {} }],
  output: '',
};

/** A slot whose trial has finished, and another place of the same trial that is to be computed. */
function twins(place = '.tune/slots/search-0', other = '.tune/trials/trial1'): { twin: TrialTask; task: TrialTask } {
  const projectDir = mkdtempSync(join(folder, 'project-'));
  const twin: TrialTask = {
    id: 'trial1',
    objective: { kind: 'module', path: 'o.js' },
    params: { x: 1 },
    seed: '0',
    projectDir,
    trialDir: join(projectDir, place),
    isolation: 'thread',
    inputs: 'digest of the inputs',
  };
  return { twin, task: { ...twin, trialDir: join(projectDir, other) } };
}

function finish(task: TrialTask, evaluation: object = {}, more: object = {}): WrittenTrial {
  prepareTrialFolder(task);
  writeArtifact(task, 'model.bin', 'weights');
  return writeTrial(task, { ...completed, ...evaluation }, { ...execution, ...more });
}

function adopt(task: TrialTask) {
  const journal = openJournal();
  return adoptTwin(task, createTwins(journal), journal);
}

test.each([
  ['.tune/slots/search-0', '.tune/trials/trial1'],
  ['.tune/trials/trial1', '.tune/slots/search-0'],
  ['.tune/slots/search-0', '.tune/slots/other-7'],
  ['.tune/trials/trial1-record', '.tune/trials/trial1'],
])('a trial of %s is the same at %s, with all that it left, and is in the journal there', (from, to) => {
  const { twin, task } = twins(from, to);
  finish(twin);
  expect(adopt(task)?.result).toMatchObject({ id: 'trial1', metrics: { loss: 1 } });
  for (const file of ['result.json', 'run.json', 'curve.jsonl', 'artifacts/model.bin'])
    expect(readFileSync(join(task.trialDir, file), 'utf8')).toBe(readFileSync(join(twin.trialDir, file), 'utf8'));
  expect(adoptFinished(task)?.result.id).toBe('trial1');
});

test.each<[string, (task: TrialTask, twin: TrialTask) => TrialTask | void]>([
  ['its inputs are others', (task) => ({ ...task, inputs: 'another digest' })],
  ['its inputs are not known', ({ inputs: _inputs, ...task }) => task],
  ['it is another trial', (task) => ({ ...task, id: 'trial2' })],
  ['its params are others', (task) => ({ ...task, params: { x: 2 } })],
  ['its seed is another', (task) => ({ ...task, seed: '1' })],
  ['it is another replicate', (task) => ({ ...task, replicate: 1 })],
  ['its case is another', (task) => ({ ...task, case: 'a' })],
  ['its budget is another', (task) => ({ ...task, budget: { epochs: 3 } })],
  ['it continues another trial', (task) => ({ ...task, continues: { id: 'trial0', trialDir: '/', digest: '' } })],
  ['the twin crashed', (_, twin) => void finish(twin, { outcome: { kind: 'failed', error: 'x' } })],
  ['the twin read what is not declared', (_, twin) => void finish(twin, {}, { undeclared: { files: ['a'] } })],
  ['the twin is gone', (_, { trialDir }) => rmSync(trialDir, { recursive: true })],
  ['its result was edited', (_, { trialDir }) => change(join(trialDir, 'result.json'), '"loss": 1', '"loss": 0')],
  ['its curve was edited', (_, { trialDir }) => writeFileSync(join(trialDir, 'curve.jsonl'), 'x')],
  [
    'a bit of an artifact flipped',
    (_, { trialDir }) => writeFileSync(join(trialDir, 'artifacts/model.bin'), 'weightr'),
  ],
  ['a file was added', (_, { trialDir }) => writeFileSync(join(trialDir, 'artifacts/more.bin'), '')],
  ['an artifact is a link', (_, { trialDir }) => symlinkSync('model.bin', join(trialDir, 'artifacts/link.bin'))],
  ['its facts are gone', (_, { trialDir }) => rmSync(join(trialDir, 'run.json'))],
])('nothing is taken, and nothing is left, if %s', (_, change) => {
  const { twin, task } = twins();
  finish(twin);
  const asked = change(task, twin) ?? task;
  expect(adopt(asked)).toBeUndefined();
  expect(existsSync(join(task.trialDir, 'result.json'))).toBe(false);
});

test('a damaged twin does not hide a whole one', () => {
  const { twin, task } = twins();
  const whole = { ...twin, trialDir: join(twin.projectDir, '.tune/slots/search-5') };
  finish(twin);
  finish(whole);
  change(join(twin.trialDir, 'result.json'), '"loss": 1', '"loss": 0');
  expect(adopt(task)?.result.metrics).toEqual({ loss: 1 });
});

test('a trial is not its own twin', () => {
  const { twin } = twins();
  finish(twin);
  expect(adopt(twin)).toBeUndefined();
  expect(existsSync(join(twin.trialDir, 'result.json'))).toBe(true);
});

function change(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}

test('a twin that another run finishes after twins were listed is found, since the journal has it', async () => {
  const { twin, task } = twins();
  const journal = openJournal();
  const found = createTwins(journal);
  expect(found.foldersOf(task)).toEqual([]);
  recordFinished(twin, finish(twin));
  await setTimeout(150);
  expect(adoptTwin(task, found, journal)?.result.id).toBe('trial1');
});
