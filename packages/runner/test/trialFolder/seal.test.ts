import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { takeFingerprint } from '../../src/trialFolder/fingerprint.js';
import { type SealMemory, sealOf, sealProblem } from '../../src/trialFolder/seal.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const parent = temporaryFolder();
const changed = 'its artifacts are not what the trial wrote';
/** Longer than a tick of the clock of a file system. */
const tickMs = 150;

interface Left {
  readonly trialDir: string;
  readonly file: string;
  readonly run: Parameters<typeof sealProblem>[1];
}

function trialThatLeft(text: string): Left {
  const trialDir = mkdtempSync(join(parent, 'trial-'));
  const file = join(trialDir, 'artifacts', 'weights.bin');
  mkdirSync(join(trialDir, 'artifacts'));
  writeFileSync(file, text);
  return { trialDir, file, run: { seal: sealOf({}, takeFingerprint(trialDir)) } };
}

/** A memory that counts what was read. */
function countingMemory(): SealMemory & { readonly seen: Set<string>; notes: number } {
  const seen = new Set<string>();
  const memory = {
    seen,
    notes: 0,
    has: (dir: string, { digest, stamp }: { digest: string; stamp: string }) => seen.has(`${dir} ${digest} ${stamp}`),
    note: (dir: string, { digest, stamp }: { digest: string; stamp: string }) => {
      memory.notes++;
      seen.add(`${dir} ${digest} ${stamp}`);
    },
  };
  return memory;
}

test('a change of equal size is found with a memory, also under the old time, and what has not changed is read once', async () => {
  const { trialDir, file, run } = trialThatLeft('weights');
  const memory = countingMemory();
  await setTimeout(tickMs);
  for (let looks = 0; looks < 3; looks++) expect(sealProblem(trialDir, run, memory)).toBeUndefined();
  expect(memory.notes).toBe(1);
  utimesSync(file, new Date(1e12), new Date(1e12));
  writeFileSync(file, 'weightz');
  utimesSync(file, new Date(1e12), new Date(1e12));
  expect(sealProblem(trialDir, run, memory)).toBe(changed);
  expect(sealProblem(trialDir, run, 'look')).toBeUndefined();
  expect(sealProblem(trialDir, run, 'read')).toBe(changed);
  writeFileSync(file, 'weights');
  expect(sealProblem(trialDir, run, memory)).toBeUndefined();
});

test('a file that was written a moment ago is read again, since a second write within a tick would not change its stamp', () => {
  const { trialDir, file, run } = trialThatLeft('weights');
  const memory = countingMemory();
  writeFileSync(file, 'weights');
  expect(sealProblem(trialDir, run, memory)).toBeUndefined();
  expect(memory.notes).toBe(0);
  writeFileSync(file, 'weightz');
  expect(sealProblem(trialDir, run, memory)).toBe(changed);
});

test.each(['look', 'read', countingMemory()] as const)(
  'files that are gone, and others, however it is checked',
  (how) => {
    const { trialDir, file, run } = trialThatLeft('weights');
    writeFileSync(`${file}.more`, '');
    expect(sealProblem(trialDir, run, how)).toBe(changed);
    rmSync(join(trialDir, 'artifacts'), { recursive: true });
    expect(sealProblem(trialDir, run, how)).toBe(changed);
  },
);

test('a curve is what the trial wrote, and none is there if it wrote none', () => {
  const { trialDir, run } = trialThatLeft('weights');
  const curve = join(trialDir, 'curve.jsonl');
  const text = '{"step":1,"metrics":{"loss":2}}\n';
  const reported = { seal: sealOf({ 'curve.jsonl': text }, takeFingerprint(trialDir)) };
  const problem = 'curve.jsonl is not what the trial wrote';
  expect(sealProblem(trialDir, reported, 'look')).toBe(problem);
  writeFileSync(curve, text);
  expect(sealProblem(trialDir, reported, 'look')).toBeUndefined();
  expect(sealProblem(trialDir, run, 'look')).toBe(problem);
  writeFileSync(curve, '');
  expect(sealProblem(trialDir, reported, 'look')).toBe(problem);
  expect(sealProblem(trialDir, run, 'look')).toBe(problem);
});
