import { join } from 'node:path';

import { canonicalJsonText } from '@nx-tune/search';
import { chooseReplicates, isWithoutNoise, resultFor, type TrialResult } from '@nx-tune/sweep';

import type { ReplicatesJudgement } from '../../study/promotionOptions.js';
import { readSelfConsistent } from '../../study/readSelfConsistent.js';
import { type Decided, incomparable, type Undecided } from './decided.js';
import type { JudgedTrials } from './judgedTrials.js';

/**
 * Decides which replicates are run. If the first configuration has no noise, nothing is read of the others, since these have no second replicate.
 * None is run further if `fail_fast` has kept trials from starting.
 */
export function judgeReplicates(
  wanted: ReplicatesJudgement,
  tuneDir: string,
  { isLeftOut, mayBeMissing }: JudgedTrials,
): Decided | Undecided {
  const { auto, pilots, gates } = wanted;
  const problems: string[] = [];
  const resultsOf = (folders: readonly string[]): readonly TrialResult[] =>
    folders.flatMap((folder) => (isLeftOut(folder) ? [] : readResult(folder, wanted, tuneDir, problems)));
  const [first = [], ...others] = pilots;
  const seen = resultsOf(first);
  const isSure = problems.length === 0 && isWithoutNoise(seen, wanted);
  const judged = isSure || auto === 'seed' ? [seen] : [seen, ...others.map(resultsOf)];
  if (problems.length > 0 && !mayBeMissing()) return { problems };
  const count =
    problems.length > 0 ? 0 : auto === 'seed' ? (isSure ? 1 : 2) : chooseReplicates(judged, wanted).replicates;
  return {
    decisions: new Map(),
    gates: new Map(
      gates.map(({ replicate, gate }) => [gate, canonicalJsonText(replicate < count ? { schemaVersion: 1 } : null)]),
    ),
  };
}

function readResult(
  folder: string,
  { metric, ...search }: ReplicatesJudgement,
  tuneDir: string,
  problems: string[],
): TrialResult[] {
  const record = readSelfConsistent(join(tuneDir, folder), search);
  if (record.kind === 'known') return [resultFor(metric, record.result)];
  problems.push(incomparable(folder, record));
  return [];
}
