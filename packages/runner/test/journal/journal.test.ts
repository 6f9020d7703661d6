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

import { adoptFinished, recordFinished } from '../../src/journal/journal.js';
import { prepareTrialFolder, writeTrial } from '../../src/trialFolder/trialFolder.js';
import type { TrialTask } from '../../src/model/trialTask.js';
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
  writeFileSync(join(task.trialDir, 'artifacts/model.bin'), 'weights');
  recordFinished(task, writeTrial(task, completed, execution).fingerprint);
  return task;
}

const entryOf = (task: TrialTask): string => join(task.projectDir, '.tune/journal/trial1.json');
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
  ['the entry is gone', (task) => rmSync(entryOf(task))],
  ['the entry was cut short', (task) => edit(entryOf(task), (text) => text.slice(0, -3))],
  [
    'the entry was edited',
    (task) => edit(entryOf(task), (text) => text.replace('digest of the inputs', 'another digest')),
  ],
  ['the entry is not JSON', (task) => appendFileSync(entryOf(task), 'x')],
  [
    'the entry is a folder',
    (task) => {
      rmSync(entryOf(task));
      mkdirSync(entryOf(task));
    },
  ],
])('a trial is not adopted if %s', (_, damage) => {
  const task = finished();
  expect(adoptFinished(damage(task) ?? task)).toBeUndefined();
});

test('an edited entry that claims the inputs which are asked for is not believed', () => {
  const task = finished();
  edit(entryOf(task), (text) => text.replace('digest of the inputs', 'another digest'));
  expect(adoptFinished({ ...task, inputs: 'another digest' })).toBeUndefined();
});
