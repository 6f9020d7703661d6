import { createStream } from '@nx-tune/search';

import { createReportData, type TrialEntry } from '../../src/index.js';
import { example } from '../support/example.js';

const trials = (count: number, loss: (a: number, b: number) => number | 'NaN'): readonly TrialEntry[] =>
  Array.from({ length: count }, (_, number) => {
    const [a, b] = [(number % 7) / 6, (number % 5) / 4];
    const value = loss(a, b);
    const outcome = { kind: value === 'NaN' ? ('diverged' as const) : ('completed' as const) };
    const result = { schemaVersion: 1 as const, id: `id${number}`, params: { a, b }, seed: '0', outcome };
    return { number, result: { ...result, metrics: { loss: value } } };
  });

const importanceOf = (all: readonly TrialEntry[], goal: 'minimize' | 'maximize' = 'minimize') =>
  createReportData({ ...example, metric: { name: 'loss', goal }, parameters: ['a', 'b'], trials: all }).importance;

test('the parameter that matters most comes first, by how much of the variance it explains', () => {
  const found = importanceOf(trials(35, (a, b) => a + 3 * b));
  expect(found?.parameters.map(({ label }) => label)).toEqual(['b', 'a']);
  // Variances of a grid of 7 and of 5 points: 1/9 and 9/8.
  expect(found?.parameters[0]?.fraction).toBeGreaterThan(0.8);
  expect(found?.fit).toBeGreaterThan(0.9);
});

test.each(['minimize', 'maximize'] as const)(
  'where the goal is to %s, trials that went astray are not all it tells of',
  (goal) => {
    const sign = goal === 'minimize' ? 1 : -1;
    const found = importanceOf(
      trials(35, (a, b) => sign * (a === 1 && b === 1 ? 1e6 : b)),
      goal,
    );
    expect(found?.parameters[0]).toMatchObject({ label: 'b' });
    expect(found?.parameters[0]?.fraction).toBeGreaterThan(0.5);
  },
);

test('trials without a value do not count, and nine are too few', () => {
  expect(importanceOf(trials(10, (a) => a))).not.toBeNull();
  expect(importanceOf(trials(10, (a, b) => (a === 0.5 ? 'NaN' : b)))).toBeNull();
});

test('fewer than one model of noise in twenty knows enough for bars, and what it knows is stated', () => {
  const known = [12, 60].map(
    (count) =>
      Array.from({ length: 100 }, (_, run) => {
        const stream = createStream('noise', count, run);
        const all = trials(count, stream);
        return importanceOf(all)?.parameters.length ?? 0;
      }).filter((bars) => bars > 0).length,
  );
  for (const found of known) expect(found).toBeLessThanOrEqual(5);
  const stream = createStream('noise');
  const found = importanceOf(trials(12, stream));
  expect(found).toMatchObject({ parameters: [], trials: 12, top: { trials: 5, parameters: [] } });
  expect(found).not.toHaveProperty('dimension');
});

test('where it knows something, it says how many parameters are enough, and what the best have in common', () => {
  const found = importanceOf(trials(70, (a, b) => Math.abs(b - 0.5) + 0.001 * a));
  expect(found).toMatchObject({ dimension: 1, top: { trials: 7, parameters: [{ label: 'b' }] } });
});
