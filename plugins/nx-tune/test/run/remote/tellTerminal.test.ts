import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { environmentOf, tellTerminal } from '../../../src/run/remote/tellTerminal.js';
import { temporaryWorkspace } from '../../support/temporaryWorkspace.js';

const onLinux = process.platform === 'linux' ? test : test.skip;
const sleeper = ['-e', 'setInterval(() => undefined, 1000)'];

onLinux('what is told to a process arrives where its errors go, if that is a pipe', async () => {
  const pipe = join(temporaryWorkspace({}), 'pipe');
  execFileSync('mkfifo', [pipe]);
  // Opened for both, so that nobody has to wait for a reader.
  const child = spawn(process.execPath, sleeper, {
    stdio: ['ignore', 'ignore', openSync(pipe, 'r+')],
    env: { WORD: 'a=b' },
  });
  const reader = spawn('head', ['-n', '1', pipe]);
  const [said] = await Promise.all([
    once(reader.stdout, 'data') as Promise<[Buffer]>,
    Promise.resolve().then(() => tellTerminal(child.pid ?? 0, 'Waiting\u001b[2J ...\n')),
  ]);
  expect(String(said[0])).toBe('Waiting\\u001b[2J ...\n');
  expect(environmentOf(child.pid ?? 0)).toEqual({ WORD: 'a=b' });
  child.kill('SIGKILL');
});

onLinux('a file is left as it is, and a process that is gone hears nothing', async () => {
  const root = temporaryWorkspace({ log: 'whole\n' });
  const child = spawn(process.execPath, sleeper, { stdio: ['ignore', 'ignore', openSync(join(root, 'log'), 'a')] });
  tellTerminal(child.pid ?? 0, 'Waiting\n');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(() => tellTerminal(child.pid ?? 0, 'Waiting\n')).not.toThrow();
  expect(readFileSync(join(root, 'log'), 'utf8')).toBe('whole\n');
  expect(environmentOf(child.pid ?? 0)).toBeUndefined();
});
