import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { findProcess } from '../../src/processes/findProcess.js';
import { isTreeStopped, processTree } from '../../src/processes/isTreeStopped.js';
import { parseProcesses } from '../../src/processes/listedProcesses.js';
import { processIdentity, type ProcessIdentity, processState } from '../../src/processes/processIdentity.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

/** As on macOS, where only `ps` shows processes. */
jest.mock('../../src/processes/hasProc.js', () => ({ hasProc: () => false }));

const parent = temporaryFolder();
const sleeper = "setInterval(() => undefined, 1000); process.stdout.write('up');";
const children: ChildProcess[] = [];
afterAll(() => children.forEach((child) => child.kill('SIGKILL')));

async function start(
  cwd = parent,
  ...args: readonly string[]
): Promise<ProcessIdentity & { readonly child: ChildProcess }> {
  const child = spawn(process.execPath, ['-e', sleeper, ...args], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  if (child.stdout !== null) await once(child.stdout, 'data');
  return { ...processIdentity(child.pid), child };
}

test('the output of macOS is read, whatever the command line holds', () => {
  const text = [
    '    1     0 Ss   Thu Nov 26 10:49:12 2026     /sbin/launchd',
    '  812     1 T+   Tue Dec  1 09:05:00 2026     node /w/node_modules/.bin/nx tune 5 Mon Jan 1 00:00:00 2024',
    '',
  ].join('\n');
  expect(parseProcesses(text)).toEqual([
    {
      pid: 1,
      parent: 0,
      state: 'S',
      started: String(Date.UTC(2026, 10, 26, 10, 49, 12) / 1000),
      command: '/sbin/launchd',
    },
    {
      pid: 812,
      parent: 1,
      state: 'T',
      started: String(Date.UTC(2026, 11, 1, 9, 5) / 1000),
      command: 'node /w/node_modules/.bin/nx tune 5 Mon Jan 1 00:00:00 2024',
    },
  ]);
});

test('a process runs, is stopped, goes on and ends', async () => {
  const { child, ...identity } = await start();
  expect(Number(identity.started)).toBeGreaterThan(Date.now() / 1000 - 60);
  expect(processState(identity)).toBe('running');
  expect(processTree(process.pid)).toContain(identity.pid);
  child.kill('SIGSTOP');
  while (processState(identity) !== 'stopped');
  expect(isTreeStopped(identity.pid)).toBe(true);
  expect(isTreeStopped(process.pid)).toBe(false);
  child.kill('SIGCONT');
  while (processState(identity) !== 'running');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(processState(identity)).toBe('dead');
});

test('one that began at another time is another, whatever its id', () => {
  expect(processState(processIdentity())).toBe('running');
  expect(processState({ ...processIdentity(), started: '1' })).toBe('dead');
});

test('the process of a command line is found, unless there are several', async () => {
  const folder = join(parent, 'workspace');
  mkdirSync(join(folder, 'apps'), { recursive: true });
  const sought = { program: process.execPath, args: ['tune', 'digits'], folder };
  expect(findProcess(sought)).toBeUndefined();
  const { pid } = await start(join(folder, 'apps'), 'tune', 'digits');
  await start(parent, 'tune', 'digits');
  await start(folder, 'tune', 'digits', '--parallel=2');
  expect(findProcess(sought)).toBe(pid);
  const second = await start(folder, 'tune', 'digits');
  expect(findProcess(sought)).toBeUndefined();
  expect(findProcess(sought, [pid])).toBe(second.pid);
});
