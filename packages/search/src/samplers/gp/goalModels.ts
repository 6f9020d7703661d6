import { defined } from '../../core/defined.js';
import type { AdaptiveRequest, Observation } from '../adaptive/adaptiveSampler.js';
import { type ConstraintModel, fitConstraint } from './constraintModel.js';
import { fitLosses, type GpModel } from './gpModel.js';
import { type GpOptions, usualGp } from './gpOptions.js';

/** A Gaussian process for each goal, and one for each constraint of which something is known. */
export interface GoalModels {
  readonly goals: readonly GpModel[];
  readonly constraints: readonly ConstraintModel[];
}

/** All points of a generation are proposed from one history, which is fitted once. */
const models = new WeakMap<readonly Observation[], { readonly options: GpOptions; readonly fitted: GoalModels }>();

/**
 * Fits the goals to all trials, also to those that violate constraints; one without losses counts as the worst. Several goals are not warped:
 * a volume counts every loss alike, and warped, proposals crowd at the ends of the front (measured by tools/bench/goals).
 */
export function fitGoals(request: AdaptiveRequest): GoalModels {
  const { axes, history, gp: options = usualGp, goals = 1, constraints = 0 } = request;
  const known = models.get(history);
  if (known?.options === options) return known.fitted;
  const each = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
  const fitted = {
    goals: each(goals).map((goal) => fitLosses(axes, goalHistory(history, goal), optionsOf(options, goal), goals > 1)),
    constraints: each(constraints).flatMap((constraint) => fitConstraint(axes, history, constraint, options) ?? []),
  };
  models.set(history, { options, fitted });
  return fitted;
}

/** The history as that of a single goal, without constraints. */
export const goalHistory = (history: readonly Observation[], goal: number): readonly Observation[] =>
  history.map(({ point, losses, loss, evaluations }) => ({
    point,
    loss: losses?.[goal] ?? loss,
    ...defined({ evaluations }),
  }));

/** The noise that the user gave is in the unit of the first goal's metric. */
const optionsOf = ({ noise, ...options }: GpOptions, goal: number): GpOptions => ({
  ...options,
  ...(goal === 0 ? defined({ noise }) : {}),
});
