import { execSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { outsideRuntime, readsOutside } from '../../../src/inference/targets/outsideRuntime.js';
import { temporaryWorkspace } from '../../support/temporaryWorkspace.js';

const runtimeOf = (files: readonly string[]): string => (outsideRuntime(files)[0] as { runtime: string }).runtime;

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

test('it says which files it reads; without files there is none, and another command is none', () => {
  expect(readsOutside(runtimeOf(['../a b', '/c']))).toEqual(['../a b', '/c']);
  expect(outsideRuntime([])).toEqual([]);
  expect(readsOutside('node -v')).toBeUndefined();
});
