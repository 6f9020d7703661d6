import { goalsOf, readFor } from '@nx-tune/sweep';

import type { SweepReport, TrialEntry } from '../../src/index.js';

interface Options {
  readonly count?: number;
  /** With two, accuracy and bytes; with three, also latency. */
  readonly goals?: 1 | 2 | 3;
  readonly results?: readonly string[];
}

/** A search for a classifier that is good, small and fast, of which no two go together. */
export function goalsReport({ count = 40, goals = 2, results }: Options = {}): SweepReport {
  const [first, ...others] = [
    { name: 'accuracy', goal: 'maximize' },
    { name: 'bytes', goal: 'minimize' },
    { name: 'latency', goal: 'minimize' },
  ] as const;
  const metric = {
    ...first,
    ...(goals > 1 && { goals: [first, ...others.slice(0, goals - 1)] }),
    ...(results && { results }),
  };
  const judged = (trial: TrialEntry): TrialEntry => ({
    ...trial,
    result: { ...trial.result, ...readFor(metric, trial.result) },
  });
  return {
    sweep: 'small',
    project: 'classifier',
    file: 'apps/classifier/small.tune.yaml',
    method: 'random',
    metric,
    parameters: ['width', 'rate', 'kind'],
    logarithmic: ['rate'],
    trials: Array.from({ length: count }, (_, number) => judged(trialOf(number, goalsOf(metric).length))),
  };
}

function trialOf(number: number, goals: number): TrialEntry {
  // Multiples of irrational numbers fill the space evenly, and are the same everywhere.
  const [a, b, c] = [0.618, 0.755, 0.57].map((step) => (0.3 + number * step) % 1) as [number, number, number];
  const width = 8 + Math.floor(120 * a);
  const accuracy = 0.97 - 0.3 / Math.sqrt(width / 4) - 0.15 * (b - 0.6) ** 2 - 0.03 * c;
  const rounded = (value: number): number => Number(value.toPrecision(5));
  const bytes = Math.round(900 * width * (0.7 + 0.6 * c));
  const latency = rounded(1 + width / 60 + 2 * (1 - c));
  return {
    number,
    executed: true,
    result: {
      schemaVersion: 1,
      id: `g${number.toString(16).padStart(7, '0')}`,
      seed: '1',
      params: { width, rate: rounded(10 ** (-4 + 3 * b)), kind: c > 0.5 ? 'deep' : 'wide' },
      outcome: { kind: 'completed' },
      metrics: {
        accuracy: number % 13 === 7 ? 'NaN' : rounded(accuracy),
        bytes,
        ...(goals > 2 ? { latency } : {}),
        flops: 2 * width * width,
      },
    },
    run: {
      schemaVersion: 1,
      runId: 'run',
      startedAt: `2026-01-01T00:${String(number).padStart(2, '0')}:00.000Z`,
      durationMs: Math.round(4000 + 300 * width * (0.5 + b)),
      versions: {},
      machine: {},
    },
  };
}
