import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { changedFiles, takeFingerprint } from '../../src/trialFolder/fingerprint.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const parent = temporaryFolder();

function folderWith(files: { readonly [path: string]: string }): string {
  const folder = mkdtempSync(join(parent, 'folder-'));
  mkdirSync(join(folder, 'artifacts'));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return folder;
}

const files = { 'result.json': '{}', 'artifacts/model.bin': 'weights' };

test.each<[string, (folder: string) => void, string[]]>([
  ['nothing', () => undefined, []],
  ['the same bytes', (folder) => writeFileSync(join(folder, 'result.json'), '{}'), []],
  ['another size', (folder) => writeFileSync(join(folder, 'result.json'), '{ }'), ['result.json']],
  [
    'a byte',
    (folder) => writeFileSync(join(folder, 'artifacts/model.bin'), 'weightz'),
    [join('artifacts', 'model.bin')],
  ],
  [
    'a byte, with the old time',
    (folder) => {
      writeFileSync(join(folder, 'result.json'), '[]');
      utimesSync(join(folder, 'result.json'), new Date(1e12), new Date(1e12));
    },
    ['result.json'],
  ],
  ['a new file', (folder) => writeFileSync(join(folder, 'artifacts/new'), ''), [join('artifacts', 'new')]],
  ['a file that is gone', (folder) => rmSync(join(folder, 'result.json')), ['result.json']],
  [
    'a link to a copy',
    (folder) => {
      renameSync(join(folder, 'result.json'), join(parent, 'copy'));
      symlinkSync(join(parent, 'copy'), join(folder, 'result.json'));
    },
    ['result.json'],
  ],
  ['everything gone', (folder) => rmSync(folder, { recursive: true }), [join('artifacts', 'model.bin'), 'result.json']],
])('a change is found, at once and when it is older than a tick: %s', async (_, change, expected) => {
  for (const ageMs of [0, 150]) {
    const folder = folderWith(files);
    for (const name of Object.keys(files)) utimesSync(join(folder, name), new Date(1e12), new Date(1e12));
    await setTimeout(ageMs);
    const before = takeFingerprint(folder);
    expect([...before.values()].every(({ isSettled }) => isSettled)).toBe(ageMs > 0);
    change(folder);
    expect(changedFiles(folder, before)).toEqual(expected);
  }
});

test('a large file is read in pieces, and a settled one is not read again', async () => {
  const folder = folderWith({ 'artifacts/large': 'x'.repeat(300_000) });
  await setTimeout(150);
  const before = takeFingerprint(folder);
  const again = new Map([...before].map(([path, state]) => [path, { ...state, digest: 'another' }]));
  expect(changedFiles(folder, again)).toEqual([]);
  expect(readFileSync(join(folder, 'artifacts/large'))).toHaveLength(300_000);
});
