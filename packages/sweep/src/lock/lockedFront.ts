import { canonicalJson, defined, digest } from '@nx-tune/search';
import { z } from 'zod';

import type { Sweep } from '../model/sweep.js';
import { groupByParams } from '../plan/modelSteps.js';
import { frontOf } from '../plan/frontOf.js';
import { type Judged, judgeConfiguration } from '../trial/configurationLoss.js';
import { goalsOf } from '../trial/metric.js';
import type { TrialResult } from '../trial/result.js';

/**
 * The Pareto front in a lock, in a line of its own. It follows from the trials and is for people, so a reader passes over it:
 * where two branches are merged there may be two such lines, until the lock is written again.
 */
export interface LockedFront {
  /** The ids of the trials on it, of which each represents its replicates and cases. */
  readonly front: readonly string[];
  readonly picked?: string;
  /** The values of goals from which the hypervolume is measured. */
  readonly reference: { readonly [name: string]: number };
  readonly hypervolume: number;
  /** Digest of the rest, so that a line that was edited by hand is noticed. */
  readonly digest: string;
}

/** The front of results in the order of trials; undefined with one goal. */
export function lockedFront(sweep: Sweep, results: readonly TrialResult[]): LockedFront | undefined {
  if (sweep.metric.goals === undefined) return undefined;
  const continued = new Set(results.map((result) => result.continues));
  const configurations = groupByParams(results.filter(({ id }) => !continued.has(id)));
  const judged = judgedIn(sweep, configurations);
  const { members, picked, reference, hypervolume } = frontOf(judged, sweep);
  const idOf = (index: number): string => configurations[index]?.[0].id ?? '';
  const front = {
    front: members.map(idOf),
    ...(picked === undefined ? {} : { picked: idOf(picked) }),
    reference: Object.fromEntries(goalsOf(sweep.metric).map(({ name }, place) => [name, reference[place] ?? 0])),
    hypervolume,
  };
  return { ...front, digest: frontDigest(front) };
}

/** As in the leaderboard, those with fewer replicates than the most are not on the front, since the others were checked. */
function judgedIn(
  { metric, aggregate, pick = 'mean' }: Sweep,
  configurations: readonly (readonly TrialResult[])[],
): readonly Judged[] {
  const counted = configurations.map((all) =>
    pick === 'seen' ? all.filter(({ replicate = 0 }) => replicate === 0) : all,
  );
  const judged = counted.map((all) => judgeConfiguration(all, { metric, ...defined({ aggregate }) }));
  const completed = counted.filter((_, index) => (judged[index]?.loss ?? Infinity) < Infinity);
  const most = completed.reduce((largest, all) => Math.max(largest, all.length), 0);
  return judged.map((one, index) =>
    pick === 'mean' && (counted[index]?.length ?? 0) < most ? { ...one, loss: Infinity } : one,
  );
}

const frontDigest = (front: Omit<LockedFront, 'digest'>): string => digest(canonicalJson(front as never), 26);

export const lockedFrontSchema: z.ZodType<LockedFront> = z.object({
  front: z.array(z.string()),
  picked: z.string().exactOptional(),
  reference: z.record(z.string(), z.number()),
  hypervolume: z.number(),
  digest: z.string(),
});

/** True if the line of a front is as it was written. */
export const isUnedited = ({ digest: said, ...front }: LockedFront): boolean => said === frontDigest(front);
