import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';

import type { Seal, TrialRun } from '@nx-tune/sweep';

import { artifactsDir } from './artifactsDir.js';
import { artifactsDigest, checksumsOf, digestOf, sha256 } from './checksums.js';
import { type Fingerprint, folderStamp, listEntries } from './fingerprint.js';
import { readIfThere } from './readIfThere.js';

const artifactsPath = /^artifacts[\\/]/;

/** Seals what a trial left: its own files, whose texts are given, and its artifacts. */
export function sealOf(texts: { readonly [name: string]: string }, fingerprint: Fingerprint): Seal {
  const own = new Map(
    [...fingerprint].flatMap(([path, state]) =>
      artifactsPath.test(path) ? [[path.replace(artifactsPath, ''), state] as const] : [],
    ),
  );
  const sums = checksumsOf(own);
  const bytes = [...own.values()].reduce((sum, state) => sum + state.bytes, 0);
  return {
    files: Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, sha256(text)])),
    ...(sums === undefined ? {} : { artifacts: { files: own.size, bytes, digest: digestOf(sums) } }),
  };
}

/** Remembers with which contents artifacts were seen, so that only what has changed since then is read again. */
export interface SealMemory {
  /** True if the artifacts in a folder had this digest when they had this stamp. */
  has(trialDir: string, seen: SeenArtifacts): boolean;
  note(trialDir: string, seen: SeenArtifacts): void;
}

export interface SeenArtifacts {
  readonly digest: string;
  /** Changes with each write. */
  readonly stamp: string;
}

/**
 * The way in which artifacts are compared with what the trial left: `look` compares their number and bytes, `read` their
 * contents, and a memory the contents of those that are not as they were last seen.
 */
export type HowToCheck = 'look' | 'read' | SealMemory;

/**
 * Says what in a trial's folder is not as the trial left it, besides `result.json`, which `readTrial` checks. A folder of which it is
 * not known how it was left has no problem.
 */
export function sealProblem(trialDir: string, { seal }: Pick<TrialRun, 'seal'>, how: HowToCheck): string | undefined {
  if (seal === undefined) return undefined;
  if (!isSameCurve(join(trialDir, 'curve.jsonl'), seal.files['curve.jsonl']))
    return 'curve.jsonl is not what the trial wrote';
  if (seal.artifacts === undefined) return undefined;
  return isSame(trialDir, seal.artifacts, how) ? undefined : 'its artifacts are not what the trial wrote';
}

/** Most trials report nothing, and asking whether a file is there takes half the time of an attempt to read it. */
function isSameCurve(file: string, digest: string | undefined): boolean {
  if (digest === undefined) return !existsSync(file);
  const curve = readIfThere(file);
  return curve !== undefined && sha256(curve) === digest;
}

type Artifacts = NonNullable<Seal['artifacts']>;

function isSame(trialDir: string, left: Artifacts, how: HowToCheck): boolean {
  if (how === 'read') return artifactsDigest(trialDir) === left.digest;
  if (!looksSame(trialDir, left)) return false;
  return how === 'look' || left.files === 0 || isSameAsSeen(trialDir, left, how);
}

function isSameAsSeen(trialDir: string, { digest }: Artifacts, memory: SealMemory): boolean {
  // In this order: what is written between the two changes the stamp.
  const found = folderStamp(artifactsDir(trialDir));
  if (found !== undefined && memory.has(trialDir, { digest, stamp: found.stamp })) return true;
  if (artifactsDigest(trialDir) !== digest) return false;
  if (found?.isSettled === true) memory.note(trialDir, { digest, stamp: found.stamp });
  return true;
}

function looksSame(trialDir: string, { files, bytes }: Artifacts): boolean {
  const folder = artifactsDir(trialDir);
  try {
    const entries = listEntries(folder);
    return (
      entries.length === files && entries.reduce((sum, path) => sum + lstatSync(join(folder, path)).size, 0) === bytes
    );
  } catch {
    return files === 0;
  }
}
