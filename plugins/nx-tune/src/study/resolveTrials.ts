import {
  type AvailableResults,
  type Lock,
  type LockedTrial,
  type PlannedTrial,
  resolvePromotions,
  resolveSlots,
  type TrialResult,
} from '@nx-tune/sweep';

import type { ReadSweep } from './readSweep.js';

type Expanded = Pick<Extract<ReadSweep, { readonly ok: true }>, 'sweep' | 'trials' | 'slots' | 'promotions'>;

/**
 * The trials of a sweep: all of them where they are known in advance, otherwise those that follow from the results that are
 * known. Where results stand in their places, only what the last generation proposes is proposed again: each generation
 * before was checked when the next one was proposed.
 */
export function resolveTrials(
  { sweep, trials, slots, promotions }: Expanded,
  known: AvailableResults,
): readonly PlannedTrial[] {
  if (slots.length > 0) return resolveSlots(sweep, { slots, promotions }, known, slots.at(-1)?.generation);
  if (sweep.ladder === undefined) return trials;
  const started = trials.filter(({ promotedBy }) => promotedBy === undefined);
  const ladder = { metric: sweep.metric, unit: sweep.ladder.unit };
  return resolvePromotions(started, promotions, ladder, (trial) => known.ofTrial(trial)).map(({ trial }) => trial);
}

/** The results of a lock. */
export function lockedResults({ trials }: Pick<Lock, 'trials'>): AvailableResults {
  const results = new Map(trials.map((trial) => [trial.id, { schemaVersion: 1, ...trial } as const]));
  return { ofTrial: ({ id }) => results.get(id) };
}

/** What a lock knows of a trial, as a result. */
export function lockedResult({ digest: _digest, ...result }: LockedTrial): TrialResult {
  return { schemaVersion: 1, ...result };
}
