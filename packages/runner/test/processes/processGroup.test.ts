import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { createProcessGroup } from '../../src/processes/processGroup.js';
import { appears } from '../support/appears.js';
import { writeFile } from '../support/createTask.js';
import { gone, isAlive } from '../support/isAlive.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();
const script = (name: string, text: string): string => {
  const file = join(folder, `${name}.cjs`);
  writeFile(file, `const fs = require('node:fs'); const { spawn } = require('node:child_process');\n${text}`);
  return file;
};
const run = (group: ReturnType<typeof createProcessGroup>, name: string, text: string) =>
  group.run(process.execPath, [script(name, text)], { cwd: folder });

/** Starts a child that never ends by itself and writes the ids of both processes into a file. */
const withChild = (file: string, detached = false): string => `
  const options = { stdio: 'inherit', detached: ${detached} };
  const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], options);
  fs.writeFileSync('part', JSON.stringify([process.pid, child.pid]));
  fs.renameSync('part', '${file}');`;
const pids = (name: string): number[] => JSON.parse(readFileSync(join(folder, name), 'utf8')) as number[];

it.each([
  ['code', 'process.exitCode = 3', 'exit code 3'],
  ['signal', `process.kill(process.pid, 'SIGKILL')`, 'ended by SIGKILL'],
])('says how a process ended: %s', async (name, text, exit) => {
  expect(await run(createProcessGroup(), name, text)).toMatchObject({ exit });
});

it.each([
  [['no-such-command'], /did not start \(.*no-such-command.*ENOENT/],
  [['node', 'a\0b'], /did not start \(.*null bytes/],
])('says why one did not start: %j', async ([command = '', ...args], exit) => {
  const finished = await createProcessGroup().run(command, args, { cwd: folder });
  expect(finished).toEqual({ exit: expect.stringMatching(exit) as unknown, stdout: '', output: '', usage: {} });
});

it('never passes an argument through a shell', async () => {
  const args = ['$(echo no)', '`id`', '; echo no', '"', '*', ''];
  const file = script('args', 'console.log(JSON.stringify(process.argv.slice(2)))');
  const { stdout } = await createProcessGroup().run(process.execPath, [file, ...args], { cwd: folder });
  expect(JSON.parse(stdout)).toEqual(args);
});

it('ends, when it is closed, a process and what that has started', async () => {
  const group = createProcessGroup(60_000);
  const finished = run(group, 'parent', `${withChild('both')} setInterval(() => 0, 1000);`);
  await appears(join(folder, 'both'));
  const [parent = 0, child = 0] = pids('both');
  expect([parent, child].map(isAlive)).toEqual([true, true]);
  await group.close();
  expect((await finished).exit).toBe('ended by SIGTERM');
  expect(isAlive(parent)).toBe(false);
  await gone(child);
});

it('ends what a process leaves running, and does not wait for it', async () => {
  const text = `${withChild('left')} child.unref(); console.log('bye');`;
  const { exit, stdout } = await run(createProcessGroup(60_000), 'leaver', text);
  expect({ exit, stdout }).toEqual({ exit: 'exit code 0', stdout: 'bye\n' });
  await gone(pids('left')[1] ?? 0);
});

it('does not wait for a process that has left its group and holds the pipes', async () => {
  const text = `${withChild('daemon', true)} child.unref();`;
  const { exit } = await run(createProcessGroup(0), 'daemon', text);
  process.kill(pids('daemon')[1] ?? 0, 'SIGKILL');
  expect(exit).toBe('exit code 0');
});

it('listens to the end of this process only while it is open', async () => {
  const before = process.listenerCount('exit');
  const group = createProcessGroup();
  expect(process.listenerCount('exit')).toBe(before + 1);
  await group.close();
  expect(process.listenerCount('exit')).toBe(before);
});
