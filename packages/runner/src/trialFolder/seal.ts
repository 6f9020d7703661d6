import { lstatSync } from 'node:fs';
import { join } from 'node:path';

import type { Seal, TrialRun } from '@nx-tune/sweep';

import { artifactsDir } from './artifactsDir.js';
import { artifactsDigest, checksumsOf, digestOf, sha256 } from './checksums.js';
import { type Fingerprint, listEntries } from './fingerprint.js';
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

/**
 * Says what in a trial's folder is not as the trial left it, besides `result.json`, which `readTrial` checks. `look` compares the number of its artifacts and their bytes,
 * `read` their contents. A folder of which it is not known how it was left has no problem.
 */
export function sealProblem(
  trialDir: string,
  { seal }: Pick<TrialRun, 'seal'>,
  how: 'look' | 'read',
): string | undefined {
  if (seal === undefined) return undefined;
  const curve = readIfThere(join(trialDir, 'curve.jsonl'));
  if ((curve === undefined ? undefined : sha256(curve)) !== seal.files['curve.jsonl'])
    return 'curve.jsonl is not what the trial wrote';
  if (seal.artifacts === undefined) return undefined;
  const isSame =
    how === 'look' ? looksSame(trialDir, seal.artifacts) : artifactsDigest(trialDir) === seal.artifacts.digest;
  return isSame ? undefined : 'its artifacts are not what the trial wrote';
}

function looksSame(trialDir: string, { files, bytes }: NonNullable<Seal['artifacts']>): boolean {
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
