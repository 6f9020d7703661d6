import type { Outcome, TrialResult } from '@nx-tune/sweep';

import type { SweepReport, TrialEntry } from '../../src/index.js';

/** A report of the configurations x = 0, 1, ... on the cases a, b, ...: losses by configuration, by replicate and by case. */
export function reportOnCases(
  losses: readonly (readonly (readonly (number | Outcome)[])[])[],
  changes: Partial<SweepReport> = {},
): SweepReport {
  const cases = Array.from({ length: Math.max(...losses.flat().map((one) => one.length)) }, (_, index) =>
    String.fromCharCode(97 + index),
  );
  const replicates = Math.max(...losses.map((one) => one.length));
  const trials = losses.flatMap((all, x) =>
    all.flatMap((values, replicate) =>
      values.map((loss, index): TrialEntry => {
        const isLoss = typeof loss === 'number';
        const result: TrialResult = {
          schemaVersion: 1,
          id: `x${x}${cases[index]}${replicate}`,
          params: { x },
          seed: String(replicate),
          ...(replicate === 0 ? {} : { replicate }),
          case: cases[index] ?? '',
          outcome: isLoss ? { kind: 'completed' } : loss,
          metrics: isLoss ? { loss } : {},
        };
        return { number: (replicate * cases.length + index) * losses.length + x, result };
      }),
    ),
  );
  return {
    sweep: 'tune',
    project: 'sat',
    file: 'apps/sat/tune.yaml',
    method: 'grid',
    metric: { name: 'loss', goal: 'minimize' },
    parameters: ['x'],
    ...(replicates === 1 ? {} : { replicates }),
    cases,
    trials: trials.toSorted((a, b) => a.number - b.number),
    ...changes,
  };
}
