import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { artifactsDigest } from '@nx-tune/runner';
import { canonicalJsonText } from '@nx-tune/search';
import { judgeRung, type TrialResult, type TrialSettings } from '@nx-tune/sweep';
import type { PromiseExecutor } from '@nx/devkit';
import writeFileAtomic from 'write-file-atomic';

import { complain } from '../../escape/complain.js';
import { outputFolder } from '../../constants.js';
import { dryRunId } from '../../run/dryRun.js';
import { passedOver } from '../../run/passedOver.js';
import type { Judgement, Union } from '../../study/promotionOptions.js';
import type { PromotionTicket } from '../../study/promotionTicket.js';
import { readSelfConsistent } from '../../study/readSelfConsistent.js';
import { readText } from '../../study/readText.js';
import { nodeOf, projectRootOf } from '../trial/trialTask.js';

/** The options of a `promote` target: see `schemas/promote.json`. */
export interface PromoteOptions {
  /** A `Judgement` or a `Union`, as canonical JSON. */
  readonly promotion: string;
  readonly version: number;
}

/** Judges a rung, and writes a ticket for each trial that is promoted. */
export const promoteTrials: PromiseExecutor<PromoteOptions> = ({ promotion }, context) => {
  const { root, projectGraph, projectName = '' } = context;
  const own = nodeOf(projectGraph, projectName).data.root;
  const folders = { tuneDir: join(root, projectRootOf(own), outputFolder), own: join(root, own) };
  const wanted = JSON.parse(promotion) as Judgement | Union;
  if (isPassedOver(wanted, folders)) return Promise.resolve({ success: true });
  rmSync(folders.own, { recursive: true, force: true });
  mkdirSync(folders.own, { recursive: true });
  const problems = 'union' in wanted ? unite(wanted, folders) : judge(wanted, folders);
  if (problems.length > 0) complain(`\n${problems.join('\n')}\n`);
  return Promise.resolve({ success: problems.length === 0 });
};

/** Whether this is a dry run that has no results to judge. */
function isPassedOver(wanted: Judgement | Union, { tuneDir }: PromotionFolders): boolean {
  const dryRun = dryRunId();
  if (dryRun === undefined) return false;
  const folders = passedOver(tuneDir, dryRun);
  return 'union' in wanted ? folders.size > 0 : wanted.candidates.some(({ folder }) => folders.has(folder));
}

interface PromotionFolders {
  /** Absolute path of the project's `.tune`. */
  readonly tuneDir: string;
  /** Absolute path of the task's own folder. */
  readonly own: string;
}

function unite({ union, gates }: Union, { tuneDir }: PromotionFolders): string[] {
  for (const { decision: ownTicket, gate: ticket } of gates) {
    const texts = union.flatMap((promotion) => readText(join(tuneDir, promotion, ownTicket)) ?? []);
    writeTicket(join(tuneDir, ticket), texts[0]);
  }
  return [];
}

/** Writes a ticket, or removes the one that an earlier run left. */
function writeTicket(file: string, text: string | undefined): void {
  mkdirSync(dirname(file), { recursive: true });
  if (text === undefined) rmSync(file, { force: true });
  else writeFileAtomic.sync(file, text);
}

type Candidate = Judgement['candidates'][number];

/** Writes the tickets of one rung, or says why the rung cannot be judged. */
function judge({ candidates, size, ...search }: Judgement, { tuneDir, own }: PromotionFolders): string[] {
  const racing = candidates.filter(({ started }) => started === undefined || existsSync(join(tuneDir, started)));
  const read = readCandidates(racing, search, tuneDir);
  if ('problems' in read) return read.problems;
  const results = read.finished.map(({ result }) => result);
  const tickets = new Map<string, PromotionTicket>();
  for (const index of judgeRung(results, size, search.metric)) {
    const { folder, decision, result } = read.finished[index] as (typeof read.finished)[number];
    const digest = artifactsDigest(join(tuneDir, folder));
    if (digest === undefined)
      return [
        `${outputFolder}/${folder}/artifacts cannot be continued: it holds something that is neither a file nor a folder.`,
      ];
    tickets.set(decision, { schemaVersion: 1, continues: result.id, params: result.params, folder, digest });
  }
  for (const { decision: ownTicket, gate: sharedTicket } of candidates) {
    const ticket = tickets.get(ownTicket);
    const text = ticket && canonicalJsonText(ticket);
    if (text !== undefined) writeFileAtomic.sync(join(own, ownTicket), text);
    if (sharedTicket !== undefined) writeTicket(join(tuneDir, sharedTicket), text);
  }
  return [];
}

/** The candidates with their results, or a message for each result that cannot be compared. */
function readCandidates(
  candidates: readonly Candidate[],
  search: TrialSettings,
  tuneDir: string,
): { readonly finished: readonly (Candidate & { readonly result: TrialResult })[] } | { readonly problems: string[] } {
  const read = candidates.map((candidate) => ({
    ...candidate,
    record: readSelfConsistent(join(tuneDir, candidate.folder), search),
  }));
  const problems = read.flatMap(({ folder, record }) =>
    record.kind === 'known'
      ? []
      : `${outputFolder}/${folder}/result.json cannot be compared with the others: ${record.kind === 'missing' ? 'it does not exist' : record.why}.`,
  );
  if (problems.length > 0) return { problems };
  return {
    finished: read.flatMap(({ record, ...candidate }) =>
      record.kind === 'known' ? [{ ...candidate, result: record.result }] : [],
    ),
  };
}
