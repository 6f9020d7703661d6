import type { Outcome, TrialResult } from '@nx-tune/sweep';

import type { SweepReport, TrialEntry } from '../../src/index.js';

/** A trial of the configuration x, in the order of a sweep that has this many configurations. */
function replicateOf(x: number, replicate: number, configurations: number, loss: number | Outcome): TrialEntry {
  const isLoss = typeof loss === 'number';
  const result: TrialResult = {
    schemaVersion: 1,
    id: `x${x}r${replicate}`,
    params: { x },
    seed: replicate === 0 ? '0' : `1${replicate}`,
    ...(replicate === 0 ? {} : { replicate }),
    outcome: isLoss ? { kind: 'completed' } : loss,
    metrics: isLoss ? { loss, size: x } : {},
  };
  return { number: replicate * configurations + x, result };
}

/** A report of the configurations x = 0, 1, ..., from the losses of the replicates of each. */
export function replicatedReport(
  losses: readonly (readonly (number | Outcome)[])[],
  changes: Partial<SweepReport> = {},
): SweepReport {
  const trials = losses.flatMap((all, x) => all.map((loss, index) => replicateOf(x, index, losses.length, loss)));
  return {
    sweep: 'tune',
    project: 'digits',
    file: 'apps/digits/tune.yaml',
    method: 'grid',
    metric: { name: 'loss', goal: 'minimize' },
    parameters: ['x'],
    replicates: Math.max(...losses.map((all) => all.length)),
    trials: trials.toSorted((a, b) => a.number - b.number),
    ...changes,
  };
}
