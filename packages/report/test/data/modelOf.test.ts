import { proposeGeneration, type TrialResult } from '@nx-tune/sweep';

import { createReportData } from '../../src/index.js';
import type { ModelData } from '../../src/data/reportData.js';
import { gpReport, lossAt } from '../support/gpReport.js';

const modelIn = (report: Parameters<typeof createReportData>[0]): ModelData => {
  const { model } = createReportData(report);
  if (model === undefined) throw new Error('no model');
  return model;
};
const largest = (values: readonly number[]): number => values.indexOf(Math.max(...values));

test('there is a step for each trial proposed from a model: the trial is where the acquisition is largest', () => {
  const report = gpReport({ generations: 5, more: 'generation: 1\n', parameters: '{ x: { min: 0.0, max: 1.0 } }' });
  const longer = { ...report, ...gpReport({ generations: 9, more: 'generation: 1\n' }) };
  const { steps, axes, acquisition } = modelIn(longer);
  // Two and two for each dimension come first.
  expect(steps.map(({ trial, known }) => [trial, known])).toEqual([4, 5, 6, 7, 8].map((number) => [number, number]));
  expect([acquisition, axes.map(({ label, values }) => [label, values.length])]).toEqual(['log_ei', [['x', 60]]]);
  for (const { trial, slices } of steps) {
    const worth = slices[0]?.[3] ?? [];
    const proposed = Number(longer.trials[trial]?.result.params['x']);
    // The search for the maximum is finer than the grid.
    expect(Math.abs((axes[0]?.values[largest(worth)] ?? NaN) - proposed)).toBeLessThan(1.01 / 59);
  }
});

test('the posterior goes through what is known, is surer there, and holds the truth', () => {
  const report = gpReport({ generations: 6, more: 'gp: { noise: 0 }\n' });
  const { steps, axes } = modelIn(report);
  const { known = 0, slices = [] } = steps.at(-1) ?? {};
  const [mean = [], low = [], high = []] = slices[0] ?? [];
  const xs = axes[0]?.values ?? [];
  const widthAt = (x: number): number => {
    const near = xs.reduce(
      (best, value, index) => (Math.abs(value - x) < Math.abs((xs[best] ?? 9) - x) ? index : best),
      0,
    );
    return (high[near] ?? 0) - (low[near] ?? 0);
  };
  const tried = report.trials.slice(0, known).map(({ result }) => Number(result.params['x']));
  xs.forEach((x, index) => {
    expect(low[index]).toBeLessThanOrEqual(mean[index] ?? NaN);
    expect(mean[index]).toBeLessThanOrEqual(high[index] ?? NaN);
    if (tried.some((one) => Math.abs(one - x) < 0.01)) expect(mean[index]).toBeCloseTo(lossAt({ x }), 1);
  });
  const gap = xs.reduce((most, x) => {
    const distance = (at: number): number => Math.min(...tried.map((one) => Math.abs(one - at)));
    return distance(x) > distance(most) ? x : most;
  }, 0);
  expect(widthAt(gap)).toBeGreaterThan(Math.min(...tried.map(widthAt)));
});

test('with a goal upside down, everything is', () => {
  const [least, most] = [gpReport(), gpReport({ goal: 'maximize' })].map(modelIn);
  const negative = (line: readonly number[] = []): number[] => line.map((value) => 0 - value);
  const [mean, low, high, worth] = least?.steps.at(-1)?.slices[0] ?? [];
  expect(most?.steps.at(-1)?.slices[0]).toEqual([negative(mean), negative(high), negative(low), worth]);
});

test('slices go through the best until then, one for each parameter that varies, in the order of size', () => {
  const report = gpReport({
    parameters:
      '{ x: { min: 0.0, max: 1.0 }, y: { min: 0.0, max: 1.0 }, size: { values: [20, 60, 200] }, l2: { value: 1 } }',
    generations: 5,
  });
  const { axes, steps } = modelIn(report);
  expect(axes.map(({ label }) => label)).toEqual(['x', 'y', 'size']);
  expect(axes[2]?.values).toEqual([20, 60, 200]);
  const { known = 0, through } = steps.at(-1) ?? {};
  const losses = report.trials.slice(0, known).map(({ result }) => Number(result.metrics['loss']));
  expect(through).toBe(losses.indexOf(Math.min(...losses)));
});

test('where the best does not have a parameter, there is no slice along it', () => {
  const report = gpReport({
    parameters: '{ x: { min: 0.0, max: 1.0 }, kind: { values: [a, b] }, y: { min: 0.0, max: 1.0, when: { kind: a } } }',
    generations: 5,
  });
  const { axes, steps } = modelIn(report);
  const place = axes.findIndex(({ label }) => label === 'y');
  expect(place).toBeGreaterThanOrEqual(0);
  for (const { through, slices } of steps) {
    const has = report.trials[through]?.result.params['y'] !== undefined;
    expect(slices[place] === null).toBe(!has);
  }
});

test('replicates are one configuration', () => {
  const once = gpReport({ more: 'replicates: 2\n', generations: 0 });
  const results: TrialResult[] = [];
  for (let generation = 0; generation < 4; generation++)
    for (const params of proposeGeneration(once.search, results))
      for (const replicate of [0, 1])
        results.push({
          schemaVersion: 1,
          id: `id${results.length}`,
          params,
          seed: `${replicate}`,
          ...(replicate === 0 ? {} : { replicate }),
          outcome: { kind: 'completed' },
          metrics: { loss: lossAt(params) + 0.01 * replicate },
        });
  const ordered = [0, 1].flatMap((replicate) => results.filter(({ replicate: own = 0 }) => own === replicate));
  const report = { ...once, replicates: 2, trials: ordered.map((result, number) => ({ number, result })) };
  expect(modelIn(report).steps.at(-1)).toMatchObject({ trial: 15, known: 12 });
});

test('baselines are known from the first generation on, except those outside of the space', () => {
  const baselines = '{ far: { params: { x: 9 } }, near: { params: { x: 0.55 } }, low: { params: { x: -1 } } }';
  const report = gpReport({ generations: 4, more: `generation: 2\nbaselines: ${baselines}\n` });
  const { steps, axes } = modelIn(report);
  expect(steps.map(({ trial }) => trial)).toEqual(steps.map((_, place) => (steps[0]?.trial ?? 0) + place));
  expect(steps.at(-1)?.trial).toBe(10);
  for (const { trial, known, through, slices } of steps) {
    expect(known).toBe(trial - ((trial - 3) % 2));
    const inside = report.trials.slice(0, known).filter(({ number }) => number !== 0 && number !== 2);
    const best = inside.reduce((a, b) => (Number(b.result.metrics['loss']) < Number(a.result.metrics['loss']) ? b : a));
    expect(through).toBe(best.number);
    const worth = slices[0]?.[3] ?? [];
    const proposed = Number(report.trials[trial]?.result.params['x']);
    expect(Math.abs((axes[0]?.values[largest(worth)] ?? NaN) - proposed)).toBeLessThan(1.01 / 59);
  }
});

test('it ends before a trial without a result, since what follows is not known then', () => {
  const report = gpReport({ generations: 6 });
  const gap = { ...report, trials: report.trials.filter(({ number }) => number !== 13) };
  expect(modelIn(gap).steps.at(-1)?.trial).toBe(12);
});

test('other searches have none, and a page stays small', () => {
  const { search: _, ...other } = gpReport();
  expect(createReportData(other)).not.toHaveProperty('model');
  const tpe = gpReport();
  expect(createReportData({ ...tpe, search: { ...tpe.search, method: 'tpe' } })).not.toHaveProperty('model');
  const long = gpReport({
    generations: 10,
    more: 'generation: 7\n',
    parameters: '{ x: { min: 0.0, max: 1.0 }, y: { min: 0.0, max: 1.0 } }',
  });
  const model = modelIn(long);
  expect(model.steps.length).toBeLessThanOrEqual(50);
  expect(model.steps.at(-1)?.trial).toBe(69);
  // Whole generations: a model is fitted once for each.
  expect(new Set(model.steps.map(({ known }) => known)).size).toBe(model.steps.length / 7);
  expect(JSON.stringify(model).length).toBeLessThan(200_000);
});
