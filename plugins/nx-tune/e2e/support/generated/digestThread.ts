import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { workerData } from 'node:worker_threads';

import { type DigestPipes, endOfDigests } from './digests.js';

/** Answers one program after another, until it is told to end. */
function serve({ programs, answers, node }: DigestPipes): void {
  for (let isFirst = true; ; isFirst = false) {
    const program = fs.readFileSync(programs, 'utf8');
    if (program === endOfDigests) return;
    const answer = String(runInNewContext(program, { crypto, fs, path, Buffer }));
    if (isFirst) assertAlike(node, program, answer);
    fs.writeFileSync(answers, `${answer}\n`);
  }
}

/** A process and this thread give the same answer. */
function assertAlike(node: string, program: string, answer: string): void {
  const { stdout } = spawnSync(node, ['-p', program], { encoding: 'utf8' });
  if (stdout !== `${answer}\n`) throw new Error(`Internal error: a process answers ${stdout}, a thread ${answer}`);
}

try {
  serve(workerData as DigestPipes);
} catch (error) {
  // The main thread waits for an answer, and would do so for ever.
  fs.writeSync(2, `${(error as Error).stack}\n`);
  process.kill(process.pid, 'SIGKILL');
}
