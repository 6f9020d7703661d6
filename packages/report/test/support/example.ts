import type { MetricValue, Outcome } from '@nx-tune/sweep';

import type { SweepReport, TrialEntry } from '../../src/index.js';

const trial = (
  number: number,
  x: number,
  color: string,
  loss: MetricValue,
  kind: 'completed' | 'diverged',
  executed: boolean,
): TrialEntry => entry(number, x, color, { kind }, { loss }, executed);

function entry(
  number: number,
  x: number,
  color: string,
  outcome: Outcome,
  metrics: TrialEntry['result']['metrics'],
  executed: boolean,
): TrialEntry {
  return {
    number,
    executed,
    result: { schemaVersion: 1, id: `id${number}`, params: { x, color, l2: 0.1 }, seed: '0', outcome, metrics },
    run: {
      schemaVersion: 1,
      runId: 'r',
      startedAt: '2026-01-01T00:00:00.000Z',
      durationMs: 1500 * (number + 1),
      versions: {},
      machine: {},
    },
  };
}

/** Six trials: four completed, one diverged, one failed. */
export const example: SweepReport = {
  sweep: 'tune',
  project: 'digits',
  file: 'apps/digits/tune.yaml',
  method: 'grid',
  metric: { name: 'loss', goal: 'minimize' },
  parameters: ['x', 'color', 'l2'],
  trials: [
    trial(0, 1, 'red', 0.5, 'completed', false),
    trial(1, 1, 'blue', 0.25, 'completed', true),
    trial(2, 2, 'red', 'NaN', 'diverged', true),
    trial(3, 2, 'blue', 0.123456789, 'completed', true),
    entry(4, 3, 'red', { kind: 'failed', error: 'Error: bad luck\n    at src/objective.ts:3:9' }, {}, true),
    trial(5, 3, 'blue', 1, 'completed', false),
  ],
};
