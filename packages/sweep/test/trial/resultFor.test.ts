import * as fc from 'fast-check';

import {
  compareTrial,
  lockTrial,
  type MetricValue,
  type Outcome,
  parseResult,
  readFor,
  resultFor,
  resultOf,
  type StoredResult,
} from '../../src/index.js';

const loss = { name: 'loss' };
const stored = (changes: Partial<StoredResult> = {}): StoredResult => ({
  schemaVersion: 1,
  id: 'a',
  params: { x: 1 },
  seed: '0',
  outcome: { kind: 'completed' },
  metrics: { loss: 0.5, accuracy: 0.9 },
  ...changes,
});

test('a bare number is the metric of whoever reads it', () => {
  const bare = stored({ metrics: {}, value: 3 });
  expect(parseResult(JSON.stringify(bare))).toEqual(bare);
  for (const name of ['loss', 'cost', 'value', '__proto__', 'toString']) {
    const { metrics, outcome } = resultFor({ name }, bare);
    expect(Object.entries(metrics)).toEqual([[name, 3]]);
    expect(outcome).toEqual({ kind: 'completed' });
  }
  expect(resultFor(loss, bare)).toStrictEqual(stored({ metrics: { loss: 3 } }));
});

test('a metric that is called "value" is not a bare number', () => {
  expect(resultFor({ name: 'value' }, stored({ metrics: { value: 2 } })).metrics).toEqual({ value: 2 });
  expect(resultFor(loss, stored({ metrics: { value: 2 } })).outcome).toMatchObject({ missing: 'loss' });
});

test.each(['NaN', 'Infinity', '-Infinity'] as const)(
  '%s means diverged in the metric, and nothing in another',
  (odd) => {
    const metrics = { loss: odd, accuracy: 0.9 };
    expect(readFor(loss, stored({ metrics }))).toEqual({ outcome: { kind: 'diverged' }, metrics });
    expect(readFor({ name: 'accuracy' }, stored({ metrics }))).toEqual({ outcome: { kind: 'completed' }, metrics });
    expect(readFor(loss, stored({ metrics: {}, value: odd })).outcome).toEqual({ kind: 'diverged' });
  },
);

test('a trial that did not return the metric has failed, says what it returned, and keeps it', () => {
  expect(readFor({ name: 'error' }, stored())).toEqual({
    outcome: {
      kind: 'failed',
      error: `the sweep's metric is "error", but the objective returned "accuracy", "loss"`,
      missing: 'error',
    },
    metrics: { loss: 0.5, accuracy: 0.9 },
  });
  expect(readFor({ name: 'toString' }, stored()).outcome).toMatchObject({ kind: 'failed', missing: 'toString' });
});

test('a trial that "stop" has ended keeps the step, whatever it is read for', () => {
  const ended = stored({ outcome: { kind: 'completed', step: 4 }, metrics: { loss: 1, accuracy: 'NaN' } });
  expect(resultFor(loss, ended).outcome).toEqual({ kind: 'completed', step: 4 });
  expect(resultFor({ name: 'accuracy' }, ended).outcome).toEqual({ kind: 'diverged', step: 4 });
  expect(resultFor({ name: 'error' }, ended).outcome).toEqual({
    kind: 'failed',
    error: '"stop" can only end a trial whose report() includes the metric "error", but it reported "accuracy", "loss"',
    missing: 'error',
    step: 4,
  });
});

test.each<Outcome>([
  { kind: 'failed', error: 'Error: boom' },
  { kind: 'infeasible', reason: 'too wide' },
  { kind: 'stopped', step: 2 },
])('a trial that did not end well stays as it is: %j', (outcome) => {
  for (const name of ['loss', 'error']) expect(readFor({ name }, stored({ outcome })).outcome).toEqual(outcome);
});

const value: fc.Arbitrary<MetricValue> = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom('NaN', 'Infinity', '-Infinity'),
);
const name = fc.constantFrom('loss', 'accuracy', 'error');
const outcome = fc.constantFrom<Outcome>(
  { kind: 'completed' },
  { kind: 'completed', step: 3 },
  { kind: 'stopped', step: 3 },
  { kind: 'infeasible', reason: 'no' },
  { kind: 'failed', error: 'Error: boom' },
);
const result = fc.record({ outcome, metrics: fc.dictionary(name, value) }).map((changes) => stored(changes));

test('a sweep reads in the lock of another ranking what it reads in the result', () => {
  fc.assert(
    fc.property(result, name, name, fc.subarray(['loss', 'accuracy']), (one, before, after, apart) => {
      const measured = apart.map((metric) => ({ name: metric }));
      const locked = lockTrial(resultFor({ name: before }, one), { measured });
      const [now, then] = [resultFor({ name: after }, one), resultFor({ name: after }, resultOf(locked))];
      expect(then).toEqual(now);
      const rules = { metric: { name: after, goal: 'minimize' }, measured } as const;
      expect(compareTrial(locked, now, rules).differences).toEqual([]);
    }),
  );
});

test('a trial without the metric reads alike in a lock that has measured metrics apart', () => {
  const metrics = { accuracy: 1, loss: 2, seconds: 3 };
  const now = resultFor({ name: 'error' }, stored({ metrics }));
  const locked = lockTrial(resultFor(loss, stored({ metrics })), { measured: [{ name: 'accuracy' }] });
  expect(Object.keys(resultOf(locked).metrics)).toEqual(['loss', 'seconds', 'accuracy']);
  expect(resultFor({ name: 'error' }, resultOf(locked))).toEqual(now);
});

test('a reading survives JSON, and reading it again changes nothing', () => {
  fc.assert(
    fc.property(result, name, (one, metric) => {
      const read = resultFor({ name: metric }, one);
      expect(parseResult(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(read)));
      expect(resultFor({ name: metric }, read)).toEqual(read);
    }),
  );
});
