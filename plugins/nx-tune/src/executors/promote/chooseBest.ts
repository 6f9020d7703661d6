import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { canonicalJson } from '@nx-tune/search';
import { chooseTop, type Metric, resultFor, type TrialResult, type TrialSettings } from '@nx-tune/sweep';

import { outputFolder } from '../../constants.js';
import type { Choice, JudgedEvaluation } from '../../study/promotionOptions.js';
import { formatTicket, readTicket } from '../../study/promotionTicket.js';
import { readSelfConsistent } from '../../study/readSelfConsistent.js';
import type { JudgedTrials } from './judgedTrials.js';
import { absent, type Decided, decidedBy, incomparable, type Undecided } from './decided.js';

type Candidate = Choice['candidates'][number];

/**
 * Decides which configurations are run more often, or says why they cannot be compared. None is if `fail_fast`, which makes
 * `mayBeMissing` true, has kept trials from starting: the next run starts them.
 */
export function chooseBest(
  { candidates, top, ...search }: Choice,
  tuneDir: string,
  { isLeftOut, mayBeMissing }: JudgedTrials,
): Decided | Undecided {
  const problems: string[] = [];
  const started = candidates.filter(({ evaluations }) =>
    evaluations.every((one) => isStarted(one, tuneDir, problems) && !isLeftOut(one.folder)),
  );
  const isMissing = started.some(({ evaluations }) => evaluations.some(({ folder }) => !hasResult(tuneDir, folder)));
  if (isMissing && mayBeMissing()) return decidedBy(candidates, () => formatTicket(null));
  const judged = started.flatMap((candidate) => {
    const evaluations = resultsOf(candidate, search, tuneDir, problems);
    const [first] = evaluations;
    return first === undefined ? [] : [{ candidate, params: first.params, evaluations }];
  });
  if (problems.length > 0) return { problems };
  const params = new Map(
    chooseTop(judged, top, search).flatMap((index) => {
      const chosen = judged[index];
      return chosen === undefined ? [] : [[chosen.candidate, chosen.params] as const];
    }),
  );
  return decidedBy(candidates, (candidate) => {
    const own = params.get(candidate);
    return formatTicket(own && { schemaVersion: 1, params: own });
  });
}

const hasResult = (tuneDir: string, folder: string): boolean => existsSync(join(tuneDir, folder, 'result.json'));

/** The results of a configuration. */
function resultsOf(
  { evaluations }: Candidate,
  search: TrialSettings & { readonly metric: Metric },
  tuneDir: string,
  problems: string[],
): readonly TrialResult[] {
  const results = evaluations.flatMap(({ folder }) => {
    const record = readSelfConsistent(join(tuneDir, folder), search);
    if (record.kind === 'known') return resultFor(search.metric, record.result);
    problems.push(incomparable(folder, record));
    return [];
  });
  const differs = results.findIndex(({ params }) => canonicalJson(params) !== canonicalJson(results[0]?.params ?? {}));
  if (differs > 0)
    problems.push(
      `${outputFolder}/${evaluations[differs]?.folder} and ${evaluations[0]?.folder} have different params.`,
    );
  return results;
}

/** True if a trial that continues another was promoted. */
function isStarted({ started }: JudgedEvaluation, tuneDir: string, problems: string[]): boolean {
  if (started === undefined) return true;
  const ticket = readTicket(join(tuneDir, started));
  if (ticket === undefined) problems.push(absent(started));
  return ticket !== undefined && ticket !== null;
}
