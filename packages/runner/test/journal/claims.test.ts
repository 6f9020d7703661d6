import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { createClaim } from '../../src/journal/claimFile.js';
import { type ClaimOptions, createClaims, type Claims, forgetJournal, isInUse } from '../../src/journal/claims.js';
import type { TrialTask } from '../../src/model/trialTask.js';
import { attemptVariable } from '../../src/processes/leftovers.js';
import { isAlive } from '../support/isAlive.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();

const open: Claims[] = [];
const claims = (options: ClaimOptions = {}): Claims => {
  const created = createClaims(options);
  open.push(created);
  return created;
};
afterEach(() => open.splice(0).forEach((created) => created.close()));

function trial(id = 'trial1', projectDir = mkdtempSync(join(folder, 'project-'))): { task: TrialTask; file: string } {
  const task: TrialTask = {
    id,
    objective: { kind: 'module', path: 'o.js' },
    params: {},
    seed: '0',
    projectDir,
    trialDir: join(projectDir, `.tune/trials/${id}`),
    isolation: 'thread',
  };
  return { task, file: join(projectDir, `.tune/journal/${id}.claim`) };
}

/** The text of the lease that this process would write. */
async function ownLease(): Promise<Record<string, unknown>> {
  const { task, file } = trial();
  const one = claims();
  await one.take(task);
  const name = readdirSync(dirname(file)).find((entry) => entry.endsWith('.run')) ?? '';
  const lease = JSON.parse(readFileSync(join(dirname(file), name), 'utf8')) as Record<string, unknown>;
  one.close();
  return lease;
}

/** A claim of another run. */
async function foreign(file: string, changes: object): Promise<{ readonly beat: () => void; readonly lease: string }> {
  const lease = join(dirname(file), 'other-1.run');
  let beats = 0;
  const own = await ownLease();
  const beat = (): void =>
    writeFileSync(lease, `${JSON.stringify({ ...own, isShared: true, ...changes, beats: ++beats })}\n`);
  mkdirSync(dirname(file), { recursive: true });
  beat();
  writeFileSync(file, 'other-1');
  return { beat, lease };
}

/** Tries again and again, and returns whether it got the trial meanwhile. */
async function getsWithin(
  ms: number,
  one: Claims,
  task: TrialTask,
  meanwhile = (): void => undefined,
): Promise<boolean> {
  for (let left = ms; left > 0; left -= 10) {
    if (await one.take(task)) return true;
    meanwhile();
    await setTimeout(10);
  }
  return false;
}

test('a trial belongs to one at a time, until it is released', async () => {
  const { task } = trial();
  const [one, two] = [claims(), claims()];
  expect([await one.take(task), await two.take(task), await one.take(task)]).toEqual([true, false, true]);
  one.release(task);
  expect([await two.take(task), await one.take(task)]).toEqual([true, false]);
});

test('a run that is alone writes no claim, and one that comes claims nothing before what is claimed is written down', async () => {
  const { task, file } = trial();
  const { task: other } = trial('trial2', task.projectDir);
  const one = claims();
  expect([await one.take(task), existsSync(file), one.isAlone(dirname(file))]).toEqual([true, false, true]);
  const two = claims();
  const taken = two.take(other);
  expect(existsSync(join(dirname(file), 'trial2.claim'))).toBe(false);
  expect([await taken, existsSync(file), await two.take(task)]).toEqual([true, true, false]);
  expect([one.isAlone(dirname(file)), two.isAlone(dirname(file)), one.holds(task)]).toEqual([false, false, true]);
  one.close();
  expect(await two.take(task)).toBe(true);
});

test('a run that does not say that it writes its claims down is waited for until it is silent', async () => {
  const { task, file } = trial();
  const { lease } = await foreign(file, { isShared: undefined });
  rmSync(file);
  const one = claims({ silenceMs: 200 });
  let isTaken = false;
  const taken = one.take(task).then((result) => (isTaken = result));
  await setTimeout(100);
  expect(isTaken).toBe(false);
  expect([await taken, existsSync(lease)]).toEqual([true, false]);
});

test('a journal is removed when no other run looks into it', async () => {
  const { task, file } = trial();
  const one = claims();
  expect(isInUse(dirname(file))).toBe(false);
  await one.take(task);
  expect(isInUse(dirname(file))).toBe(true);
  forgetJournal(dirname(file));
  expect(existsSync(dirname(file))).toBe(true);
  one.release(task);
  forgetJournal(dirname(file));
  expect(existsSync(dirname(file))).toBe(true);
  one.close();
  expect(isInUse(dirname(file))).toBe(false);
  await foreign(file, { pid: 2 ** 22 + 1 });
  forgetJournal(dirname(file));
  expect(existsSync(dirname(file))).toBe(false);
});

test('a run elsewhere that left its lease long ago keeps no journal', async () => {
  const { file } = trial();
  const { lease } = await foreign(file, { machine: 'elsewhere' });
  expect(isInUse(dirname(file))).toBe(true);
  const time = new Date(Date.now() - 3_600_000);
  utimesSync(lease, time, time);
  expect(isInUse(dirname(file))).toBe(false);
});

test('closing releases everything', async () => {
  const { task, file } = trial();
  const one = claims();
  await one.take(task);
  one.close();
  expect(readdirSync(dirname(file))).toEqual([]);
});

// 2 ** 22 is above the largest process id of Linux.
test.each([
  ['a living process of this machine', {}, false],
  ['a dead process of this machine', { pid: 2 ** 22 + 1 }, true],
  ['a process id of this machine that another program has by now', { started: '1' }, true],
  ['another machine, whose process id nobody knows here', { machine: 'elsewhere', pid: 2 ** 22 + 1 }, false],
])('a claim of %s', async (_, changes, isFree) => {
  const { task, file } = trial();
  const { lease } = await foreign(file, changes);
  expect(await claims({ silenceMs: 60_000 }).take(task)).toBe(isFree);
  expect(existsSync(lease)).toBe(!isFree);
});

test.each([
  ['a living process of this machine, such as one that was stopped', {}],
  ['another machine', { machine: 'elsewhere', pid: 2 ** 22 + 1 }],
  ['whoever cannot be read', { machine: undefined }],
])('a claim of %s lasts while its lease changes, whatever the time of its file', async (_, changes) => {
  const { task, file } = trial();
  const { beat, lease } = await foreign(file, changes);
  const one = claims({ silenceMs: 100 });
  const inOtherTime = (): void => {
    beat();
    utimesSync(lease, new Date(0), new Date(0));
  };
  expect(await getsWithin(300, one, task, inOtherTime)).toBe(false);
  expect(await getsWithin(1_000, one, task)).toBe(true);
  expect(existsSync(lease)).toBe(false);
});

test('silence counts only while it is heard: a process that was stopped itself does not know', async () => {
  const { task, file } = trial();
  await foreign(file, {});
  const one = claims({ silenceMs: 10_000 });
  expect(await one.take(task)).toBe(false);
  const clock = jest.spyOn(process.hrtime, 'bigint').mockReturnValue(process.hrtime.bigint() + 60_000_000_000n);
  const isFree = await one.take(task);
  clock.mockRestore();
  expect(isFree).toBe(false);
});

test('a process that wakes up and finds its trials taken holds none of them, and is notified once', async () => {
  const [{ task, file }, { task: second }] = [trial('a', join(folder, 'woken')), trial('b', join(folder, 'woken'))];
  let lost = 0;
  // It does not beat, as if it were stopped.
  const stopped = claims({ beatMs: 1e6, onLost: () => lost++ });
  expect([await stopped.take(task), await stopped.take(second)]).toEqual([true, true]);
  const other = claims({ silenceMs: 50 });
  expect(await getsWithin(1_000, other, task)).toBe(true);
  expect([stopped.holds(task), stopped.holds(second), other.holds(task)]).toEqual([false, false, true]);
  expect(lost).toBe(1);
  stopped.release(task);
  expect(existsSync(file)).toBe(true);
  expect([await stopped.take(task), await stopped.take(second)]).toEqual([false, true]);
});

test('if the folder is removed, nothing is held, and it can be taken again', async () => {
  const { task, file } = trial();
  let lost = 0;
  const one = claims({ onLost: () => lost++ });
  await one.take(task);
  rmSync(dirname(file), { recursive: true });
  expect(one.holds(task)).toBe(false);
  expect([await one.take(task), one.holds(task), lost]).toEqual([true, true, 1]);
});

test('a folder that cannot be written holds up no trial', async () => {
  const { task, file } = trial();
  mkdirSync(dirname(dirname(file)), { recursive: true });
  writeFileSync(dirname(file), 'a file');
  const one = claims();
  expect([await one.take(task), one.holds(task)]).toEqual([true, true]);
  one.release(task);
});

test('a claim without a lease is free, and one of several that find it gets it', async () => {
  const { task, file } = trial();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'gone-1');
  const taken = await Promise.all(Array.from({ length: 5 }, () => claims().take(task)));
  expect(taken.filter(Boolean)).toHaveLength(1);
});

(process.platform === 'linux' ? test : test.skip)(
  'what a dead run has left running is ended with its lease',
  async () => {
    const { task, file } = trial();
    await foreign(file, { pid: 2 ** 22 + 1 });
    const leave = (attempt: string): number =>
      spawn('sleep', ['60'], { detached: true, stdio: 'ignore', env: { ...process.env, [attemptVariable]: attempt } })
        .pid ?? 0;
    const [left, ofOthers] = [leave('other-1.1;'), leave('other-11.1;')];
    expect(await claims().take(task)).toBe(true);
    await setTimeout(20);
    expect([isAlive(left), isAlive(ofOthers)]).toEqual([false, true]);
    process.kill(ofOthers, 'SIGKILL');
  },
);

/** Prints how many of some files were empty when they first could be read. */
const looker = `const { readFileSync } = require('node:fs');
const [folder, count] = process.argv.slice(1);
console.log('looking');
let empty = 0;
for (let index = 0; index < count; index++)
  for (;;)
    try {
      if (readFileSync(folder + '/' + index, 'utf8') === '') empty++;
      break;
    } catch {}
console.log(empty + ' empty');`;

test('a claim appears with its text: empty, it would look like that of a run that is gone', async () => {
  const claimsDir = mkdtempSync(join(folder, 'claims-'));
  const count = 200;
  const child = spawn(process.execPath, ['-e', looker, claimsDir, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    if (!said.startsWith('looking') || said.includes('empty')) continue;
    for (let index = 0; index < count; index++) {
      await setTimeout(1);
      expect(createClaim(join(claimsDir, String(index)), 'a-1')).toBe(true);
      expect(createClaim(join(claimsDir, String(index)), 'b-1')).toBe(false);
    }
  }
  expect(said).toContain('\n0 empty');
  expect(readdirSync(claimsDir)).toHaveLength(count);
});
