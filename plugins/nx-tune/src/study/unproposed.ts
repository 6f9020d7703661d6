import { formatNumber } from '@nx-tune/report';
import { expectedGainAfter, gainWanted, type PlannedTrial, type Sweep, type TrialResult } from '@nx-tune/sweep';

import type { ExpandedSweep } from './readSweep.js';

/** The notice about configurations that a method that learns was asked for and did not propose, if there are any. */
export function unproposed(
  { slots, sweep }: Pick<ExpandedSweep, 'slots' | 'sweep'>,
  trials: readonly PlannedTrial[],
  results: readonly TrialResult[],
): string[] {
  const asked = countConfigurations(slots);
  const proposed = countConfigurations(trials.flatMap(({ slot }) => slot ?? []));
  if (proposed >= asked) return [];
  return [
    `${proposed} different ${sweep.replicates === undefined ? 'trials' : 'configurations'} instead of ${asked}: ${whyNoMore(sweep, results)}`,
  ];
}

function whyNoMore(sweep: Sweep, results: readonly TrialResult[]): string {
  const target = sweep.target === undefined ? '' : `one has reached the target ${sweep.target}, or `;
  return littleToGain(sweep, results) ?? `${target}no other point was found that is allowed and not tried yet`;
}

/** States that a search has ended because of `stop_when`; undefined if it has not. */
function littleToGain(sweep: Sweep, results: readonly TrialResult[]): string | undefined {
  const { stopWhen, metric } = sweep;
  const expected = stopWhen === undefined ? undefined : expectedGainAfter(sweep, results);
  if (stopWhen === undefined || expected === undefined) return undefined;
  const wanted = gainWanted(stopWhen, expected);
  if (!(expected.gain < wanted)) return undefined;
  const [gain, limit] = [expected.gain, wanted].map((value) => formatNumber(Number(value.toPrecision(2))));
  const what = stopWhen.expectedGain === 'noise' ? `${limit}, a quarter of the noise that the model sees` : limit;
  return `a further one is expected to improve ${metric.name} by ${gain}, less than ${what} ("stop_when")`;
}

/** Counts the configurations that were started: slots of the same number are evaluations of one. */
const countConfigurations = (slots: ExpandedSweep['slots']): number =>
  new Set(slots.flatMap(({ number, promotedBy }) => (promotedBy === undefined ? [number] : []))).size;
