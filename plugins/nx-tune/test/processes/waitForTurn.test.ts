import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';

import { processIdentity, processState } from '@nx-tune/runner/processes';

import { leaseVariable } from '../../src/constants.js';
import {
  addProcess,
  hasTurn,
  register,
  registeredRuns,
  showAlive,
  unregister,
  writeDigest,
  writeGroups,
} from '../../src/run/turn/registry.js';
import { runsFolder } from '../../src/run/turn/runsFolder.js';
import { waitForTurn, type WaitOptions } from '../../src/run/turn/waitForTurn.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const inputs = 'apps/toy/.tune/inputs/i';
const trials = ['apps/toy/.tune/trials/1', 'apps/toy/.tune/trials/2'];

describe('a run beside an earlier one', () => {
  let folder: string;
  let said: string[];
  beforeEach(() => {
    folder = runsFolder(temporaryWorkspace({}));
    said = [];
  });
  afterEach(() => void delete process.env[leaseVariable]);

  const begin = (id: string, isSure = true): number =>
    register(
      folder,
      { id, command: `nx tune ${id}`, since: '2026-01-01T12:00:00.000Z', isSure, showsMessages: false },
      undefined,
    );
  const says = (number: number, digest?: string, ofTrials = trials): void => {
    writeGroups(folder, number, [{ inputs, trials: ofTrials }]);
    if (digest !== undefined) writeDigest(folder, number, inputs, digest);
  };
  const wait = (number: number, id: string, digest: string, options: Partial<WaitOptions> = {}) =>
    waitForTurn(
      { folder, number, id },
      { inputs, trials, digest },
      {
        ancestors: [],
        mayReach: () => false,
        differences: () => ['environment variable V: 1 → 2'],
        say: (text) => void said.push(text),
        refuses: false,
        lookEveryMs: 50,
        ...options,
      },
    );
  /** Reports whether it waits for a while, in which it looks several times. */
  const isWaiting = async (waiting: Promise<unknown>, ms = 150): Promise<boolean> =>
    Promise.race([waiting.then(() => false), new Promise<true>((resolve) => setTimeout(() => resolve(true), ms))]);
  const held = (number: number): string => addProcess(folder, number, { ...processIdentity(), isNx: false });

  test('continues at once with the same inputs', async () => {
    const [first, second] = [begin('a'), begin('b')];
    held(first);
    says(first, 'same');
    expect(await wait(second, 'b', 'same')).toBeUndefined();
    expect(said).toEqual([]);
  });

  test('continues at once if no trial is in both', async () => {
    const [first, second] = [begin('a'), begin('b')];
    held(first);
    says(first, 'other', ['apps/toy/.tune/trials/3']);
    expect(await wait(second, 'b', 'mine')).toBeUndefined();
  });

  test('waits for one with other inputs until it has ended, and says why', async () => {
    const [first, second] = [begin('a'), begin('b')];
    held(first);
    says(first, 'other');
    const waiting = wait(second, 'b', 'mine');
    expect(await isWaiting(waiting)).toBe(true);
    expect(said).toEqual([
      `Waiting for "nx tune a" (process ${process.pid}, since 12:00:00 UTC), which computes the same trials with other inputs: environment variable V: 1 → 2.\n`,
    ]);
    unregister(folder, first);
    expect(await waiting).toBeUndefined();
  });

  test('waits for one of another container, whatever the ids of its processes, and not for one of which it is a task', async () => {
    const [first, second] = [begin('a'), begin('b')];
    const elsewhere = addProcess(folder, first, { ...processIdentity(), machine: 'another', isNx: true });
    says(first, 'other');
    const waiting = wait(second, 'b', 'mine', { ancestors: [process.pid] });
    expect(await isWaiting(waiting)).toBe(true);
    rmSync(elsewhere);
    held(first);
    expect(await waiting).toBeUndefined();
  });

  test('the earlier one never waits', async () => {
    const [first, second] = [begin('a'), begin('b')];
    held(second);
    says(second, 'other');
    expect(await wait(first, 'a', 'mine')).toBeUndefined();
  });

  test('waits until the other one has said what it computes', async () => {
    const [first, second] = [begin('a'), begin('b')];
    held(first);
    const waiting = wait(second, 'b', 'same');
    expect(await isWaiting(waiting)).toBe(true);
    says(first);
    expect(await isWaiting(waiting)).toBe(true);
    expect(said).toEqual([]);
    says(first, 'same');
    expect(await waiting).toBeUndefined();
  });

  test('refuses if it must not wait', async () => {
    const [first, second] = [begin('a'), begin('b')];
    held(first);
    says(first, 'other');
    expect(await wait(second, 'b', 'mine', { refuses: true })).toMatch(
      /^This run would wait for "nx tune a" .*again later/,
    );
  });

  test('does not wait for a run of which it is a task, nor for one that does not concern trials', async () => {
    const [first, second, third] = [begin('a'), begin('nx build', false), begin('c')];
    held(first);
    held(second);
    says(first, 'other');
    expect(await wait(third, 'c', 'mine', { ancestors: [process.pid] })).toBeUndefined();
    const waiting = wait(third, 'c', 'mine', { ancestors: [] });
    expect(await isWaiting(waiting)).toBe(true);
    unregister(folder, first);
    expect(await waiting).toBeUndefined();
  });

  test('takes the turn of a run of elsewhere once that has been silent, by its own clock', async () => {
    process.env[leaseVariable] = '500';
    const [first, second] = [begin('a'), begin('b')];
    addProcess(folder, first, { machine: 'another container', pid: 7, isNx: true });
    says(first, 'other');
    const waiting = wait(second, 'b', 'mine');
    for (let beat = 0; beat < 5; beat++) {
      expect(await isWaiting(waiting, 200)).toBe(true);
      showAlive(folder, first);
    }
    expect(await waiting).toBeUndefined();
    expect(hasTurn(folder, first, 'a')).toBe(false);
  });

  test('whoever was asleep has not watched: a silence of that time does not count', async () => {
    process.env[leaseVariable] = '5000';
    const [first, second] = [begin('a'), begin('b')];
    addProcess(folder, first, { machine: 'another container', pid: 7, isNx: true });
    says(first, 'other');
    let now = 0;
    const waiting = wait(second, 'b', 'mine', { nowMs: () => (now += 60_000) });
    expect(await isWaiting(waiting, 250)).toBe(true);
    unregister(folder, first);
    await waiting;
  });

  test('ends if it has lost its own turn', async () => {
    const [first, second] = [begin('a'), begin('b')];
    held(first);
    says(first, 'other');
    const waiting = wait(second, 'b', 'mine');
    expect(await isWaiting(waiting)).toBe(true);
    unregister(folder, second);
    expect(await waiting).toMatch(/^This run has lost its turn/);
  });

  const onLinux = process.platform === 'linux' ? test : test.skip;
  onLinux('takes the turn of a stopped run only when nothing of it runs', async () => {
    process.env[leaseVariable] = '300';
    const [first, second] = [begin('a'), begin('b')];
    const program = `const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
process.stdout.write(String(child.pid)); setInterval(() => undefined, 1000);`;
    const worker: ChildProcess = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [data] = (await once(worker.stdout as NonNullable<ChildProcess['stdout']>, 'data')) as [Buffer];
    const command = Number(String(data));
    addProcess(folder, first, { ...processIdentity(worker.pid), isNx: false });
    says(first, 'other');
    const waiting = wait(second, 'b', 'mine');
    worker.kill('SIGSTOP');
    while (processState(processIdentity(worker.pid)) !== 'stopped')
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await isWaiting(waiting, 700)).toBe(true);
    process.kill(command, 'SIGKILL');
    expect(await waiting).toBeUndefined();
    expect(registeredRuns(folder).map(({ number }) => number)).toEqual([second]);
    // It would write when it goes on.
    if (worker.signalCode === null) await once(worker, 'exit');
    expect(worker.signalCode).toBe('SIGKILL');
  });
});
