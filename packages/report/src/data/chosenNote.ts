import { errorShare, pilotCount } from '@nx-tune/sweep';

import { formatNumber } from '../text/formatNumber.js';
import type { SweepReport } from './sweepReport.js';

/** Says how many replicates `replicates: auto` has chosen, and why. Empty without it, and as long as nothing is chosen. */
export function chosenNote({ chosen }: Pick<SweepReport, 'chosen'>): readonly string[] {
  if (chosen === undefined) return [];
  const { replicates } = chosen;
  const count = `"replicates: auto" chose ${replicates}`;
  if (chosen.why === 'no noise')
    return [
      `${count}: with another seed, the first configuration that was tried has the same metrics, so the objective seems not to use its seed.`,
    ];
  if (chosen.why === 'unknown')
    return [
      `${count}: too few of the ${pilotCount} configurations that were tried with two seeds have completed to measure noise.`,
    ];
  const { noise } = chosen;
  if (noise === null)
    return [
      `${count}, the most that it chooses: the ${pilotCount} configurations that were tried with two seeds cannot be told from noise.`,
    ];
  const measured = `noise is ${formatNumber(Number(noise.toPrecision(2)))} of the spread between ${pilotCount} configurations that were tried with two seeds`;
  const error = noise / Math.sqrt(replicates);
  const shown = formatNumber(Number(error.toPrecision(2)));
  if (error > errorShare)
    return [`${count}, the most that it chooses: ${measured}, and the standard error of a mean ${shown} of it.`];
  if (replicates === 1) return [`${count}: ${measured}, and at most ${errorShare} is good enough.`];
  return [
    `${count}: ${measured}, so that the standard error of a mean is ${shown} of it; at most ${errorShare} is good enough.`,
  ];
}
