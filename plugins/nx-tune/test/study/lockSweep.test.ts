import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { createLock, formatLock, type Lock, parseSweep, type Sweep, type TrialResult } from '@nx-tune/sweep';

import { lockSweep } from '../../src/study/lockSweep.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const text = 'objective: o.js\nmethod: grid\nmetric: { name: loss }\nparameters: { x: { values: [1, 2] } }\n';
const sweepOf = (source: string): Sweep => {
  const parsed = parseSweep('tune', 'tune.yaml', source);
  if (!parsed.ok) throw new Error('the sweep file is right');
  return parsed.value;
};
const sweep = sweepOf(text);
const results = ['a', 'b'].map((id): TrialResult => ({
  schemaVersion: 1,
  id,
  params: { x: 1 },
  seed: '0',
  outcome: { kind: 'completed' },
  metrics: { loss: 0.5 },
}));
const whole = formatLock(createLock(sweep, results));
const old = whole.replace(/"digest":"\w+",(?="metric")/, '');

const frozen = { isFrozen: true, isStrict: true };
const inCi = { isFrozen: true, isStrict: false };
const free = { isFrozen: false, isStrict: false };
const elsewhere = 'Run the sweep where the lock may be written, and commit it.';
const compared = 'compared with tune.lock.json: 2 trials, 2 values exactly';
const lockIn = (root: string): string => join(root, 'apps/a/tune.lock.json');
const withLock = (content: string): string => temporaryWorkspace({ 'apps/a/tune.lock.json': content });
const lockWith = (content: string, options: Parameters<typeof lockSweep>[3], asked = sweep) =>
  lockSweep(lockIn(withLock(content)), asked, results, options);

test('a lock as it was written is fresh', () => {
  expect(lockWith(whole, free)).toEqual({ notices: [], problems: [] });
  for (const options of [frozen, inCi]) expect(lockWith(whole, options)).toEqual({ notices: [compared], problems: [] });
});

test.each([
  ['the goal', whole.replace('minimize', 'maximize')],
  ['the name of the metric', whole.replace('"name":"loss"', '"name":"cost"')],
  ['the digest of the sweep', whole.replace(/"sweep":"./, '"sweep":"')],
])(
  '%s edited in its first line fails a frozen run, and is reported by any other, which writes it again',
  (_, edited) => {
    const why = 'tune.lock.json cannot be read: its first line was edited.';
    for (const options of [frozen, inCi]) expect(lockWith(edited, options)).toEqual({ notices: [], problems: [why] });
    const root = withLock(edited);
    expect(lockSweep(lockIn(root), sweep, results, free)).toEqual({
      notices: [`${why} It is written again.`],
      problems: [],
    });
    expect(readFileSync(lockIn(root), 'utf8')).toBe(whole);
  },
);

test('a lock of another goal than the sweep has now is not fresh, with or without a digest', () => {
  const why = 'tune.lock.json is for minimize loss, and the sweep is for maximize loss.';
  const asked = sweepOf(text.replace('loss }', 'loss, goal: maximize }'));
  for (const content of [whole, old]) {
    expect(lockWith(content, frozen, asked).problems).toEqual([expect.stringContaining(why)]);
    expect(lockWith(content, inCi, asked)).toEqual(lockWith(content, frozen, asked));
    expect(lockWith(content, free, asked).notices).toContain(`${why} It is written again.`);
  }
  const other: Lock = { ...createLock(sweepOf(text.replace('o.js', 'p.js')), results) };
  expect(lockWith(formatLock(other), frozen).problems).toEqual([
    expect.stringContaining('tune.lock.json is for another objective or seed than the sweep.'),
  ]);
});

test('a lock that is behind its sweep fails in CI, too, where there may be none', () => {
  const grown = [...results, { ...(results[0] as TrialResult), id: 'c' }];
  for (const options of [frozen, inCi])
    expect(lockSweep(lockIn(withLock(whole)), sweep, grown, options).problems).toEqual([
      "tune.lock.json does not know 1 of the sweep's trials. Run the sweep where the lock may be written, and commit it.",
    ]);
  const none = lockIn(temporaryWorkspace({ 'apps/a/project.json': '{}' }));
  expect(lockSweep(none, sweep, results, inCi)).toEqual({ notices: [], problems: [] });
  expect(lockSweep(none, sweep, results, frozen).problems).toEqual([expect.stringContaining('does not exist')]);
});

test('a lock of an earlier version still counts, and the run says how to refresh it', () => {
  const why = 'tune.lock.json was written by an earlier version of nx-tune, without a digest of its first line.';
  for (const options of [frozen, inCi])
    expect(lockWith(old, options)).toEqual({
      notices: [`${why} ${elsewhere}`, compared],
      problems: [],
    });
  const root = withLock(old);
  expect(lockSweep(lockIn(root), sweep, results, free).notices).toEqual([`${why} It is written again.`]);
  expect(readFileSync(lockIn(root), 'utf8')).toBe(whole);
});

test.each([
  ['to a file', true],
  ['to nothing', false],
])('a lock that is a link %s outside of the project is neither believed nor written', (_, isThere) => {
  const root = temporaryWorkspace({ 'other/kept.json': whole });
  mkdirSync(join(root, 'apps/a'), { recursive: true });
  const target = join(root, isThere ? 'other/kept.json' : 'other/absent.json');
  symlinkSync(target, lockIn(root));
  const grown = [...results, { ...(results[0] as TrialResult), id: 'c' }];
  for (const options of [frozen, inCi, free])
    expect(lockSweep(lockIn(root), sweep, grown, options)).toEqual({
      notices: [],
      problems: [expect.stringMatching(/^tune\.lock\.json is not used: it is a link that leaves the project, to /)],
    });
  expect(existsSync(target) && readFileSync(target, 'utf8')).toBe(isThere && whole);
});

test('a link to another file of the project is as good as a file', () => {
  const root = temporaryWorkspace({ 'apps/a/locks/tune.json': whole });
  symlinkSync(join(root, 'apps/a/locks/tune.json'), lockIn(root));
  expect(lockSweep(lockIn(root), sweep, results, frozen)).toEqual({ notices: [compared], problems: [] });
  writeFileSync(join(root, 'apps/a/locks/tune.json'), old);
  lockSweep(lockIn(root), sweep, results, free);
  expect(readFileSync(join(root, 'apps/a/locks/tune.json'), 'utf8')).toBe(whole);
});

describe('a sweep that ranks its trials by a measured metric', () => {
  const source = text
    .replace('name: loss', 'name: rps, goal: maximize')
    .concat('metrics: { rps: { deterministic: false } }\n');
  const measuring = sweepOf(source);
  const strict = sweepOf(source.replace('false', 'false, tolerance: 0.05'));
  const measure = (...values: readonly number[]): TrialResult[] =>
    values.map((rps, index) => ({ ...(results[index] as TrialResult), metrics: { rps } }));
  const lock = formatLock(createLock(measuring, measure(8000, 9000)));
  /** As earlier versions wrote it: measured values are left out. */
  const empty = formatLock(
    createLock(
      measuring,
      measure(1, 1).map((one) => ({ ...one, metrics: {} })),
    ),
  );
  const run = (content: string, options: Parameters<typeof lockSweep>[3], asked: Sweep, ...values: readonly number[]) =>
    lockSweep(lockIn(withLock(content)), asked, measure(...values), options);

  test('has its values in the lock, which stays as it is when they are measured again', () => {
    expect(lock).toContain('"metrics":{},"measured":{"rps":8000},');
    const root = withLock(lock);
    expect(lockSweep(lockIn(root), measuring, measure(8100, 8900), free)).toEqual({ notices: [], problems: [] });
    expect(readFileSync(lockIn(root), 'utf8')).toBe(lock);
    expect(run(lock, frozen, measuring, 8100, 8900)).toEqual({
      notices: ['compared with tune.lock.json: 2 trials, 0 values exactly, 2 measured values within 10 %'],
      problems: [],
    });
  });

  test('names values that are far from the lock, and fails only if it declares a tolerance', () => {
    const far = `measured values of 1 trial are more than 10 % from those in tune.lock.json; declare a "tolerance" under "metrics" to make this a failure or to allow it:
  trial a (x: 1): rps was 8000 and is 4000`;
    expect(run(lock, frozen, measuring, 4000, 9000)).toEqual({
      notices: [far, 'compared with tune.lock.json: 2 trials, 0 values exactly, 1 of 2 measured values within 10 %'],
      problems: [],
    });
    expect(run(lock, frozen, strict, 4000, 9000)).toEqual({
      notices: ['compared with tune.lock.json: 2 trials, 0 values exactly, 1 of 2 measured values within 5 %'],
      problems: ['1 trial differs from tune.lock.json:', '  trial a (x: 1): rps was 8000 and is 4000'],
    });
    const root = withLock(lock);
    lockSweep(lockIn(root), measuring, measure(4000, 9100), free);
    expect(readFileSync(lockIn(root), 'utf8')).toBe(formatLock(createLock(measuring, measure(4000, 9000))));
  });

  test('fails a frozen run, and is named by one in CI, if its lock has nothing to compare with', () => {
    const nothing = `Nothing could be compared with tune.lock.json, which has no value of the trials: tune.lock.json was written before measured values were recorded. ${elsewhere}`;
    expect(run(empty, frozen, measuring, 8000, 9000)).toEqual({ notices: [], problems: [nothing] });
    expect(run(empty, inCi, measuring, 8000, 9000)).toEqual({ notices: [nothing], problems: [] });
    const root = withLock(empty);
    expect(lockSweep(lockIn(root), measuring, measure(8000, 9000), free)).toEqual({ notices: [], problems: [] });
    expect(readFileSync(lockIn(root), 'utf8')).toBe(lock);
  });
});
