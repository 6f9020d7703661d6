import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { createProcessGroup } from '../../src/processes/processGroup.js';
import { largest, usageByGroup } from '../../src/processes/followUsage.js';

const inLinux = process.platform === 'linux' ? it : it.skip;
const group = createProcessGroup();
afterAll(() => group.close());

/** A script that computes for about 100 ms. */
const busy = 'const end = process.cpuUsage().user + 1e5; while (process.cpuUsage().user < end);';

inLinux('a command has used what it computed, and what those that it waited for computed', async () => {
  const { usage } = await group.run(process.execPath, ['-e', busy], {});
  const throughShell = await group.run('sh', ['-c', '"$0" -e "$1"; true', process.execPath, busy], {});
  for (const { cpuMs = 0 } of [usage, throughShell.usage]) {
    expect(cpuMs).toBeGreaterThanOrEqual(90);
    expect(cpuMs).toBeLessThan(5000);
  }
});

it('a command that does not start has used nothing that is known', async () => {
  expect((await group.run('/nowhere/nothing', [], {})).usage).toEqual({});
});

inLinux('a group is looked at with all of its processes, and one that has ended is no group', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume(); console.log(1)'], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => void child.once('close', resolve));
  const { pid = 0 } = child;
  // Before that, it may still be what started it.
  await once(child.stdout, 'data');
  expect(usageByGroup(new Set([pid])).get(pid)?.peakMemoryBytes).toBeGreaterThan(1e5);
  child.stdin.end();
  await ended;
  expect(usageByGroup(new Set([pid])).get(pid)).toBeUndefined();
});

it('the larger numbers of two observations count, and what is unknown stays unknown', () => {
  expect(largest({ cpuMs: 1, peakMemoryBytes: 5 }, { cpuMs: 2 })).toEqual({ cpuMs: 2, peakMemoryBytes: 5 });
  expect(largest({}, {})).toEqual({});
});
