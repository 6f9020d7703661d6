import { execSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { outsideRuntime, readsOutside } from '../../src/inference/targets/outsideRuntime.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const runtimeOf = (files: readonly string[], routes: readonly string[] = []): string =>
  (outsideRuntime(files, routes)[0] as { runtime: string }).runtime;

test('its answer changes with the content of each file, whatever its name is, and of what lies in a folder', () => {
  const folder = temporaryWorkspace({});
  mkdirSync(join(folder, 'data'));
  const files = ['plain.txt', `a "b" $HOME \`c\` 'd' \\ %e% é`, 'data/inner.bin'].map((name) => join(folder, name));
  for (const file of files) writeFileSync(file, Buffer.from([0xf9]));
  const runtime = runtimeOf([...files.slice(0, 2), join(folder, 'data'), join(folder, 'absent')]);
  const answer = (): string => execSync(runtime, { encoding: 'utf8' });
  const before = answer();
  for (const file of files) {
    writeFileSync(file, Buffer.from([0xfa]));
    expect(answer()).not.toBe(before);
    writeFileSync(file, Buffer.from([0xf9]));
    expect(answer()).toBe(before);
  }
  writeFileSync(join(folder, 'absent'), '');
  expect(answer()).not.toBe(before);
  rmSync(join(folder, 'absent'));
  writeFileSync(join(folder, 'neighbour'), '');
  expect(answer()).toBe(before);
});

test('it says which files it reads; without files there is no command, and another command is not ours', () => {
  expect(readsOutside(runtimeOf(['../a b', '/c']))).toEqual(['../a b', '/c']);
  expect(outsideRuntime([])).toEqual([]);
  expect(readsOutside('node -v')).toBeUndefined();
});

test('its answer changes with what an import by a route would load, and not with the content of code', () => {
  const cwd = temporaryWorkspace({
    'made/k.ts': '',
    'made/other.ts': '',
    'made/folder/package.json': '{"main":"./a.js"}',
  });
  symlinkSync('k.ts', join(cwd, 'made/link.ts'));
  const runtime = runtimeOf([], ['made/k', 'made/link', 'made/folder', 'node_modules/w/sub']);
  const answer = (): string => execSync(runtime, { cwd, encoding: 'utf8' });
  const before = answer();
  const write = (file: string, text: string) => () => writeFileSync(join(cwd, file), text);
  for (const harmless of [
    write('made/k.ts', '1'),
    write('made/k.spec.ts', ''),
    write('made/folder/package.json', '{"main":"./a.js","version":"2.0.0"}'),
  ]) {
    harmless();
    expect(answer()).toBe(before);
  }
  const answers = [
    write('made/k.mjs', ''),
    write('made/folder/index.mts', ''),
    write('made/folder/package.json', '{"main":"./b.js"}'),
    () => rmSync(join(cwd, 'made/link.ts')),
    () => symlinkSync('other.ts', join(cwd, 'made/link.ts')),
    () => mkdirSync(join(cwd, 'node_modules')),
  ].map((harmful) => {
    harmful();
    return answer();
  });
  expect(new Set([before, ...answers]).size).toBe(1 + answers.length);
});

test('its answer changes with the names of folders in a folder that is listed, but not with its files', () => {
  const cwd = temporaryWorkspace({ 'flat/cat/1': '', 'deep/cat/1': '', 'other/cat/1': '' });
  const folders = [
    { path: 'flat', isDeep: false },
    { path: 'deep', isDeep: true },
    { path: 'absent', isDeep: true },
  ];
  const { runtime } = outsideRuntime([], [], folders)[0] as { runtime: string };
  const answer = (): string => execSync(runtime, { cwd, encoding: 'utf8' });
  const before = answer();
  for (const harmless of ['other/dog', 'flat/cat/small', 'deep/.tune/trials', 'deep/cat/node_modules'])
    mkdirSync(join(cwd, harmless), { recursive: true });
  writeFileSync(join(cwd, 'deep/2'), '');
  expect(answer()).toBe(before);
  const answers = ['flat/dog', 'deep/dog', 'deep/cat/small', 'absent/dog'].map((harmful) => {
    mkdirSync(join(cwd, harmful), { recursive: true });
    return answer();
  });
  symlinkSync('nowhere', join(cwd, 'flat/link'));
  expect(new Set([before, ...answers, answer()]).size).toBe(6);
});

test('names that are too long for one command are in several', () => {
  const files = Array.from({ length: 2000 }, (_, index) => `../somewhere/else/in/a/folder/${index}`);
  const runtimes = (outsideRuntime(files) as { runtime: string }[]).map(({ runtime }) => runtime);
  expect(runtimes.flatMap((runtime) => readsOutside(runtime) ?? [])).toEqual(files);
  expect(runtimes.length).toBeGreaterThan(1);
  expect(Math.max(...runtimes.map(({ length }) => length))).toBeLessThan(100_000);
});
