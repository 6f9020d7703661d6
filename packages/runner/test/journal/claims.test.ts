import { existsSync, mkdirSync, mkdtempSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';

import { createClaims, type Claims, forgetJournal, isInUse } from '../../src/journal/claims.js';
import type { TrialTask } from '../../src/model/trialTask.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();

const open: Claims[] = [];
const claims = (): Claims => {
  const created = createClaims();
  open.push(created);
  return created;
};
afterEach(() => open.splice(0).forEach((created) => created.close()));

function trial(): { readonly task: TrialTask; readonly file: string } {
  const projectDir = mkdtempSync(join(folder, 'project-'));
  const task: TrialTask = {
    id: 'trial1',
    objective: { kind: 'module', path: 'o.js' },
    metric: 'loss',
    params: {},
    seed: '0',
    projectDir,
    trialDir: join(projectDir, '.tune/trials/trial1'),
    isolation: 'thread',
  };
  return { task, file: join(projectDir, '.tune/journal/trial1.claim') };
}

function foreign(file: string, holder: string, ageMs: number): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, holder);
  const time = new Date(Date.now() - ageMs);
  utimesSync(file, time, time);
}

test('a trial belongs to one at a time, until it is released', () => {
  const { task } = trial();
  const [one, two] = [claims(), claims()];
  expect([one.take(task), two.take(task), one.take(task)]).toEqual([true, false, true]);
  one.release(task);
  expect([two.take(task), one.take(task)]).toEqual([true, false]);
});

test('a journal is removed when no other run looks into it', () => {
  const { task, file } = trial();
  const one = claims();
  expect(isInUse(dirname(file))).toBe(false);
  one.take(task);
  expect(isInUse(dirname(file))).toBe(true);
  forgetJournal(dirname(file));
  expect(existsSync(file)).toBe(true);
  one.release(task);
  forgetJournal(dirname(file));
  expect(existsSync(dirname(file))).toBe(true);
  one.close();
  expect(isInUse(dirname(file))).toBe(false);
  foreign(file, `${hostname()} ${2 ** 22 + 1}`, 0);
  forgetJournal(dirname(file));
  expect(existsSync(dirname(file))).toBe(false);
});

test('closing releases everything', () => {
  const { task, file } = trial();
  const one = claims();
  one.take(task);
  one.close();
  expect(existsSync(file)).toBe(false);
});

// 2 ** 22 is above the largest process id of Linux.
test.each([
  ['a living process of this machine', `${hostname()} ${process.pid}`, 0, false],
  ['a dead process of this machine', `${hostname()} ${2 ** 22 + 1}`, 0, true],
  ['a process of another machine that beats', `elsewhere ${2 ** 22 + 1}`, 1_000, false],
  ['a process of another machine that is silent', 'elsewhere 1', 60_000, true],
  ['a process id that another program has by now', `${hostname()} ${process.pid}`, 60_000, true],
  ['a time in the future', `${hostname()} ${process.pid}`, -3_600_000, true],
])('a claim of %s', (_, holder, ageMs, isFree) => {
  const { task, file } = trial();
  foreign(file, holder, ageMs);
  expect(claims().take(task)).toBe(isFree);
  expect(readFileSync(file, 'utf8')).toBe(isFree ? `${hostname()} ${process.pid}` : holder);
});
