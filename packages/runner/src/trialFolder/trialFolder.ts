import { cpSync, lstatSync, mkdirSync, rmdirSync, rmSync } from 'node:fs';
import { arch, availableParallelism, platform } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { canonicalJson, canonicalJsonText, defined } from '@nx-tune/search/core';
import type { Seal, StoredResult, TrialRun, Undeclared } from '@nx-tune/sweep';

import { folderDigest, sha256 } from './checksums.js';
import { artifactsDir, checkpointDir } from './artifactsDir.js';
import type { TrialTask } from '../model/trialTask.js';
import type { Evaluation } from '../model/evaluation.js';
import { fileState, type Fingerprint, takeFingerprint } from './fingerprint.js';
import { namesIn } from './namesIn.js';
import { relativePaths } from './relativePaths.js';
import { sealOf } from './seal.js';
import { writeWhole } from './writeWhole.js';

/**
 * Empties a trial's folder, so that nothing from an earlier execution can be mistaken for this one's. A link in its place
 * is replaced, not followed: `resolve` removes a trailing slash, which would make `rmSync` follow it.
 */
export function prepareTrialFolder(task: TrialTask): void {
  removeTrial(task);
  mkdirSync(task.trialDir, { recursive: true });
}

/**
 * The number of times that a checkpoint is copied again if it is not what was promoted: another run may be restoring it at this
 * moment.
 */
const mostCopies = 20;
const copyAgainMs = 100;

/**
 * Copies the artifacts of the trial that a trial continues, so that it cannot change those of another. Throws if they changed
 * since the promotion.
 */
export async function copyCheckpoint(task: TrialTask): Promise<void> {
  if (task.continues === undefined) return;
  const { id, trialDir, digest } = task.continues;
  for (let copies = 1; !copyIfWhole(artifactsDir(trialDir), checkpointDir(task.trialDir), digest); copies++) {
    if (copies === mostCopies)
      throw new Error(
        `the artifacts of trial ${id}, which this one continues, have changed since it was promoted. Run the sweep again.`,
      );
    await setTimeout(copyAgainMs);
  }
}

/** Returns whether the copy is what was promoted. */
function copyIfWhole(from: string, to: string, digest: string): boolean {
  try {
    rmSync(to, { recursive: true, force: true });
    mkdirSync(to);
    if (isThere(from)) cpSync(from, to, { recursive: true });
    return folderDigest(to) === digest;
  } catch {
    return false;
  }
}

export function removeTrial(task: TrialTask): void {
  const folder = resolve(task.trialDir);
  if (isThere(folder)) rmSync(folder, { recursive: true, force: true });
}

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** Facts of one execution that are not part of its result. */
export interface Execution {
  readonly runId: string;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly versions: { readonly [name: string]: string };
  /** The reason why the result may depend on something that is not in its hash. */
  readonly undeclared?: Undeclared;
}

/** A trial's result, and what its folder held when it was written. */
export interface WrittenTrial {
  readonly result: StoredResult;
  /** The texts of the files that nx-tune itself wrote, by their names. */
  readonly texts: { readonly [name: string]: string };
  readonly fingerprint: Fingerprint;
}

/** The files that nx-tune itself writes into a trial's folder, in this order. */
export const recordFiles: readonly string[] = ['curve.jsonl', 'run.json', 'result.json'];

/** Writes a trial's files. Each appears whole or not at all, and `result.json` last: if it exists, so do the others. */
export function writeTrial(task: TrialTask, evaluation: Evaluation, execution: Execution): WrittenTrial {
  const { trialDir } = task;
  const result = toResult(task, evaluation);
  for (const name of namesIn(trialDir)) removeExtra(join(trialDir, name), trialDir);
  const left = takeFingerprint(trialDir);
  const curve = evaluation.curve.map((point) => `${canonicalJson(point)}\n`).join('');
  const results = { ...(curve === '' ? {} : { 'curve.jsonl': curve }), 'result.json': canonicalJsonText(result) };
  const run = toRun(task, evaluation, execution, sealOf(results, left));
  const { 'result.json': last, ...others } = results;
  const texts = { ...others, 'run.json': canonicalJsonText(run), 'result.json': last };
  return { result, texts, fingerprint: new Map([...left, ...writeTexts(trialDir, texts)]) };
}

/**
 * Removes what does not belong to a result: the checkpoint that a trial continued, a curve that it wrote itself, and an empty
 * folder of artifacts.
 */
function removeExtra(path: string, trialDir: string): void {
  if (path === artifactsDir(trialDir)) removeIfEmpty(path);
  else if (path === checkpointDir(trialDir) || path === join(trialDir, 'curve.jsonl'))
    rmSync(path, { recursive: true, force: true });
}

/** A trial that wrote nothing leaves no folder: Nx would store and restore it. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It is not empty, or not a folder.
  }
}

/** Writes files, in this order, and returns their states. */
export function writeTexts(folder: string, texts: WrittenTrial['texts']): Fingerprint {
  return new Map(
    Object.entries(texts).map(([name, text]) => {
      writeWhole(join(folder, name), text);
      return [name, fileState(folder, name, sha256(text))];
    }),
  );
}

/** Returns the part of an evaluation that is the same wherever it is computed. */
export function toResult(task: TrialTask, evaluation: Evaluation): StoredResult {
  const { id, params, seed, budget, continues, replicate, case: on, projectDir } = task;
  const { outcome, metrics, value } = evaluation;
  const portable =
    outcome.kind === 'failed' ? { ...outcome, error: relativePaths(outcome.error, projectDir) } : outcome;
  const place = defined({ budget, continues: continues?.id, replicate, case: on });
  return { schemaVersion: 1, id, params, seed, ...place, outcome: portable, metrics, ...defined({ value }) };
}

function toRun(
  { inputs, onCrash }: TrialTask,
  evaluation: Evaluation,
  { runId, startedAt, durationMs, versions, undeclared }: Execution,
  seal: Seal,
): TrialRun {
  return {
    schemaVersion: 1,
    runId,
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(durationMs),
    ...defined({
      cpuMs: evaluation.cpuMs === undefined ? undefined : Math.round(evaluation.cpuMs),
      peakMemoryBytes: evaluation.peakMemoryBytes,
      inputs,
      undeclared,
    }),
    versions: { node: process.versions.node, ...versions },
    machine: { platform: platform(), arch: arch(), cores: availableParallelism() },
    ...(onCrash === 'record' ? { onCrash } : {}),
    seal,
  };
}
