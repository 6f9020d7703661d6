import { resultFor } from '@nx-tune/sweep';

import type { SweepReport, TrialEntry } from '../../src/index.js';

/** A sweep with two goals and a rule: `#0` is fast, `#1` the knee, `#2` accurate, `#3` dominated, `#4` violates the rule, `#5` crashed. */
const severalGoals: SweepReport = {
  sweep: 'speed',
  project: 'digits',
  file: 'digits/speed.tune.yaml',
  method: 'bayes',
  metric: {
    name: 'error',
    goal: 'minimize',
    goals: [
      { name: 'error', goal: 'minimize' },
      { name: 'speed', goal: 'maximize' },
    ],
    results: ['bytes <= 90'],
  },
  parameters: ['x'],
  trials: [],
};

const values = [
  [9, 10, 1],
  [2, 8, 2],
  [1, 1, 3],
  [9, 7, 4],
  [0, 20, 99],
] as const;

/** The report with these trials, and changes. */
export function goalsReport(changes: Partial<SweepReport> = {}): SweepReport {
  const completed = values.map(([error, speed, bytes], number): TrialEntry => ({
    number,
    result: resultFor(changes.metric ?? severalGoals.metric, {
      schemaVersion: 1,
      id: `id${number}`,
      params: { x: number },
      seed: '0',
      outcome: { kind: 'completed' },
      metrics: { error, speed, bytes },
    }),
  }));
  const crashed: TrialEntry = {
    number: 5,
    result: {
      schemaVersion: 1,
      id: 'id5',
      params: { x: 5 },
      seed: '0',
      outcome: { kind: 'failed', error: 'Error: bad luck' },
      metrics: {},
    },
  };
  return { ...severalGoals, trials: [...completed, crashed], ...changes };
}
