import { createHash } from 'node:crypto';

import { canonicalJsonText } from '@nx-tune/search';
import { createLock, formatLock, type PlannedTrial, type TrialResult } from '@nx-tune/sweep';

import { resolveTrial } from '../../src/cli/arguments/resolveTrial.js';
import { type OpenSweep, openSweep } from '../../src/study/openSweep.js';
import { readPlannedResults, readResults } from '../../src/study/readResults.js';
import { lockState, statusOf } from '../../src/study/sweepStatus.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const sweepFile = `objective: o.js
method: grid
metric: { name: loss, goal: minimize }
parameters:
  x: { values: [1, 2, 3] }
`;
const place = { project: 'a', root: 'apps/a', file: 'apps/a/tune.yaml', name: 'tune' };

const found = (files: { readonly [path: string]: string } = {}): OpenSweep =>
  openSweep(place, temporaryWorkspace({ 'apps/a/tune.yaml': sweepFile, 'apps/a/o.js': '', ...files }));

const { trials, sweep } = found();
const [one, two, three] = trials as [PlannedTrial, PlannedTrial, PlannedTrial];

const result = ({ id, definition }: PlannedTrial, loss: number): TrialResult => ({
  schemaVersion: 1,
  id,
  params: definition.params,
  seed: definition.seed,
  outcome: { kind: 'completed' },
  metrics: { loss },
});
const onDisk = (trial: PlannedTrial, loss: number): { readonly [path: string]: string } => ({
  [`apps/a/.tune/trials/${trial.id}/result.json`]: canonicalJsonText(result(trial, loss) as never),
});
const locked = (...results: readonly TrialResult[]): { readonly [path: string]: string } => ({
  'apps/a/tune.lock.json': formatLock(createLock(sweep, results)),
});
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const losses = (files: { readonly [path: string]: string }, source?: 'all' | 'disk' | 'lock'): unknown[] =>
  readPlannedResults(found(files), source).report.trials.map(({ number, result }) => [number, result.metrics['loss']]);

describe('what is known', () => {
  const both = { ...onDisk(one, 0.5), ...onDisk(three, 0.7), ...locked(result(one, 0.1), result(two, 0.2)) };

  test('a result on the disk counts before that of the lock', () => {
    expect(losses(both)).toEqual([
      [0, 0.5],
      [1, 0.2],
      [2, 0.7],
    ]);
    expect(losses(both, 'lock')).toEqual([
      [0, 0.1],
      [1, 0.2],
    ]);
    expect(losses(both, 'disk')).toEqual([
      [0, 0.5],
      [2, 0.7],
    ]);
  });

  test('a result of the lock has no digest: that is of its line', () =>
    expect(readResults(found(both)).report.trials[1]?.result).not.toHaveProperty('digest'));

  test('a folder whose result is of another trial counts for nothing', () => {
    const strange = { [`apps/a/.tune/trials/${one.id}/result.json`]: canonicalJsonText(result(two, 0.5) as never) };
    expect(losses({ ...strange, ...onDisk(two, 0.3) })).toEqual([[1, 0.3]]);
  });

  test('its run and its reports are there, too', () => {
    const folder = `apps/a/.tune/trials/${one.id}`;
    const run = { schemaVersion: 1, runId: 'r', startedAt: '2026-01-01', durationMs: 5, versions: {}, machine: {} };
    const { report } = readPlannedResults(
      found({
        ...onDisk(one, 0.5),
        [`${folder}/run.json`]: canonicalJsonText(run),
        [`${folder}/curve.jsonl`]: '{"step":1,"metrics":{"loss":2}}\n',
      }),
    );
    expect(report.trials[0]).toMatchObject({ run: { durationMs: 5 }, curve: [{ step: 1, metrics: { loss: 2 } }] });
  });

  test('reports that the trial did not leave are not shown', () => {
    const folder = `apps/a/.tune/trials/${one.id}`;
    const digest = sha256(canonicalJsonText(result(one, 0.5) as never));
    const run = { schemaVersion: 1, runId: 'r', startedAt: '2026-01-01', durationMs: 5, versions: {}, machine: {} };
    const reported = { [`${folder}/curve.jsonl`]: '{"step":1,"metrics":{"loss":2}}\n' };
    const sealed = { ...run, seal: { files: { 'result.json': digest } } };
    const { report } = readPlannedResults(
      found({ ...onDisk(one, 0.5), ...reported, [`${folder}/run.json`]: canonicalJsonText(sealed) }),
    );
    expect(report.trials[0]).toMatchObject({ run: { durationMs: 5 } });
    expect(report.trials[0]).not.toHaveProperty('curve');
  });

  test.each([
    [undefined, 'apps/a/tune.lock.json does not exist, and apps/a/.tune has no results. Run nx tune a.'],
    ['lock' as const, 'No trial has a known result: apps/a/tune.lock.json does not exist. Run nx tune a.'],
    ['disk' as const, 'No trial has a known result: apps/a/.tune has no results.'],
  ])('nothing is a mistake: %s', (source, message) => expect(() => losses({}, source)).toThrow(message));

  test('the number of missing ones is given', () => {
    expect(readResults(found()).unknown).toBe(3);
    expect(readResults(found(onDisk(two, 1))).unknown).toBe(2);
    expect(readResults(found({ ...both })).unknown).toBe(0);
  });
});

describe('status', () => {
  test('counts, best and lock', () => {
    expect(statusOf(found({ ...onDisk(one, 0.5), ...locked(result(one, 0.5), result(two, 0.2)) }))).toMatchObject({
      asked: 3,
      known: 2,
      onDisk: 1,
      inLock: 2,
      toRun: 1,
      best: { id: two.id, value: 0.2 },
      outcomes: { completed: 2, failed: 0 },
      lock: { kind: 'outdated', why: "tune.lock.json does not know 1 of the sweep's trials. Run nx tune a." },
    });
  });

  const stateOf = (files: { readonly [path: string]: string }): unknown => {
    const sweep = found(files);
    return lockState(sweep, readResults(sweep));
  };
  const all = [result(one, 1), result(two, 2), result(three, 3)];

  test('a lock is fresh, missing or outdated', () => {
    expect(stateOf(locked(...all))).toEqual({ kind: 'fresh' });
    expect(stateOf({ ...locked(...all), ...onDisk(one, 1) })).toEqual({ kind: 'fresh' });
    expect(stateOf(onDisk(one, 1))).toEqual({ kind: 'missing' });
    expect(stateOf({ ...locked(...all), ...onDisk(one, 1.5) })).toMatchObject({
      kind: 'outdated',
      why: expect.stringContaining('differs from 1 of the results on this disk') as unknown,
    });
    expect(stateOf(locked(...all, { ...result(one, 1), id: 'gone' }))).toMatchObject({
      why: expect.stringContaining('knows 1 that the sweep does not ask for') as unknown,
    });
  });

  test('a lock that cannot be read is reported, and the disk counts', () => {
    const files = { ...onDisk(one, 1), 'apps/a/tune.lock.json': '<<<<<<< ours' };
    expect(statusOf(found(files))).toMatchObject({
      known: 1,
      lock: { kind: 'unreadable', why: expect.stringContaining('a merge was not finished') as unknown },
    });
  });

  test('a crash is to run again, unless it is a result', () => {
    const crash = { ...result(one, 1), metrics: {}, outcome: { kind: 'failed' as const, error: 'no' } };
    const files = Object.fromEntries(
      [one.id, `${one.id}-record`].map((folder) => [
        `apps/a/.tune/trials/${folder}/result.json`,
        canonicalJsonText(crash as never),
      ]),
    );
    expect(statusOf(found(files))).toMatchObject({ known: 1, toRun: 3, outcomes: { failed: 1 } });
    const records = { ...files, 'apps/a/tune.yaml': `${sweepFile}on_crash: record\n` };
    expect(statusOf(found(records))).toMatchObject({ known: 1, toRun: 2 });
  });
});

describe('what a trial is called by', () => {
  const known = readResults(found({ ...onDisk(one, 3), ...onDisk(two, 1) }));
  test.each([
    ['best', two.id],
    ['1', two.id],
    ['#2', one.id],
    ['rank=2', one.id],
    ['number=0', one.id],
    ['number=2', three.id],
    [three.id, three.id],
    [three.id.slice(0, 7), three.id],
    [`_/a--/x@3--${three.id}`, three.id],
    [`_/a--/x@3--${three.id}:trial`, three.id],
    [`x@3--${three.id}`, three.id],
  ])('%s', (word, id) => expect(resolveTrial(known, word).planned.id).toBe(id));

  test('a trial without a result has no entry', () => expect(resolveTrial(known, three.id).entry).toBeUndefined());

  test.each([
    ['', 'has no trial ""'],
    ['zzzzzz', '"nx-tune trials a" lists the known trials'],
    ['number=9', 'apps/a/tune.yaml has no trial "number=9"'],
    [`${one.id.slice(0, -1)}!`, `Did you mean "${one.id}"?`],
  ])('"%s" is a mistake', (word, message) => expect(() => resolveTrial(known, word)).toThrow(message));

  test('the beginning of several is a mistake that names them', () => {
    const [first] = known.trials;
    if (first === undefined) throw new Error('there are three');
    const alike = [
      { ...first, id: 'abc1' },
      { ...first, id: 'abc2' },
    ];
    expect(() => resolveTrial({ ...known, trials: alike }, 'abc')).toThrow(
      'The ids of 2 trials begin with "abc": abc1, abc2.',
    );
  });
});

describe('a lock without values of the metric by which trials are ranked', () => {
  const measuring = `${sweepFile}metrics: { loss: { deterministic: false } }\n`;
  const before = [one, two, three].map((trial) => ({ ...result(trial, 1), metrics: {} }));
  const files = { 'apps/a/tune.yaml': measuring, ...locked(...before) };
  const why =
    'apps/a/tune.lock.json has no value of loss for 3 of its trials, so they cannot be ranked. Earlier versions did not record metrics that are not deterministic. Run nx tune a.';

  test('ranks nothing, and says why', () => {
    for (const source of ['all', 'lock'] as const) expect(() => losses(files, source)).toThrow(why);
    expect(statusOf(found(files))).toMatchObject({ known: 0, lock: { kind: 'unreadable', why } });
    expect(statusOf(found(files))).not.toHaveProperty('best');
  });

  test('is not needed where the results are on the disk, and is outdated', () => {
    const all = { ...files, ...onDisk(one, 1), ...onDisk(two, 2), ...onDisk(three, 3) };
    expect(losses(all)).toHaveLength(3);
    expect(statusOf(found(all))).toMatchObject({
      best: { id: one.id },
      lock: {
        kind: 'outdated',
        why: expect.stringContaining('has no values to compare with 3 of the results') as unknown,
      },
    });
  });

  test('ranks again once it has them, and is fresh whatever is measured later', () => {
    const sweep = found({ 'apps/a/tune.yaml': measuring }).sweep;
    const text = formatLock(createLock(sweep, [result(one, 3), result(two, 1), result(three, 2)]));
    const renewed = { 'apps/a/tune.yaml': measuring, 'apps/a/tune.lock.json': text };
    expect(statusOf(found(renewed))).toMatchObject({ best: { id: two.id, value: 1 }, lock: { kind: 'fresh' } });
    expect(statusOf(found({ ...renewed, ...onDisk(one, 30) }))).toMatchObject({ lock: { kind: 'fresh' } });
  });
});
