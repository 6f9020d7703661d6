import { formatNumber } from '@nx-tune/report';
import { defined } from '@nx-tune/search';
import {
  type CostedResult,
  expectedGainAfter,
  gainWanted,
  isSpent,
  type PlannedTrial,
  spentSeconds,
  type Sweep,
} from '@nx-tune/sweep';

import type { ExpandedSweep } from './readSweep.js';

/** The notice about configurations that a method that learns was asked for and did not propose, if there are any. */
export function unproposed(
  { slots, sweep }: Pick<ExpandedSweep, 'slots' | 'sweep'>,
  trials: readonly PlannedTrial[],
  results: readonly CostedResult[],
): string[] {
  const asked = countConfigurations(slots);
  const proposed = countConfigurations(trials.flatMap(({ slot }) => slot ?? []));
  if (proposed >= asked) return [];
  const spent = spentBudget(sweep, results);
  if (spent !== undefined) return [`stopped proposing after ${proposed} of ${asked} ${wordOf(sweep)}: ${spent}`];
  return [`${proposed} different ${wordOf(sweep)} instead of ${asked}: ${whyNoMore(sweep, results)}`];
}

const wordOf = ({ replicates }: Sweep): string => (replicates === undefined ? 'trials' : 'configurations');

/** States that trials have cost as much as they may; undefined if they have not. */
function spentBudget(sweep: Sweep, results: readonly CostedResult[]): string | undefined {
  const { budgetSeconds = Infinity } = sweep;
  if (!isSpent(sweep, results)) return undefined;
  const [spent, budget] = [spentSeconds(results), budgetSeconds].map((seconds) =>
    formatNumber(Number(seconds.toPrecision(4))),
  );
  return `the recorded ${spent} s of ${budget} s are spent`;
}

function whyNoMore(sweep: Sweep, results: readonly CostedResult[]): string {
  const targets = Object.values(sweep.targets ?? defined({ target: sweep.target }));
  const target = targets.length === 0 ? '' : `one has reached the target ${targets.join(' and ')}, or `;
  return littleToGain(sweep, results) ?? `${target}no other point was found that is allowed and not tried yet`;
}

/** States that a search has ended because of `stop_when`; undefined if it has not. */
function littleToGain(sweep: Sweep, results: readonly CostedResult[]): string | undefined {
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
