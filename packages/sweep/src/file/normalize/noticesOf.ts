import { isAdaptive } from '@nx-tune/search';

import { type Ladder, usualStarts } from '../../model/ladder.js';
import type { SweepReading } from '../sweepReading.js';
import { isIgnored } from '../schema/keys.js';
import { sweepFileSchema } from '../schema/sweepFileSchema.js';
import type { FileWithGoals } from './withGoals.js';
import { defaultRunCap } from './usualCounts.js';
import { literalMacros } from './commandMacros.js';
import type { NormalizedLadder } from './normalizeLadder.js';

/** The default number of trials of a sweep, or of configurations that it starts. */
export const usualCap = (ladder: Ladder | undefined): number =>
  ladder === undefined || ladder.bands !== undefined ? defaultRunCap : usualStarts(ladder);

/** Collects notices: things that the user should know about a file although nothing is wrong with it. */
export function noticesOf(file: FileWithGoals, { isWandb, notices }: SweepReading, ladder: NormalizedLadder): string[] {
  const ignored = Object.entries(sweepFileSchema.shape)
    .filter(([key, rule]) => isIgnored(rule) && file[key as keyof FileWithGoals] !== undefined)
    .map(([key]) => `"${key}" has no effect here`);
  const early = 'notice' in ladder && ladder.notice !== undefined ? [ladder.notice] : [];
  const target =
    file.metric.target === undefined || isAdaptive(file.method)
      ? []
      : [`"metric.target" has no effect with "${file.method}", all trials of which are known in advance`];
  const cap = file.run_cap === undefined && file.method !== 'grid' ? [noCap(file, ladder)] : [];
  const literal = isWandb ? literalMacros(file) : [];
  return [...notices, ...ignored, ...early, ...target, ...cap, ...twoSeeds(file), ...literal, ...exponentNotices(file)];
}

function noCap({ replicates = 1, cases }: FileWithGoals, normalized: NormalizedLadder): string {
  const ladder = 'ladder' in normalized ? normalized.ladder : undefined;
  const isTrial = ladder === undefined && replicates === 1 && cases === undefined;
  return `no "run_cap": ${usualCap(ladder)} ${isTrial ? 'trials' : 'configurations'}`;
}

/** A parameter named seed is not the seed of the trial, which is the same for all of them. */
function twoSeeds({ parameters, objective }: FileWithGoals): string[] {
  if (!Object.hasOwn(parameters, 'seed')) return [];
  const own = objective === undefined ? 'TUNE_SEED' : 'trial.rng()';
  return [
    `${seedNotice}; it does not change ${own}, which follows the "seed" of the sweep: use one of the two for random numbers`,
  ];
}

const seedNotice = 'the parameter seed is a param like any other';

/** True if a notice is about a parameter named seed. */
export const isSeedNotice = (notice: string): boolean => notice.startsWith(seedNotice);

/** Finds the classic slip with W&B's names: values given to a distribution that takes exponents. */
function exponentNotices(file: FileWithGoals): string[] {
  const slips = Object.entries(file.parameters).filter(
    ([, { distribution, min = 0, max = 0 }]) => distribution?.endsWith('log_uniform') === true && min > 0 && max <= 1,
  );
  return slips.map(
    ([name, { distribution, min, max }]) =>
      `${name}: ${distribution} takes exponents of e, and ${min} to ${max} look like values; ${distribution}_values takes values`,
  );
}
