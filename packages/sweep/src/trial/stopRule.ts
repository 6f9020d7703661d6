import { lossValue } from './loss.js';
import type { Metric } from './metric.js';

/** The rule that stops a trial by what it reports itself: a function of its reports alone, never of time or other trials. */
export interface StopRule {
  /** The reported metric that is looked at. */
  readonly metric: Metric;
  /** The number of reports without an improvement that end the trial; its result is its best report. */
  readonly patience?: number;
  /** The smallest difference that counts as an improvement, exclusive. */
  readonly minDelta: number;
  /** A report that is worse ends the trial, which then ranks behind those that completed. */
  readonly limit?: number;
  /** Steps and medians of an earlier sweep: to have been worse than the median so far ends the trial likewise. */
  readonly medians?: Medians;
  /** The number of first reports that are not judged. */
  readonly after: number;
}

/** By rising step. */
export type Medians = readonly (readonly [step: number, median: number])[];

/** The reason why a trial is stopped after a report. */
export type StopReason = 'patience' | 'limit' | 'median';

/** Looks at one trial. */
export interface Stopper {
  /** Returns the reason if this report stops the trial. NaN and the infinities are worse than every number. */
  judge(step: number, value: number): StopReason | undefined;
  /** Returns the index of the best report so far, from 0. */
  best(): number;
}

/**
 * `patience` is that of early stopping as practised (L. Prechelt, "Early Stopping, But When?", 1998, with strips of one report).
 * The median rule is that of D. Golovin et al., "Google Vizier", KDD 2017, section 3.2.1: the best value up to a step is compared
 * with the median of other trials' running averages up to it. There the other trials are those that happen to run; here they are
 * locked.
 */
export function createStopper({ metric, patience, minDelta, limit, medians = [], after }: StopRule): Stopper {
  let reports = 0;
  let best = { index: 0, loss: Infinity };
  /** The last that counts as an improvement. */
  let mark = { index: -1, loss: Infinity };
  const lossOf = (value: number): number => {
    const loss = lossValue(value, metric.goal);
    return Number.isFinite(loss) ? loss : Infinity;
  };
  return {
    best: () => best.index,
    judge: (step, value) => {
      const index = reports++;
      const loss = lossOf(value);
      if (loss < best.loss) best = { index, loss };
      if (loss < mark.loss - minDelta || (index === 0 && mark.index < 0)) mark = { index, loss };
      if (reports <= after) return undefined;
      if (limit !== undefined && loss > lossOf(limit)) return 'limit';
      const median = medians.findLast(([at]) => at <= step)?.[1];
      if (median !== undefined && best.loss > lossOf(median)) return 'median';
      return patience !== undefined && index - mark.index >= patience ? 'patience' : undefined;
    },
  };
}
