import type { SweepExport } from '@nx-tune/exchange';
import { rankTrials, type SweepReport } from '@nx-tune/report';
import { expandSweep, formatProblem, parseSweep, type PlannedTrial, type Sweep } from '@nx-tune/sweep';

import { parameterLabels } from '../../../src/study/sweepReport.js';

/** A space with all that is awkward to exchange: nested and conditional parameters, lists, texts, truth values, nothing. */
export const sweepText = `
objective: o.js
method: random
metric: { name: loss }
run_cap: 30
parameters:
  lr: { min: 0.001, max: 1, distribution: log_uniform_values }
  units: { min: 1, max: 64 }
  drop: { min: 0.0, max: 0.5, q: 0.1, distribution: q_uniform }
  bias: { values: [true, false] }
  layers: { values: [[8], [8, 4]] }
  norm: { values: [batch, 'a,"b"', null] }
  optimizer:
    parameters:
      name: { values: [sgd, adam] }
      momentum: { min: 0.0, max: 0.9, when: { optimizer.name: sgd } }
  l2: { value: 0.1 }
`;

export function sweepOf(text: string): Sweep {
  const parsed = parseSweep('tune', 'apps/a/tune.yaml', text);
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return parsed.value;
}

export function plannedOf(sweep: Sweep): readonly PlannedTrial[] {
  const expansion = expandSweep(sweep);
  if (!expansion.ok) throw new Error('the sweep cannot be expanded');
  return expansion.trials;
}

export function exportedOf(sweep: Sweep, trials: SweepReport['trials']): SweepExport {
  const { name, method, metric, space } = sweep;
  const parameters = parameterLabels(sweep);
  const report = { sweep: name, project: 'a', file: 'apps/a/tune.yaml', method, metric, parameters, trials };
  return { report, space, trials: rankTrials(report) };
}
