import { canonicalJson, defined, digest } from '@nx-tune/search';
import { z } from 'zod';

import type { Sweep } from '../model/sweep.js';
import { choiceFrom } from '../plan/autoReplicates.js';
import type { ReplicatesChoice } from '../plan/chooseReplicates.js';
import type { CostedResult } from '../trial/cost.js';
import type { TrialResult } from '../trial/result.js';
import { isUnedited, type LockedFront, lockedFront, lockedFrontSchema } from './lockedFront.js';
import { budgetSchema, metricsSchema, outcomeSchema, paramsSchema, replicateSchema } from '../trial/resultSchemas.js';

/** One trial in a lock: its result, where what is the same wherever it is computed is kept apart from what is measured. */
export type LockedTrial = Pick<
  TrialResult,
  'id' | 'params' | 'seed' | 'budget' | 'continues' | 'replicate' | 'case' | 'outcome' | 'metrics'
> & {
  /** Values of metrics that differ from run to run. Absent if there are none, and in locks of earlier versions. */
  readonly measured?: TrialResult['metrics'];
  /** The duration of the trial, if proposals depend on it. */
  readonly seconds?: number;
  /** Digest of the rest, so that a line that was edited by hand is noticed. */
  readonly digest: string;
};

/** The content of a committed `tune.lock.json`: the results of a sweep, to compare with when it runs again. */
export interface Lock {
  readonly schemaVersion: 1;
  readonly metric: Sweep['metric'];
  /** Digest of what all trials of the sweep share; neither growing the search space nor another metric changes it. */
  readonly sweep: string;
  /** The number of replicates that `replicates: auto` chose, and why; absent without it. */
  readonly replicates?: ReplicatesChoice;
  /** Digest of the above, so that an edit of the first line is noticed. Locks of earlier versions have none. */
  readonly digest?: string;
  /** By id, so that what is added is apart from what was there, and two branches that add merge. */
  readonly trials: readonly LockedTrial[];
  /** The Pareto front of these, where there are several goals. */
  readonly front?: LockedFront;
}

/** The lock of a sweep's results. */
export function createLock(sweep: Sweep, results: readonly CostedResult[]): Lock {
  const trials = results.map((result) => lockTrial(result, sweep));
  const replicates = sweep.autoReplicates === undefined ? undefined : choiceFrom(sweep, results);
  const shared = { schemaVersion: 1, metric: sweep.metric, sweep: lockDigest(sweep) } as const;
  const head = { ...shared, ...defined({ replicates: replicates && shortened(replicates) }) };
  return {
    ...head,
    digest: headDigest(head),
    trials: trials.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    ...defined({ front: lockedFront(sweep, results) }),
  };
}

/** Digits of a ratio beyond the second say nothing. */
const shortened = (choice: ReplicatesChoice): ReplicatesChoice =>
  choice.why === 'measured' && choice.noise !== null
    ? { ...choice, noise: Number(choice.noise.toPrecision(2)) }
    : choice;

/** Digest of what all trials of a sweep share. */
export const lockDigest = ({ objective, seed }: Pick<Sweep, 'objective' | 'seed'>): string =>
  digest(canonicalJson({ objective: { ...objective, floats: undefined }, seed }), 16);

/** The lines of trials have digests of their own, so that two branches that add lines merge. */
const headDigest = ({ schemaVersion, metric, sweep, replicates }: Omit<Lock, 'trials' | 'front'>): string =>
  digest(toJson({ schemaVersion, metric, sweep, ...defined({ replicates }) }), 26);

/** A result as a lock has it. */
export function lockTrial(result: CostedResult, { measured: properties }: Pick<Sweep, 'measured'>): LockedTrial {
  const { id, params, seed, budget, continues, replicate, case: on, outcome, seconds } = result;
  const isMeasured = (name: string): boolean => properties.some((metric) => metric.name === name);
  const all = Object.entries(result.metrics);
  const metrics = Object.fromEntries(all.filter(([name]) => !isMeasured(name)));
  const measured = all.filter(([name]) => isMeasured(name));
  // The stack of a recorded crash names lines of code that is not the sweep's.
  const brief = outcome.kind === 'failed' ? { ...outcome, error: outcome.error.split('\n', 1)[0] ?? '' } : outcome;
  const place = defined({ budget, continues, replicate, case: on });
  const trial = { id, params, seed, ...place, outcome: brief, metrics, ...defined({ seconds }) };
  return withDigest(measured.length === 0 ? trial : { ...trial, measured: Object.fromEntries(measured) });
}

const withDigest = (trial: Omit<LockedTrial, 'digest'>): LockedTrial => ({ ...trial, digest: digestOf(trial) });

/** The result that a lock has of a trial, as it was read for the metric of the lock. */
export function resultOf({ digest: _digest, measured, metrics, ...trial }: LockedTrial): CostedResult {
  return { schemaVersion: 1, ...trial, metrics: { ...metrics, ...measured } };
}

const digestOf = (trial: Omit<LockedTrial, 'digest'>): string => digest(toJson(trial), 26);
const toJson = (value: object | string | number | boolean | null): string => canonicalJson(value as never);

/**
 * Writes one trial per line, so that a diff is easy to read. Each ends in a comma, and the order does not matter to
 * the reader: git's union of two locks is a lock.
 */
export function formatLock({ trials, front, ...head }: Lock): string {
  const open = toJson(head).slice(0, -1);
  const lines = [...trials.map(lineOf), ...(front === undefined ? [] : [toJson(front)])];
  return `${open},"trials":[\n${lines.map((line) => `${line},\n`).join('')}null]}\n`;
}

/** Writes first what people look for. */
function lineOf({
  id,
  params,
  case: on,
  replicate,
  budget,
  continues,
  metrics,
  measured,
  seconds,
  outcome,
  seed,
  digest,
}: LockedTrial): string {
  const place = { case: on, replicate, budget, continues };
  const fields = Object.entries({ id, params, ...place, metrics, measured, seconds, outcome, seed, digest });
  return `{${fields.flatMap(([key, value]) => (value === undefined ? [] : [`"${key}":${toJson(value)}`])).join(',')}}`;
}

const choiceSchema: z.ZodType<ReplicatesChoice> = z.discriminatedUnion('why', [
  z.object({ why: z.literal('no noise'), replicates: z.literal(1) }),
  z.object({ why: z.literal('unknown'), replicates: z.int() }),
  z.object({ why: z.literal('measured'), replicates: z.int(), noise: z.number().nullable() }),
]);

const goalSchema = z.object({ name: z.string(), goal: z.enum(['minimize', 'maximize']) });

const lockSchema = z.object({
  schemaVersion: z.literal(1),
  metric: goalSchema.extend({
    goals: z.array(goalSchema).exactOptional(),
    results: z.array(z.string()).exactOptional(),
  }),
  sweep: z.string(),
  replicates: choiceSchema.exactOptional(),
  digest: z.string().exactOptional(),
  trials: z.array(
    z
      .object({
        id: z.string(),
        params: paramsSchema,
        seed: z.string(),
        budget: budgetSchema.optional(),
        continues: z.string().optional(),
        replicate: replicateSchema.exactOptional(),
        case: z.json().exactOptional(),
        outcome: outcomeSchema,
        metrics: metricsSchema,
        measured: metricsSchema.exactOptional(),
        seconds: z.number().min(0).exactOptional(),
        digest: z.string(),
      })
      .or(lockedFrontSchema)
      .nullable(),
  ),
});

/** Parses a lock, or says why it cannot be used: it is not JSON (an unfinished merge?), has another version, or was edited. */
export function parseLock(text: string): ParsedLock {
  try {
    return checkLock(text);
  } catch (error) {
    if (error instanceof RangeError) return { problem: 'it is nested too deeply' };
    throw error;
  }
}

type ParsedLock = { readonly lock: Lock } | { readonly problem: string };

function checkLock(text: string): ParsedLock {
  const parsed = lockSchema.safeParse(jsonOrUndefined(text));
  if (!parsed.success) return { problem: text.includes('<<<<<<<') ? 'a merge was not finished' : 'it is not a lock' };
  const { digest: said } = parsed.data;
  if (said !== undefined && said !== headDigest(parsed.data)) return { problem: 'its first line was edited' };
  const lines = parsed.data.trials.filter((line) => line !== null) as (LockedTrial | LockedFront)[];
  const trials = lines.filter((line) => 'id' in line);
  const fronts = lines.filter((line) => 'front' in line);
  if (!fronts.every(isUnedited)) return { problem: 'the line of its front was edited' };
  const edited = trials.find(({ digest: said, ...trial }) => said !== digestOf(trial));
  if (edited !== undefined) return { problem: `the line of trial ${edited.id} was edited` };
  const byId = new Map(trials.toSorted(byContent).map((trial) => [trial.id, trial]));
  const isMeasured = trials.some(({ measured }) => measured !== undefined);
  const twice = trials.find((trial) => isOtherResult(trial, byId.get(trial.id), isMeasured));
  if (twice !== undefined) return { problem: `it has two different lines for trial ${twice.id}` };
  const sorted = [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return { lock: { ...parsed.data, trials: sorted, ...(fronts.length === 1 && defined({ front: fronts[0] })) } };
}

/** Lines with measured values last, so that they are kept, and among them those with a cost; then by digest, so that the order in the file does not matter. */
const byContent = (a: LockedTrial, b: LockedTrial): number =>
  Number(a.measured !== undefined) - Number(b.measured !== undefined) ||
  Number(a.seconds !== undefined) - Number(b.seconds !== undefined) ||
  (a.digest < b.digest ? -1 : 1);

/**
 * Two branches may have measured the same trial: their lines then differ in measured values, and in reasons that quote them. They may
 * differ in what it cost.
 */
const isOtherResult = (trial: LockedTrial, kept: LockedTrial | undefined, isMeasured: boolean): boolean =>
  kept !== undefined &&
  withoutCost(kept) !== withoutCost(trial) &&
  !(isMeasured && withoutMeasured(kept) === withoutMeasured(trial));

const withoutCost = ({ digest: _digest, seconds: _seconds, ...trial }: LockedTrial): string => toJson(trial);
const withoutMeasured = ({ metrics, outcome }: LockedTrial): string => toJson({ metrics, outcome: outcome.kind });

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
