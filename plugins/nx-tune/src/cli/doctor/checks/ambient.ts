import { type AmbientCall, ambientCalls } from '../ambientCalls.js';
import type { Facts, SweepFacts } from '../facts.js';
import type { DoctorFinding } from '../finding.js';

/** Reports objectives that read the clock, or random numbers that the seed does not determine. */
export const ambient = ({ sweeps }: Facts): DoctorFinding[] => {
  const found = sweeps.flatMap(findingsOf);
  return [...new Map(found.map((finding) => [finding.what, finding])).values()];
};

const findingsOf = (sweep: SweepFacts): DoctorFinding[] =>
  sweep.sources.flatMap(({ file, text }) => {
    const calls = ambientCalls(file, text);
    return kinds.flatMap((kind) =>
      findingOf(
        sweep,
        file,
        kind,
        calls.filter((call) => call.kind === kind),
      ),
    );
  });

const kinds = ['clock', 'randomness'] as const satisfies readonly AmbientCall['kind'][];

/** One finding for all calls of a kind in a file: the remedy is the same for each. */
function findingOf(
  { unstable }: SweepFacts,
  file: string,
  kind: AmbientCall['kind'],
  calls: readonly AmbientCall[],
): DoctorFinding[] {
  if (calls.length === 0) return [];
  const lines = [...new Set(calls.map(({ line }) => line))].join(', ');
  const what = `${file}:${lines} calls ${[...new Set(calls.map((call) => call.what))].join(', ')}`;
  if (kind === 'randomness') return [{ severity: 'warning', what, ...unseeded }];
  return [
    unstable.length === 0
      ? { severity: 'warning', what, ...undeclared }
      : { severity: 'note', what, ...declared(unstable) },
  ];
}

type Advice = Pick<DoctorFinding, 'why' | 'remedy'>;

const unseeded: Advice = {
  why: 'The seed does not determine the value, so a restored trial is not what a new one would be, and a replay differs.',
  remedy: 'Use trial.rng(), or a generator that is seeded with trial.seed (TUNE_SEED).',
};

const undeclared: Advice = {
  why: 'A result that depends on the clock is different each time, so a restored trial is not what a new one would be.',
  remedy:
    'Keep it out of the metrics, or declare the metrics that it measures: metrics: { seconds: { deterministic: false } }.',
};

/** A sweep that measures time declares it. */
const declared = (metrics: readonly string[]): Advice => ({
  why: `The sweep declares what it measures: ${metrics.join(', ')}. Any other metric must be the same each time.`,
  remedy: 'Nothing, unless another metric depends on the clock, too: declare that one as well.',
});
