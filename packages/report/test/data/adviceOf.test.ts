import { createStream, type JsonObject } from '@nx-tune/search';

import { renderLeaderboard, type SweepReport, type TrialEntry } from '../../src/index.js';
import { adviceOf } from '../../src/data/adviceOf.js';
import { importanceOf } from '../../src/data/importanceOf.js';
import type { ParamData } from '../../src/data/reportData.js';
import { whatMattered } from '../../src/data/whatMattered.js';
import { example } from '../support/example.js';

const draw = (count: number, label: string): number[] => {
  const stream = createStream('advice test', label);
  return Array.from({ length: count }, () => stream());
};
const param = (label: string, values: readonly (number | null)[], more: Partial<ParamData> = {}): ParamData => ({
  label,
  path: [label],
  scale: 'linear',
  values,
  ...more,
});
const adviceFor = (params: readonly ParamData[], losses: readonly (number | null)[]): readonly string[] =>
  adviceOf(params, losses, importanceOf(params, losses, 'minimize'));

const unit = { bounds: [0, 1] as const };

test.each([
  ['upper', 'larger', (x: number) => -x],
  ['lower', 'smaller', (x: number) => x],
])('where the best trials are at the %s end of a range, it says to widen the range', (end, wider, loss) => {
  const [a, b] = [draw(60, 'a'), draw(60, 'b')];
  const advice = adviceFor(
    [param('a', a, unit), param('b', b, unit)],
    a.map((x, index) => loss(x) + 0.01 * (b[index] ?? 0)),
  );
  expect(advice).toEqual([
    expect.stringMatching(
      new RegExp(
        `^The best trials are at the ${end} end of a \\([\\d.e-]+ is the best\\): if ${wider} values make sense, widen its range\\.$`,
      ),
    ),
    'b made no difference over the values tried.',
  ]);
});

test('the end of a list is its last value, and that of a logarithmic range is found on its scale', () => {
  const list = Array.from({ length: 24 }, (_, index) => [0.001, 0.01, 0.1][index % 3] ?? 0);
  const noise = draw(24, 'noise');
  expect(
    adviceFor(
      [param('list', list)],
      list.map((x, index) => x + 1e-4 * (noise[index] ?? 0)),
    )[0],
  ).toContain('at the lower end of list (0.001 is the best)');
  const rates = draw(60, 'rate').map((u) => 10 ** (-4 + 4 * u));
  const middle = rates.map((rate) => Math.abs(Math.log10(rate) + 2));
  expect(adviceFor([param('rate', rates, { scale: 'log', bounds: [1e-4, 1] })], middle)).toEqual([]);
});

test('an optimum inside of the range, a single lucky trial, noise, categories and few trials give no advice', () => {
  const [a, b] = [draw(60, 'a'), draw(60, 'b')];
  const both = [param('a', a, unit), param('b', b, unit)];
  const advice = (losses: readonly number[], params = both): readonly string[] => adviceFor(params, losses);
  expect(advice(a.map((x, index) => (x - 0.5) ** 2 + ((b[index] ?? 0) - 0.5) ** 2))).toEqual([]);
  const highest = a.indexOf(Math.max(...a));
  expect(advice(a.map((x, index) => (index === highest ? -1 : (x - 0.5) ** 2 + ((b[index] ?? 0) - 0.5) ** 2)))).toEqual(
    [],
  );
  expect(advice(draw(60, 'losses'))).toEqual([]);
  expect(advice(Array<number>(60).fill(1))).toEqual([]);
  const kinds = a.map((u) => Math.floor(3 * u));
  expect(advice(kinds, [param('kind', kinds, { scale: 'category' })])).toEqual([]);
  expect(adviceFor([param('a', a.slice(0, 9), unit)], a.slice(0, 9))).toEqual([]);
});

test('one sweep in twenty at most gets advice from mere noise', () => {
  const advised = Array.from({ length: 200 }, (_, run) => {
    const params = ['a', 'b', 'c'].map((name) => param(name, draw(30, `${run} ${name}`), unit));
    return adviceFor(params, draw(30, `${run} loss`)).length;
  }).filter((count) => count > 0).length;
  expect(advised).toBeLessThanOrEqual(10);
});

test('a parameter that matters only together with another is not called idle', () => {
  const [a, b, c] = [draw(200, 'a'), draw(200, 'b'), draw(200, 'c')];
  const losses = a.map((x, index) => 10 * Math.abs(x > 0.5 === (b[index] ?? 0) > 0.5 ? 1 : 0) + 5 * (c[index] ?? 0));
  expect(adviceFor([param('a', a, unit), param('b', b, unit), param('c', c, unit)], losses).join()).not.toMatch(
    /[ab] made no difference|[ab] and|, [ab]/,
  );
});

test('the leaderboard ends with the advice', () => {
  const a = draw(60, 'a');
  const trials = a.map((x, number): TrialEntry => {
    const result = {
      schemaVersion: 1 as const,
      id: `id${number}`,
      params: { a: x },
      seed: '0',
      outcome: { kind: 'completed' as const },
    };
    return { number, result: { ...result, metrics: { loss: -x } } };
  });
  const report: SweepReport = {
    ...example,
    metric: { name: 'loss', goal: 'minimize' },
    parameters: ['a'],
    bounds: new Map([['a', [0, 1]]]),
    trials,
  };
  const text = renderLeaderboard(report, { width: 200, color: false });
  expect(text).toContain('Advice: The best trials are at the upper end of a');
  expect(renderLeaderboard({ ...report, trials: trials.slice(0, 5) }, { width: 200, color: false })).not.toContain(
    'Advice',
  );
});

const completed = (
  number: number,
  params: JsonObject,
  loss: number,
  more: Partial<TrialEntry['result']> = {},
): TrialEntry => ({
  number,
  result: {
    schemaVersion: 1,
    id: `id${number}`,
    params,
    seed: '0',
    outcome: { kind: 'completed' },
    metrics: { loss },
    ...more,
  },
});
const reportOf = (trials: readonly TrialEntry[], more: Partial<SweepReport> = {}): SweepReport => ({
  ...example,
  metric: { name: 'loss', goal: 'minimize' },
  parameters: ['a'],
  bounds: new Map([['a', [0, 1]]]),
  trials,
  ...more,
});

test('replicates and cases do not count as further trials', () => {
  const noise = (run: number): SweepReport => {
    const [a, losses] = [draw(6, `${run} a`), draw(6, `${run} loss`)];
    const trials = Array.from({ length: 60 }, (_, number) =>
      completed(number, { a: a[number % 6] ?? 0 }, (losses[number % 6] ?? 0) + 0.001 * number, {
        replicate: Math.floor(number / 6),
      }),
    );
    return reportOf(trials, { replicates: 10 });
  };
  for (let run = 0; run < 10; run += 1) expect(whatMattered(noise(run))).toEqual({ importance: null, advice: [] });
  const a = draw(60, 'a');
  const trials = a.flatMap((x, number) =>
    ['p', 'q'].map((on, place) => completed(2 * number + place, { a: x }, -x + place, { case: on })),
  );
  const { importance, advice } = whatMattered(reportOf(trials, { cases: ['p', 'q'] }));
  expect(importance?.trials).toBe(60);
  expect(advice.join()).toContain('upper end of a');
});

test('a baseline outside of the search space says nothing about its ends', () => {
  const trials = draw(30, 'a').map((x, number) => completed(number, { a: x }, (x - 0.5) ** 2));
  const outside = Array.from({ length: 5 }, (_, index) => ({
    ...completed(30 + index, { a: 5 + index }, -1 - index),
    baseline: `far ${index}`,
  }));
  const report = reportOf([...trials, ...outside], {
    baselines: outside.map(({ baseline, result: { params } }) => ({ name: baseline, params, isInside: false })),
  });
  expect(whatMattered(report)).toEqual(whatMattered(reportOf(trials)));
  expect(whatMattered(report).advice).toEqual([]);
});

test('there is no advice about budgets and seeds', () => {
  const trials = draw(60, 'a').map((x, number) => {
    const epochs = [1, 3, 9][number % 3] ?? 1;
    return completed(number, { a: x, seed: number % 5 }, (x - 0.5) ** 2 - 10 * epochs - 5 * (number % 5), {
      budget: { epochs },
    });
  });
  expect(whatMattered(reportOf(trials, { parameters: ['a', 'seed', 'epochs'] })).advice.join()).not.toMatch(
    /epochs|end of seed/,
  );
});

test('only the end of a range is one, not the last of a few values seen', () => {
  const a = draw(24, 'few').map((u) => 10 + 10 * Math.floor(3 * u));
  expect(
    adviceFor(
      [param('a', a, { bounds: [1, 100] })],
      a.map((x) => -x),
    ),
  ).toEqual([]);
});

test('two parameters that say the same are not both called idle', () => {
  const [a, b] = [draw(100, 'a'), draw(100, 'b')];
  const params = [param('a', a, unit), param('twin', a, unit), param('b', b, unit)];
  const advice = adviceFor(
    params,
    a.map((x) => (x - 0.5) ** 2),
  ).join();
  expect(advice).toContain('b made no difference');
  expect(advice).not.toMatch(/a and twin|a, twin/);
});
