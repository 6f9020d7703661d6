import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { artifactsDigest } from '@nx-tune/runner';
import { judgeRung, type Metric, resultFor, type TrialResult, type TrialSettings } from '@nx-tune/sweep';
import type { PromiseExecutor } from '@nx/devkit';

import { complain } from '../../escape/complain.js';
import { outputFolder } from '../../constants.js';
import { atWork } from '../../run/remote/work.js';
import { dryRunId } from '../../run/dryRun.js';
import { passedOver } from '../../run/passedOver.js';
import type { Choice, Judgement, RaceJudgement, ReplicatesJudgement, Union } from '../../study/promotionOptions.js';
import { formatTicket, type PromotionTicket, readTicket } from '../../study/promotionTicket.js';
import { readSelfConsistent } from '../../study/readSelfConsistent.js';
import { readSettled } from '../../study/readSettled.js';
import { replaceFiles } from '../../study/replaceFiles.js';
import { gatesFolder } from '../../study/trialFolder.js';
import { healNeeded } from '../heal/healNeeded.js';
import { nodeOf, projectRootOf } from '../trial/trialTask.js';
import { chooseBest } from './chooseBest.js';
import { type JudgedTrials, judgedTrials } from './judgedTrials.js';
import { absent, type Decided, decidedBy, incomparable, type Undecided } from './decided.js';
import { judgeReplicates } from './judgeReplicates.js';
import { judgeRound } from './judgeRound.js';
import { writeDerived } from '../../study/writeDerived.js';

/** The options of a `promote` target: see `schemas/promote.json`. */
export interface PromoteOptions {
  /** A `Judgement`, a `Choice`, a `RaceJudgement`, a `ReplicatesJudgement` or a `Union`, as canonical JSON. */
  readonly promotion: string;
  readonly version: number;
}

type Wanted = Judgement | Choice | RaceJudgement | ReplicatesJudgement | Union;

/** Judges a rung or all configurations, and writes for each trial that may go on its ticket, or that it has none. */
export const promoteTrials: PromiseExecutor<PromoteOptions> = atWork(async ({ promotion }, context) => {
  const { root, projectGraph, projectName = '' } = context;
  const own = nodeOf(projectGraph, projectName).data.root;
  const tuneDir = join(root, projectRootOf(own), outputFolder);
  const wanted = JSON.parse(promotion) as Wanted;
  if (isPassedOver(wanted, tuneDir)) return { success: true };
  const judged = judgedTrials(context, projectRootOf(own));
  const decideNow = () => decide(wanted, tuneDir, judged);
  const healed = [await healNeeded(context, 'look')];
  let decided = await readSettled(decideNow, (found) => 'problems' in found);
  if ('problems' in decided) {
    healed.push(await healNeeded(context, 'read'));
    decided = decideNow();
  }
  for (const note of healed.flatMap(({ notes }) => notes)) process.stdout.write(`Note: ${note}\n`);
  if ('problems' in decided) {
    complain(`\n${[...healed.flatMap((one) => one.problems), ...decided.problems].join('\n')}\n`);
    return { success: false };
  }
  replaceFiles(join(root, own), decided.decisions);
  mkdirSync(join(tuneDir, gatesFolder), { recursive: true });
  for (const [gate, text] of decided.gates) writeDerived(join(tuneDir, gate), text);
  return { success: true };
});

/** True if this is a dry run that has no results to judge. */
function isPassedOver(wanted: Wanted, tuneDir: string): boolean {
  const dryRun = dryRunId();
  if (dryRun === undefined) return false;
  const folders = passedOver(tuneDir, dryRun);
  return 'union' in wanted || 'race' in wanted || 'auto' in wanted
    ? folders.size > 0
    : foldersOf(wanted).some((folder) => folders.has(folder));
}

const foldersOf = (wanted: Judgement | Choice): string[] =>
  'top' in wanted
    ? wanted.candidates.flatMap(({ evaluations }) => evaluations.map(({ folder }) => folder))
    : wanted.candidates.map(({ folder }) => folder);

function decide(wanted: Wanted, tuneDir: string, judged: JudgedTrials): Decided | Undecided {
  if ('race' in wanted) return judgeRound(wanted, tuneDir);
  if ('auto' in wanted) return judgeReplicates(wanted, tuneDir, judged);
  if ('union' in wanted) return unite(wanted, tuneDir);
  return 'top' in wanted ? chooseBest(wanted, tuneDir, judged) : judge(wanted, tuneDir, judged);
}

function unite({ union, gates }: Union, tuneDir: string): Decided | Undecided {
  const problems: string[] = [];
  const united = gates.map(({ decision, gate }): [string, string] => {
    const tickets = union.map((promotion) => {
      const ticket = readTicket(join(tuneDir, promotion, decision));
      if (ticket === undefined) problems.push(absent(`${promotion}/${decision}`));
      return ticket;
    });
    return [gate, formatTicket(tickets.find((ticket) => ticket !== null))];
  });
  return problems.length > 0 ? { problems } : { decisions: new Map(), gates: new Map(united) };
}

type Candidate = Judgement['candidates'][number];

interface Finished extends Candidate {
  readonly result: TrialResult;
  /** The digest of the artifacts when the trial ended, if it is known. */
  readonly left: string | undefined;
}

/** Decides on the tickets of one rung, or says why the rung cannot be judged. */
function judge(
  { candidates, size, ...search }: Judgement,
  tuneDir: string,
  { isLeftOut }: JudgedTrials,
): Decided | Undecided {
  const started = candidates.map((candidate) =>
    candidate.started === undefined ? true : readTicket(join(tuneDir, candidate.started)),
  );
  const unknown = candidates.flatMap(({ started: file }, index) =>
    file !== undefined && started[index] === undefined ? absent(file) : [],
  );
  if (unknown.length > 0) return { problems: unknown };
  const racing = candidates.filter(({ folder }, index) => started[index] !== null && !isLeftOut(folder));
  const read = readCandidates(racing, search, tuneDir);
  if ('problems' in read) return read;
  const results = read.finished.map(({ result }) => result);
  const tickets = new Map<string, PromotionTicket>();
  for (const index of judgeRung(results, size, search.metric)) {
    const { folder, decision, result, left } = read.finished[index] as (typeof read.finished)[number];
    const digest = artifactsDigest(join(tuneDir, folder));
    if (digest === undefined) return { problems: [unlike(folder)] };
    if (digest !== (left ?? digest)) return { problems: [changed(folder)] };
    tickets.set(decision, { schemaVersion: 1, continues: result.id, params: result.params, folder, digest });
  }
  return decidedBy(candidates, ({ decision }) => formatTicket(tickets.get(decision)));
}

const unlike = (folder: string): string =>
  `${outputFolder}/${folder}/artifacts cannot be continued: it holds something that is neither a file nor a folder.`;

const changed = (folder: string): string =>
  `${outputFolder}/${folder}/artifacts cannot be continued: they are not what the trial wrote.`;

/** The candidates with their results, or a message for each result that cannot be compared. */
function readCandidates(
  candidates: readonly Candidate[],
  search: TrialSettings & { readonly metric: Metric },
  tuneDir: string,
): { readonly finished: readonly Finished[] } | Undecided {
  const read = candidates.map((candidate) => ({
    ...candidate,
    record: readSelfConsistent(join(tuneDir, candidate.folder), search),
  }));
  const problems = read.flatMap(({ folder, record }) => (record.kind === 'known' ? [] : incomparable(folder, record)));
  if (problems.length > 0) return { problems };
  return {
    finished: read.flatMap(({ record, ...candidate }) =>
      record.kind === 'known'
        ? [{ ...candidate, result: resultFor(search.metric, record.result), left: record.run?.seal?.artifacts?.digest }]
        : [],
    ),
  };
}
