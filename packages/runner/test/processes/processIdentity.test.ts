import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

import { isTreeStopped } from '../../src/processes/isTreeStopped.js';
import { processIdentity, type ProcessIdentity, processState } from '../../src/processes/processIdentity.js';

const sleeper = "setInterval(() => undefined, 1000); process.stdout.write('up');";

describe('the state of a process', () => {
  const children: ChildProcess[] = [];
  const start = async (program = sleeper): Promise<ProcessIdentity & { readonly child: ChildProcess }> => {
    const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    if (child.stdout !== null) await once(child.stdout, 'data');
    return { ...processIdentity(child.pid), child };
  };
  const becomes = async (state: string, get: () => unknown): Promise<void> => {
    while (get() !== state) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  afterAll(() => children.forEach((child) => child.kill('SIGKILL')));

  test('this process is running', () => expect(processState(processIdentity())).toBe('running'));

  test('one that has ended is dead', async () => {
    const { child, ...identity } = await start();
    expect(processState(identity)).toBe('running');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(processState(identity)).toBe('dead');
  });

  test('one that began at another time is another, whatever its id', () => {
    expect(processState({ ...processIdentity(), started: '1' })).toBe('dead');
  });

  test('one of another machine or container may be anything', () => {
    expect(processState({ ...processIdentity(), machine: 'another' })).toBe('elsewhere');
  });

  const onLinux = process.platform === 'linux' ? test : test.skip;
  onLinux('one that is stopped says so until it goes on', async () => {
    const { child, ...identity } = await start();
    child.kill('SIGSTOP');
    await becomes('stopped', () => processState(identity));
    expect(isTreeStopped(identity.pid)).toBe(true);
    child.kill('SIGCONT');
    await becomes('running', () => processState(identity));
    expect(isTreeStopped(identity.pid)).toBe(false);
  });

  onLinux('a tree is not stopped while a child of it runs', async () => {
    const parent = `const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(sleeper)}], { stdio: ['ignore', 'pipe', 'inherit'] });
child.stdout.once('data', () => process.stdout.write(String(child.pid)));
setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['-e', parent], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const [data] = (await once(child.stdout, 'data')) as [Buffer];
    const grandchild = Number(String(data));
    const { pid = 0 } = child;
    child.kill('SIGSTOP');
    await becomes('stopped', () => processState(processIdentity(pid)));
    expect(isTreeStopped(pid)).toBe(false);
    process.kill(grandchild, 'SIGSTOP');
    await becomes('stopped', () => processState(processIdentity(grandchild)));
    expect(isTreeStopped(pid)).toBe(true);
    process.kill(grandchild, 'SIGKILL');
  });
});
