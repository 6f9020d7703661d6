import { type Axis, createAxes } from '../space/axis.js';
import type { Space } from '../space/distribution.js';
import type { AdaptiveRequest, AdaptiveSampler } from './adaptive/adaptiveSampler.js';
import type { Explainer } from './adaptive/explanation.js';
import { explainGp } from './gp/explainGp.js';
import { sampleGp } from './gp/gp.js';
import { explainTpe, sampleTpe } from './tpe/tpe.js';

/** A sampler, and the number of the trial at which the next one takes over. */
interface Stage {
  readonly method: keyof typeof samplers;
  readonly until: number;
}

const samplers = { gp: sampleGp, tpe: sampleTpe } as const;
const stageExplainers = { gp: explainGp, tpe: explainTpe } as const;

/** A Gaussian process needs few trials, but its cost grows with their cube, and far from all points it predicts nothing. */
const gpBounds = { parameters: 20, trials: 300 };
/** With several goals or constraints, it is worth more where there are many parameters, and costs more, as it has a process for each (measured by tools/bench/goals). */
const goalBounds = { parameters: 30, trials: 600 };

/** The number of goals and constraints, unless there is a single goal without constraints on results. */
export interface GoalCounts {
  readonly goals?: number;
  readonly constraints?: number;
}

/**
 * Chooses a sampler by the space and the trial's number, but not by `run_cap`, so that raising it keeps the earlier trials. To
 * include another sampler, add its stage here.
 */
export const sampleBayes: AdaptiveSampler = (request) => samplers[stageOf(request)](request);

export const explainBayes: Explainer = (request, point) => stageExplainers[stageOf(request)](request, point);

/** The method that proposes a trial. */
const stageOf = ({ axes, trialNumber, ...counts }: AdaptiveRequest): Stage['method'] =>
  stagesOf(axes, counts).find(({ until }) => trialNumber < until)?.method ?? 'tpe';

function stagesOf(axes: readonly Axis[], { goals = 1, constraints = 0 }: GoalCounts): Stage[] {
  const models = goals + constraints;
  const { parameters, trials } = models > 1 ? goalBounds : gpBounds;
  const isModelled = axes.length <= parameters && 2 * countCategorical(axes) <= axes.length;
  return [
    ...(isModelled ? [{ method: 'gp', until: Math.max(100, Math.floor(trials / models)) } as const] : []),
    { method: 'tpe', until: Infinity },
  ];
}

/** True if `bayes` uses a Gaussian process for trials of a space. */
export const usesGp = ({ space }: { readonly space: Space }, counts: GoalCounts = {}): boolean =>
  stagesOf(createAxes(space), counts).some(({ method }) => method === 'gp');

/** True if a Gaussian process answers a request. */
export const isGpStage = (request: AdaptiveRequest): boolean => stageOf(request) === 'gp';

const countCategorical = (axes: readonly Axis[]): number => axes.filter(({ kind }) => kind === 'categorical').length;

const named = (count: number, what: string): string => `${count} ${count === 1 ? what : `${what}s`}`;

/** Describes which samplers `bayes` uses for a search, and why: "bayes: gp up to 300 trials, then tpe: 4 parameters, 1 of them categorical". */
export function describeChoice({ space }: { readonly space: Space }, counts: GoalCounts = {}): string {
  const axes = createAxes(space);
  const stages = stagesOf(axes, counts).map(({ method, until }) =>
    until === Infinity ? method : `${method} up to ${until} trials`,
  );
  const categorical = countCategorical(axes);
  const kinds = categorical === 0 ? '' : `, ${categorical} of them categorical`;
  const { goals = 1, constraints = 0 } = counts;
  const also = [
    ...(goals > 1 ? [`, ${goals} goals`] : []),
    ...(constraints > 0 ? [`, ${named(constraints, 'constraint')}`] : []),
  ];
  return `bayes: ${stages.join(', then ')}: ${named(axes.length, 'parameter')}${kinds}${also.join('')}`;
}
