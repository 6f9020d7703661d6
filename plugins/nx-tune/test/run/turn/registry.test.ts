import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { processIdentity } from '@nx-tune/runner/processes';

import { beginTurn, endTurn } from '../../../src/run/turn/beginTurn.js';
import { addProcess, hasTurn, register, registeredRuns, unregister } from '../../../src/run/turn/registry.js';
import { runsFolder } from '../../../src/run/turn/runsFolder.js';
import { temporaryWorkspace } from '../../support/temporaryWorkspace.js';

const record = (id: string) => ({ id, command: 'nx tune toy', since: '', isSure: true, showsMessages: false });
/** A process that has ended. */
const dead = { ...processIdentity(), pid: 1, started: 'never' };

describe('registered runs', () => {
  let root: string;
  let folder: string;
  beforeEach(() => {
    root = temporaryWorkspace({});
    folder = runsFolder(root);
  });
  const begin = (id: string, argv = ['node', 'nx', 'tune', 'toy']) =>
    beginTurn(root, { id, argv, isSure: true }, undefined);
  const ids = (): (string | undefined)[] => registeredRuns(folder).map((run) => run.record?.id);

  test('have the order in which they began', () => {
    expect([begin('a'), begin('b'), begin('c')]).toEqual([
      { turn: '1:a', hasOthers: false },
      { turn: '2:b', hasOthers: true },
      { turn: '3:c', hasOthers: true },
    ]);
    endTurn(root, 'b');
    expect(ids()).toEqual(['a', 'c']);
    expect(begin('d')).toEqual({ turn: '4:d', hasOthers: true });
  });

  test('never get a number below one that is there', () => {
    register(folder, record('a'), undefined);
    register(folder, record('b'), undefined);
    unregister(folder, 1);
    expect(register(folder, record('c'), undefined)).toBe(3);
  });

  test('two with one id, since they began in the same millisecond, end one by one', () => {
    begin('a');
    // That of another process.
    register(folder, record('a'), undefined);
    endTurn(root, 'a');
    expect(registeredRuns(folder).map(({ number }) => number)).toEqual([2]);
    begin('a');
    begin('a');
    endTurn(root, 'a');
    expect(registeredRuns(folder).map(({ number }) => number)).toEqual([2, 4]);
    endTurn(root, 'a');
    expect(registeredRuns(folder).map(({ number }) => number)).toEqual([2]);
  });

  test('one whose processes have ended is cleared by the next', () => {
    const number = register(folder, record('a'), dead);
    expect(hasTurn(folder, number, 'a')).toBe(true);
    expect(begin('b')).toMatchObject({ hasOthers: false });
    expect(ids()).toEqual(['b']);
  });

  test('one of which a worker still lives is not', () => {
    const number = register(folder, record('a'), dead);
    addProcess(folder, number, { ...processIdentity(), isNx: false });
    expect(begin('b')).toMatchObject({ hasOthers: true });
  });

  test('one that failed in the same process of Nx is over', () => {
    beginTurn(root, { id: 'a', argv: [], isSure: true }, processIdentity());
    expect(beginTurn(root, { id: 'b', argv: [], isSure: true }, processIdentity())).toMatchObject({ hasOthers: false });
  });

  const onLinux = process.platform === 'linux' ? test : test.skip;
  onLinux('a daemon finds the process of a run by its command line, unless there are several', async () => {
    const argv = [process.execPath, 'nx.js', 'tune', 'toy'];
    const start = async (): Promise<ChildProcess> => {
      const child = spawn(
        process.execPath,
        ['-e', "process.stdout.write('up'); process.stdin.resume()", ...argv.slice(2)],
        { cwd: root },
      );
      await once(child.stdout, 'data');
      return child;
    };
    const processes = (): (number | undefined)[] => registeredRuns(folder).map((run) => run.processes[0]?.pid);
    const first = await start();
    begin('a', argv);
    const second = await start();
    begin('b', argv);
    expect(processes()).toEqual([first.pid, second.pid]);
    const others = [await start(), await start()];
    begin('c', argv);
    expect(processes()).toEqual([first.pid, second.pid, undefined]);
    for (const child of [first, second, ...others]) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    begin('d', argv);
    expect(ids()).toEqual(['c', 'd']);
  });

  test('one without trials, such as a report that is served, is nobody to wait for', () => {
    const number = register(folder, record('a'), undefined);
    writeFileSync(join(folder, String(number).padStart(8, '0'), 'trials.json'), '{"groups":[]}');
    expect(begin('b')).toMatchObject({ hasOthers: false });
  });

  test('one that is being written is another run', () => {
    mkdirSync(join(folder, '00000001'), { recursive: true });
    expect(begin('b')).toEqual({ turn: '2:b', hasOthers: true });
  });

  test('are nothing that git sees', () => {
    begin('a');
    expect(readFileSync(join(folder, '../.gitignore'), 'utf8')).toBe('*\n');
  });

  test('a folder that cannot be written is a reason, not an error', () => {
    writeFileSync(join(root, '.nx'), 'a file');
    expect(begin('a')).toEqual({ turn: expect.stringMatching(/^-.*(ENOTDIR|EEXIST)/) as unknown, hasOthers: false });
  });
});
