import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { artifactsDigest } from '@nx-tune/runner';
import { canonicalJsonText, type JsonObject } from '@nx-tune/search';
import { judgeRung, type TrialSettings } from '@nx-tune/sweep';
import type { PromiseExecutor } from '@nx/devkit';
import writeFileAtomic from 'write-file-atomic';

import { outputFolder } from '../../constants.js';
import { dryRunId } from '../../run/dryRun.js';
import { passedOver } from '../../run/passedOver.js';
import { readSelfConsistent } from '../../study/availableResults.js';
import type { PromotionTicket } from '../../study/promotionTicket.js';
import { readText } from '../../study/readText.js';
import { nodeOf, ownerRoot } from '../trial/trialTask.js';

/** The options of a `promote` target: see `schemas/promote.json`. */
export interface PromoteOptions {
  /** A `Judgement` or a `Union`, as canonical JSON. */
  readonly promotion: string;
  readonly version: number;
}

/** Which trials of a rung go on. Paths are relative to the project's `.tune`. */
export interface Judgement extends TrialSettings {
  /** How many go on. */
  readonly size: number;
  readonly candidates: readonly {
    readonly folder: string;
    /** The decision by which the trial itself was let go on, where it continues another. */
    readonly started?: string;
    /** To be written into the task's own folder, if it is promoted. */
    readonly decision: string;
    /** The same, where no other sweep decides of it. */
    readonly gate?: string;
  }[];
}

/** Promotions of several sweeps that decide of the same trials: what one of them lets go on goes on. */
export interface Union {
  readonly union: readonly string[];
  readonly gates: readonly { readonly decision: string; readonly gate: string }[];
}

/** Judges a rung, and writes a file for each trial that goes on. */
export const promoteTrials: PromiseExecutor<PromoteOptions> = ({ promotion }, context) => {
  const { root, projectGraph, projectName = '' } = context;
  const own = nodeOf(projectGraph, projectName).data.root;
  const place = { tuneDir: join(root, ownerRoot(own), outputFolder), own: join(root, own) };
  const wanted = JSON.parse(promotion) as Judgement | Union;
  if (isPassedOver(wanted, place)) return Promise.resolve({ success: true });
  rmSync(place.own, { recursive: true, force: true });
  mkdirSync(place.own, { recursive: true });
  const problems = 'union' in wanted ? unite(wanted, place) : judge(wanted, place);
  if (problems.length > 0) process.stderr.write(`\n${problems.join('\n')}\n`);
  return Promise.resolve({ success: problems.length === 0 });
};

/** In a dry run there may be no results to judge. */
function isPassedOver(wanted: Judgement | Union, { tuneDir }: Place): boolean {
  const dryRun = dryRunId();
  if (dryRun === undefined) return false;
  const folders = passedOver(tuneDir, dryRun);
  return 'union' in wanted ? folders.size > 0 : wanted.candidates.some(({ folder }) => folders.has(folder));
}

interface Place {
  /** Absolute path of the project's `.tune`. */
  readonly tuneDir: string;
  /** Absolute path of the task's own folder. */
  readonly own: string;
}

function unite({ union, gates }: Union, { tuneDir }: Place): string[] {
  for (const { decision, gate } of gates) {
    const texts = union.flatMap((promotion) => readText(join(tuneDir, promotion, decision)) ?? []);
    open(join(tuneDir, gate), texts[0]);
  }
  return [];
}

/** What an earlier run let go on does so no longer. */
function open(gate: string, text: string | undefined): void {
  mkdirSync(dirname(gate), { recursive: true });
  if (text === undefined) rmSync(gate, { force: true });
  else writeFileAtomic.sync(gate, text);
}

function judge({ candidates, size, ...search }: Judgement, { tuneDir, own }: Place): string[] {
  const racing = candidates.filter(({ started }) => started === undefined || existsSync(join(tuneDir, started)));
  const read = racing.map((candidate) => ({
    ...candidate,
    record: readSelfConsistent(join(tuneDir, candidate.folder), search),
  }));
  const known = read.flatMap(({ record, ...candidate }) =>
    record.kind === 'known' ? [{ ...candidate, result: record.result }] : [],
  );
  const unknown = read.flatMap(({ folder, record }) =>
    record.kind === 'known'
      ? []
      : [
          `${outputFolder}/${folder}/result.json cannot be compared with the others: ${record.kind === 'missing' ? 'it does not exist' : record.why}.`,
        ],
  );
  if (unknown.length > 0) return unknown;
  const promoted = judgeRung(
    known.map(({ result }) => result),
    size,
    search.metric,
  );
  const decisions = new Map<string, PromotionTicket>();
  for (const index of promoted) {
    const { folder, decision, result } = known[index] as (typeof known)[number];
    const digest = artifactsDigest(join(tuneDir, folder));
    if (digest === undefined)
      return [
        `${outputFolder}/${folder}/artifacts cannot be continued: it holds something that is neither a file nor a folder.`,
      ];
    decisions.set(decision, { schemaVersion: 1, continues: result.id, params: result.params, folder, digest });
  }
  for (const { decision, gate } of candidates) {
    const found = decisions.get(decision);
    const text = found && canonicalJsonText(found as unknown as JsonObject);
    if (text !== undefined) writeFileAtomic.sync(join(own, decision), text);
    if (gate !== undefined) open(join(tuneDir, gate), text);
  }
  return [];
}
