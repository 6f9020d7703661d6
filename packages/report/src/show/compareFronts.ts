import { dominates, hypervolume, type Losses } from '@nx-tune/search';
import { type Goal, lossValue } from '@nx-tune/sweep';

import { paretoFrontOf } from '../data/rankTrials.js';
import { metricLoss } from '../data/scoreOf.js';
import type { SweepReport } from '../data/sweepReport.js';
import { commonGoals } from './dominanceOf.js';

/** The Pareto fronts of sweeps with the same goals, side by side. */
export interface FrontsComparison {
  /** The point from which all hypervolumes are measured: in each goal the worse of the sweeps' own reference points. */
  readonly reference: { readonly [goal: string]: number };
  readonly fronts: readonly ComparedFront[];
}

export interface ComparedFront {
  readonly sweep: string;
  /** The number of configurations on it. */
  readonly size: number;
  readonly hypervolume: number;
  /** The part of it that each other front covers, by the names of sweeps. Empty if nothing is on it. */
  readonly coveredBy: { readonly [sweep: string]: number };
}

/** Compares the fronts of sweeps; undefined unless there are several with the same several goals. */
export function compareFronts(reports: readonly SweepReport[]): FrontsComparison | undefined {
  const goals = commonGoals(reports);
  if (goals === undefined || reports.length < 2) return undefined;
  const fronts = reports.map((report) => frontIn(report, goals));
  const reference = goals.map((_, place) => Math.max(...fronts.map((front) => front.reference[place] ?? -Infinity)));
  return {
    reference: Object.fromEntries(goals.map(({ name, goal }, place) => [name, lossValue(reference[place] ?? 0, goal)])),
    fronts: fronts.map((front) => ({
      sweep: front.sweep,
      size: front.points.length,
      hypervolume: hypervolume(front.points, reference),
      coveredBy: Object.fromEntries(
        front.points.length === 0
          ? []
          : fronts.flatMap((other) => (other === front ? [] : [[other.sweep, coverage(other.points, front.points)]])),
      ),
    })),
  };
}

/**
 * The part of points that others cover, which is to dominate or equal them: the measure C of E. Zitzler and L. Thiele, "Multiobjective
 * Evolutionary Algorithms: A Comparative Case Study and the Strength Pareto Approach", IEEE Trans. Evol. Comput. 3 (1999), section II.
 */
export function coverage(others: readonly Losses[], points: readonly Losses[]): number {
  const isCovered = (point: Losses): boolean =>
    others.some((other) => dominates(other, point) || other.every((loss, goal) => loss === point[goal]));
  return points.filter(isCovered).length / points.length;
}

interface FrontLosses {
  readonly sweep: string;
  readonly points: readonly Losses[];
  /** As losses. A sweep without values has none. */
  readonly reference: readonly number[];
}

/** A front in the order of the goals that all sweeps have. */
function frontIn(report: SweepReport, goals: readonly Goal[]): FrontLosses {
  const pareto = paretoFrontOf(report);
  const { members = [], reference = [], judged = [] } = pareto ?? {};
  const hasValues = judged.some(({ losses }) => losses !== undefined) || report.reference !== undefined;
  const places = goals.map(({ name }) => (report.metric.goals ?? []).findIndex((goal) => goal.name === name));
  return {
    sweep: report.sweep,
    points: members.map((member) => goals.map((goal) => metricLoss(member, goal))),
    reference: hasValues ? goals.map(({ goal }, index) => lossValue(reference[places[index] ?? -1] ?? NaN, goal)) : [],
  };
}
