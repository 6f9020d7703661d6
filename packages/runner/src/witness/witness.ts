import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { defined } from '@nx-tune/search/core';
import type { Undeclared } from '@nx-tune/sweep';

import { interpreterWords } from '../evaluate/command/macroContext.js';
import type { Evaluation } from '../model/evaluation.js';
import type { TrialTask } from '../model/trialTask.js';
import { createGuard, type Guard } from './guard.js';
import type { InputFiles } from './inputFiles.js';
import { createJudge, type Judge, undeclaredAmong } from './judgeSeen.js';
import { witnessLogVariable } from './logVariable.js';
import { readLog } from './readLog.js';
import { joinSeen, nothingSeen, type Seen } from './seen.js';

/** Finds out what the trials of a slice read, and whether their inputs stay as they were hashed. */
export interface Witness {
  /** The environment variable that makes the processes of one evaluation write into a log of its own. */
  envOf(task: TrialTask): Readonly<Record<string, string>>;
  /** Returns the reason why the result of an evaluation may depend on something else than its inputs; undefined if it cannot. */
  undeclared(task: TrialTask, evaluation: Evaluation, env: Readonly<Record<string, string>>): Undeclared | undefined;
  guardOf(task: TrialTask): Guard | undefined;
  close(): void;
}

/** Finds the inputs of a trial; undefined if nobody knows them. */
export type InputFilesOf = (task: TrialTask) => InputFiles | undefined;

interface Observed {
  readonly judge: Judge;
  readonly guard: Guard;
  /** The files that each thread read in its trials so far: a module is read once, and used by all later trials. */
  readonly ofThread: Map<number, Set<string>>;
}

/** Trials with the same digest of their inputs have the same inputs. */
export function createWitness(inputFilesOf: InputFilesOf): Witness {
  const observed = new Map<string, Observed | undefined>();
  const observe = (task: TrialTask): Observed | undefined => {
    const key = task.inputs ?? '';
    if (!observed.has(key)) observed.set(key, startObserving(inputFilesOf(task)));
    return observed.get(key);
  };
  let [logs, count]: [string | undefined, number] = [undefined, 0];
  const remove = (): void => void (logs !== undefined && rmSync(logs, { recursive: true, force: true }));
  process.once('exit', remove);
  return {
    envOf: () => {
      logs ??= mkdtempSync(join(tmpdir(), 'nx-tune-'));
      return { [witnessLogVariable]: join(logs, `${++count}.jsonl`) };
    },
    undeclared: (task, { seen = nothingSeen, thread }, env) => {
      const one = observe(task);
      if (one === undefined) return { files: [], unknown: 'it is not known which files are in its hash' };
      const log = readLog(env[witnessLogVariable] ?? '');
      const files = judgeAll(joinSeen([seen, log]), thread, one, task.trialDir);
      const unknown = whyUnknown(task, seen, log);
      return files.length === 0 && unknown === undefined ? undefined : { files, ...defined({ unknown }) };
    },
    guardOf: (task) => observe(task)?.guard,
    close: () => {
      remove();
      process.off('exit', remove);
    },
  };
}

function startObserving(inputs: InputFiles | undefined): Observed | undefined {
  return inputs && { guard: createGuard(inputs), judge: createJudge(inputs), ofThread: new Map() };
}

function judgeAll(seen: Seen, thread: number | undefined, { judge, ofThread }: Observed, trialDir: string): string[] {
  const found = undeclaredAmong(seen, judge, trialDir);
  const earlier = (thread === undefined ? undefined : ofThread.get(thread)) ?? new Set<string>();
  const all = new Set([...earlier, ...found]);
  if (thread !== undefined && found.length > 0) ofThread.set(thread, all);
  return [...all].sort();
}

/** A process of Node or Python that wrote no line was not watched, so nothing is known of what it read. */
function whyUnknown(task: TrialTask, seen: Seen, log: Seen): string | undefined {
  const blind = seen.blind ?? log.blind;
  if (blind !== undefined) return `what it reads could not be watched (${blind})`;
  const own = languageOf(task);
  const started = [...(own === undefined ? [] : [own]), ...log.started];
  const count = (kinds: readonly string[], kind: string): number => kinds.filter((one) => one === kind).length;
  const unwatched = (['node', 'python'] as const).find((kind) => count(started, kind) > count(log.watched, kind));
  return (
    unwatched &&
    `a process of ${unwatched === 'node' ? 'Node.js' : 'Python'} could not be watched, as with an empty environment or Python's -I, -E and -S`
  );
}

/** The language of a trial's own process, as far as its words show. */
function languageOf({ objective, isolation }: TrialTask): 'node' | 'python' | undefined {
  if (objective.kind === 'module') return isolation === 'process' ? 'node' : undefined;
  const [interpreter = ''] = interpreterWords({ objective, findCommand: () => undefined });
  const words = [objective.program ?? '', ...objective.command].map((word) =>
    word === '${interpreter}' ? interpreter : word,
  );
  if (words.some((word) => /(^|[\\/])python[\d.]*(\.exe)?$|\.py$/.test(word))) return 'python';
  return words.some((word) => /(^|[\\/])node(\.exe)?$/.test(word)) ? 'node' : undefined;
}
