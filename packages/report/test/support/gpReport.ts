import type { JsonObject } from '@nx-tune/search';
import { formatProblem, parseSweep, proposeGeneration, type Sweep, type TrialResult } from '@nx-tune/sweep';

import type { SweepReport } from '../../src/index.js';

export interface GpOptionsOfTest {
  readonly parameters?: string;
  readonly more?: string;
  readonly generations?: number;
  readonly goal?: 'minimize' | 'maximize';
}

/** A search by a Gaussian process, as it would have gone, in a valley around x = 0.7. */
export function gpReport({
  parameters = '{ x: { min: 0.0, max: 1.0 } }',
  more = '',
  generations = 4,
  goal = 'minimize',
}: GpOptionsOfTest = {}): SweepReport & { readonly search: Sweep } {
  const parsed = parseSweep(
    'tune',
    'tune.yaml',
    `objective: o.ts\nmethod: gp\nmetric: { name: loss, goal: ${goal} }\nparameters: ${parameters}\nrun_cap: 40\n${more}`,
  );
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  const search = parsed.value;
  const results: TrialResult[] = [];
  for (let generation = 0; generation < generations; generation++)
    for (const params of proposeGeneration(search, results))
      results.push({
        schemaVersion: 1,
        id: `id${results.length}`,
        params,
        seed: '0',
        outcome: { kind: 'completed' },
        metrics: { loss: (goal === 'minimize' ? 1 : -1) * lossAt(params) },
      });
  const labels = search.space.map(({ label }) => label);
  return {
    sweep: 'tune',
    project: 'digits',
    file: 'apps/digits/tune.yaml',
    method: 'gp',
    metric: search.metric,
    parameters: labels,
    search,
    trials: results.map((result, number) => ({ number, executed: true, result })),
  };
}

export const lossAt = ({ x, y = 0.5, kind = 'a', size = 60 }: JsonObject): number =>
  1 +
  (Number(x) - 0.7) ** 2 +
  0.2 * Math.sin(8 * Number(x)) +
  (Number(y) - 0.5) ** 2 +
  Number(kind === 'b') +
  Number(size) / 1000;
