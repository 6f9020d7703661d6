import { ambientCalls } from '../ambientCalls.js';
import type { Facts, SweepFacts } from '../facts.js';
import type { DoctorFinding } from '../finding.js';

/** Reports objectives that read the clock, or random numbers that the seed does not determine. */
export const ambient = ({ sweeps }: Facts): DoctorFinding[] => {
  const found = sweeps.flatMap(findingsOf);
  return [...new Map(found.map((finding) => [finding.what, finding])).values()];
};

const findingsOf = ({ sources, unstable }: SweepFacts): DoctorFinding[] =>
  sources.flatMap(({ file, text }) =>
    ambientCalls(file, text).map(({ line, what, kind }): DoctorFinding => ({
      // A sweep that measures time declares it.
      severity: kind === 'clock' && unstable.length > 0 ? 'note' : 'warning',
      what: `${file}:${line} calls ${what}`,
      why:
        kind === 'clock'
          ? 'A result that depends on the clock is different each time, so a restored trial is not what a new one would be.'
          : 'The seed does not determine the value, so a restored trial is not what a new one would be, and a replay differs.',
      remedy:
        kind === 'clock'
          ? 'Keep it out of the metrics, or declare the metrics that it measures: metrics: { seconds: { deterministic: false } }.'
          : 'Use trial.rng(), or a generator that is seeded with trial.seed (TUNE_SEED).',
    })),
  );
