import { type Metric, readFor, toMetricValue } from '@nx-tune/sweep';

import type { SweepReport, TrialEntry } from '../../src/index.js';

/** Minimize the error, maximize the speed, and stay small. */
export const twoGoals: Metric = {
  name: 'error',
  goal: 'minimize',
  goals: [
    { name: 'error', goal: 'minimize' },
    { name: 'speed', goal: 'maximize' },
  ],
  results: ['size <= 100'],
};

/** A trial that has ended well, as a sweep with these goals and rules reads it. */
export function measured(number: number, [error, speed, size]: readonly number[], metric = twoGoals): TrialEntry {
  const metrics = {
    error: toMetricValue(error ?? 0),
    speed: toMetricValue(speed ?? 0),
    size: toMetricValue(size ?? 0),
  };
  return {
    number,
    result: {
      schemaVersion: 1,
      id: `id${number}`,
      params: { x: number },
      seed: '0',
      ...readFor(metric, { outcome: { kind: 'completed' }, metrics }),
    },
  };
}

const points = [
  [1, 1, 10],
  [2, 4, 20],
  [4, 5, 30],
  [5, 3, 40],
  [0.5, 9, 150],
];

/** Trials 0, 1 and 2 are on the front, of which 1 is the knee; 2 and 1 dominate 3; 4 would dominate all, but is too large; 5 and 6 broke down. */
export const frontReport: SweepReport = {
  sweep: 'tune',
  project: 'digits',
  file: 'apps/digits/tune.yaml',
  method: 'random',
  metric: twoGoals,
  parameters: ['x'],
  trials: [
    ...points.map((point, number) => measured(number, point)),
    measured(5, [NaN, 1, 10]),
    {
      number: 6,
      result: {
        schemaVersion: 1,
        id: 'id6',
        params: { x: 6 },
        seed: '0',
        outcome: { kind: 'stopped', step: 3 },
        metrics: { error: 3 },
      },
      curve: [{ step: 3, metrics: { error: 3 } }],
    },
  ],
};
