import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { openJournal } from '../../src/journal/journal.js';
import { prepareTrialFolder, writeTrial } from '../../src/trialFolder/trialFolder.js';
import type { TrialTask } from '../../src/model/trialTask.js';
import { adoptFinished, journalOf, recordFinished, writeArtifact } from '../support/journals.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();

const execution = { runId: 'run', startedAt: new Date(0), durationMs: 5, versions: {} };
const completed = { outcome: { kind: 'completed' as const }, metrics: { loss: 1 }, curve: [], output: '' };

/** A trial that is finished and written down. */
function finished(): TrialTask {
  const projectDir = mkdtempSync(join(folder, 'project-'));
  const task: TrialTask = {
    id: 'trial1',
    objective: { kind: 'module', path: 'o.js' },
    params: { x: 1 },
    seed: '0',
    projectDir,
    trialDir: join(projectDir, '.tune/trials/trial1'),
    isolation: 'thread',
    inputs: 'digest of the inputs',
  };
  prepareTrialFolder(task);
  writeArtifact(task, 'model.bin', 'weights');
  recordFinished(task, writeTrial(task, completed, execution));
  return task;
}

const edit = (file: string, change: (text: string) => string): void =>
  writeFileSync(file, change(readFileSync(file, 'utf8')));

test('a finished trial is adopted', () =>
  expect(adoptFinished(finished())?.result).toMatchObject({ id: 'trial1', metrics: { loss: 1 } }));

test.each<[string, (task: TrialTask) => TrialTask | void]>([
  ['its inputs are others', (task) => ({ ...task, inputs: 'another digest' })],
  ['its inputs are not known', ({ inputs: _inputs, ...task }) => task],
  ['it is another trial', (task) => ({ ...task, id: 'trial2' })],
  ['its params are others', (task) => ({ ...task, params: { x: 2 } })],
  [
    'its result was edited',
    ({ trialDir }) => edit(join(trialDir, 'result.json'), (text) => text.replace('"loss": 1', '"loss": 0')),
  ],
  ['its result was cut short', ({ trialDir }) => edit(join(trialDir, 'result.json'), (text) => text.slice(0, -3))],
  ['a bit of an artifact flipped', ({ trialDir }) => writeFileSync(join(trialDir, 'artifacts/model.bin'), 'weightr')],
  ['an artifact is gone', ({ trialDir }) => rmSync(join(trialDir, 'artifacts/model.bin'))],
  ['a file was added', ({ trialDir }) => writeFileSync(join(trialDir, 'artifacts/more.bin'), '')],
  ['an artifact is a link', ({ trialDir }) => symlinkSync('model.bin', join(trialDir, 'artifacts/link.bin'))],
  [
    'its folder is a link',
    ({ trialDir }) => {
      renameSync(trialDir, `${trialDir}-elsewhere`);
      symlinkSync(`${trialDir}-elsewhere`, trialDir);
    },
  ],
  ['its folder is gone', ({ trialDir }) => rmSync(trialDir, { recursive: true })],
  ['the entry is gone', (task) => rmSync(journalOf(task))],
  ['the entry was cut short', (task) => edit(journalOf(task), (text) => text.slice(0, -3))],
  [
    'the entry was edited',
    (task) => edit(journalOf(task), (text) => text.replace('digest of the inputs', 'another digest')),
  ],
  ['the entry is not JSON', (task) => edit(journalOf(task), (text) => text.replace('\n', 'x\n'))],
  ['the entry has no end', (task) => edit(journalOf(task), (text) => text.trimEnd())],
  [
    'the journal is a folder',
    (task) => {
      const file = journalOf(task);
      rmSync(file);
      mkdirSync(file);
    },
  ],
])('a trial is not adopted if %s', (_, damage) => {
  const task = finished();
  expect(adoptFinished(damage(task) ?? task)).toBeUndefined();
});

test('an edited entry that claims the inputs which are asked for is not believed', () => {
  const task = finished();
  edit(journalOf(task), (text) => text.replace('digest of the inputs', 'another digest'));
  expect(adoptFinished({ ...task, inputs: 'another digest' })).toBeUndefined();
});

test.each(['', '\0\0\0'])(
  'files that are there but empty, as %j, are written again by whoever has claimed the trial',
  (nothing) => {
    const task = finished();
    const text = readFileSync(join(task.trialDir, 'result.json'), 'utf8');
    for (const file of ['result.json', 'run.json']) writeFileSync(join(task.trialDir, file), nothing);
    expect(openJournal().adopt(task)).toBeUndefined();
    expect(adoptFinished(task)?.result.metrics).toEqual({ loss: 1 });
    expect(readFileSync(join(task.trialDir, 'result.json'), 'utf8')).toBe(text);
  },
);

test('with another artifact, files that are empty are written again, but the trial is not adopted', () => {
  const task = finished();
  writeFileSync(join(task.trialDir, 'result.json'), '');
  writeArtifact(task, 'model.bin', 'weightr');
  expect(adoptFinished(task)).toBeUndefined();
});

test('entries of another run are seen, and a line that was cut short spoils no other', () => {
  const task = finished();
  const reader = openJournal();
  const later = { ...task, id: 'trial2', trialDir: join(task.projectDir, '.tune/trials/trial2') };
  expect(reader.isFinished(later)).toBe(false);
  appendFileSync(journalOf(task), 'torn');
  prepareTrialFolder(later);
  recordFinished(later, writeTrial(later, completed, execution));
  expect([reader.isFinished(task), reader.isFinished(later)]).toEqual([true, true]);
});

test('a run that is alone reads journals once more after it has become so, and then never', () => {
  let isAlone = false;
  const task = finished();
  const reader = openJournal(() => isAlone);
  const [second, third] = ['trial2', 'trial3'].map((id) => ({
    ...task,
    id,
    trialDir: join(task.projectDir, `.tune/trials/${id}`),
  })) as [TrialTask, TrialTask];
  const finish = (other: TrialTask): void => {
    prepareTrialFolder(other);
    recordFinished(other, writeTrial(other, completed, execution));
  };
  expect(reader.isFinished(second)).toBe(false);
  finish(second);
  isAlone = true;
  expect(reader.isFinished(second)).toBe(true);
  finish(third);
  expect(reader.isFinished(third)).toBe(false);
  isAlone = false;
  expect(reader.isFinished(third)).toBe(true);
});
