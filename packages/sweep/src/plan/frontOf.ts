import {
  dominates,
  exclusiveHypervolume,
  hypervolume,
  paretoFront,
  type PointPreference,
  preferredOf,
} from '@nx-tune/search';

import type { Preference } from '../model/preference.js';
import type { Sweep } from '../model/sweep.js';
import type { Judged } from '../trial/configurationLoss.js';
import { lossValue } from '../trial/loss.js';
import { type Goal, goalsOf } from '../trial/metric.js';

/** The rules that decide on a front beside the results. */
export interface FrontRules extends Pick<Sweep, 'metric' | 'prefer' | 'reference'> {
  /** `grid` for a grid; any other, or none, for trials whose first ones are like the rest. */
  readonly method?: string;
}

/** The Pareto front of a sweep with several goals. Configurations are indices. */
export interface Front {
  /** Those that no other dominates, in their order. Of equal ones, all. */
  readonly members: readonly number[];
  /** The one that the rule picks; undefined if the front is empty. */
  readonly picked: number | undefined;
  /** A value for each goal that is just not good enough, from which the hypervolume is measured. */
  readonly reference: readonly number[];
  /** The volume that the front dominates, in the product of the goals' units. */
  readonly hypervolume: number;
}

/** The front's rule where the sweep has none. */
export const usualPreference: Preference = { kind: 'knee' };

/**
 * The reference point follows from this many configurations, the first that satisfy all rules, so that later ones do not move it. A grid is in the
 * order of its values, so that the first say little of the others, and is known as a whole.
 */
export const referenceCount = (method: FrontRules['method']): number => (method === 'grid' ? Infinity : 10);

/** The distance of it beyond the worst of them, relative to their range, so that the worst counts for something. */
const referenceMargin = 0.1;

/** The front of configurations in the order of trials: of what is judged, nothing but the losses counts, and whether rules are violated. */
export function frontOf(judged: readonly Judged[], rules: FrontRules): Front {
  const goals = goalsOf(rules.metric);
  const winning = judged.flatMap(({ loss, losses }, index) => (loss < Infinity && losses ? [{ index, losses }] : []));
  const front = paretoFront(winning.map(({ losses }) => losses)).map(
    (place) => winning[place] as (typeof winning)[number],
  );
  const points = front.map(({ losses }) => losses);
  const picked = preferredOf(points, pointPreference(rules.prefer ?? usualPreference, goals));
  const reference = referenceLosses(judged, rules);
  return {
    members: front.map(({ index }) => index),
    picked: picked === undefined ? undefined : front[picked]?.index,
    reference: reference.map((loss, place) => lossValue(loss, goals[place]?.goal ?? 'minimize')),
    hypervolume: hypervolume(points, reference),
  };
}

/** The front's hypervolume after each configuration, from the first on. */
export function hypervolumeHistory(judged: readonly Judged[], rules: FrontRules): readonly number[] {
  const reference = referenceLosses(judged, rules);
  let front: (readonly number[])[] = [];
  let volume = 0;
  return judged.map(({ loss, losses }) => {
    if (loss === Infinity || losses === undefined || front.some((other) => dominates(other, losses))) return volume;
    volume = Math.min(Number.MAX_VALUE, volume + exclusiveHypervolume(losses, front, reference));
    front = [...front.filter((other) => !dominates(losses, other)), losses];
    return volume;
  });
}

/** The user's reference point, or in goals without one a tenth of the range beyond the worst of the first configurations. */
function referenceLosses(judged: readonly Judged[], { metric, reference = {}, method }: FrontRules): readonly number[] {
  const all = judged.flatMap(({ losses, violations = [] }) => (losses === undefined ? [] : [{ losses, violations }]));
  const satisfying = all.filter(({ violations }) => violations.every((violation) => violation <= 0));
  // Where nothing satisfies the rules, the volume is 0 from any point.
  const from = satisfying.length > 0 ? satisfying : all;
  const first = from.slice(0, referenceCount(method)).map(({ losses }) => losses);
  return goalsOf(metric).map(({ name, goal }, place) => {
    const own = Object.hasOwn(reference, name) ? reference[name] : undefined;
    if (own !== undefined) return lossValue(own, goal);
    const losses = first.map((all) => all[place] ?? 0);
    if (losses.length === 0) return 0;
    const [best, worst] = [Math.min(...losses), Math.max(...losses)];
    return Math.min(Number.MAX_VALUE, worst + referenceMargin * (worst - best));
  });
}

function pointPreference(preference: Preference, goals: readonly Goal[]): PointPreference {
  if (preference.kind === 'knee') return preference;
  const place = (name: string): number => goals.findIndex((goal) => goal.name === name);
  if (preference.kind === 'order')
    return { kind: 'order', order: preference.order.map(({ name, within }) => ({ goal: place(name), within })) };
  const { weights } = preference;
  return {
    kind: 'weights',
    weights: goals.map(({ name }) => (Object.hasOwn(weights, name) ? (weights[name] ?? 0) : 0)),
  };
}
