import { join } from 'node:path';

import { createLock, formatLock, parseSweep } from '@nx-tune/sweep';

import { describeLockDrift } from '../../src/study/lockDrift.js';
import { lockOf, lockProblem, readLock } from '../../src/study/readLock.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const parsed = parseSweep(
  'tune',
  'tune.yaml',
  'objective: o.js\nmethod: grid\nmetric: { name: loss }\nparameters: { x: { value: 1 } }\n',
);
if (!parsed.ok) throw new Error('the sweep file is right');
const text = formatLock(createLock(parsed.value, []));

test.each([
  ['a lock', { 'a.lock.json': text }, { kind: 'lock' }, undefined],
  ['no file', {}, { kind: 'missing' }, 'a.lock.json does not exist'],
  ['a folder', { 'a.lock.json/x': '' }, { kind: 'unreadable' }, 'cannot be read: it is not a readable file'],
  ['half a merge', { 'a.lock.json': '<<<<<<< ours' }, { kind: 'unreadable' }, 'a merge was not finished'],
])('%s', (_, files, expected, message) => {
  const reading = readLock(join(temporaryWorkspace(files), 'a.lock.json'));
  expect(reading).toMatchObject(expected);
  if (reading.kind !== 'lock') expect(lockProblem('a.lock.json', reading)).toContain(message);
});

test('a sweep may have no lock, and a lock that cannot be read is a mistake', () => {
  const root = temporaryWorkspace({ 'apps/a/wide.tune.lock.json': '{}' });
  const location = { projectDir: join(root, 'apps/a'), root: 'apps/a' };
  expect(lockOf({ ...location, name: 'tune' })).toBeUndefined();
  expect(() => lockOf({ ...location, name: 'wide' })).toThrow('apps/a/wide.tune.lock.json cannot be read: ');
});

test.each([
  [{ absent: 0, gone: 0 }, undefined],
  [{ absent: 2, gone: 0 }, "does not know 2 of the sweep's trials"],
  [{ absent: 2, gone: 1 }, "does not know 2 of the sweep's trials and knows 1 that the sweep does not ask for"],
  [
    { absent: 2, gone: 1, different: 3 },
    "does not know 2 of the sweep's trials, knows 1 that the sweep does not ask for and differs from 3 of the results on this disk",
  ],
])('%j in words', (drift, words) => expect(describeLockDrift(drift)).toBe(words));
