import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';

import type { Seen } from '../../../../../packages/runner/src/witness/seen.js';
import { commandOf } from './derivedFiles.js';
import { type Subject, tokenPattern, type World } from './world.js';

/** The tokens of all that an objective loaded and read, sorted; undefined if it crashed. */
export type Value = readonly string[] | undefined;

/** The values of subjects, by their names. */
export type Values = ReadonlyMap<string, Value>;

/** A run of an objective, and what the witness saw. */
export interface Run {
  readonly value: Value;
  readonly seen?: Seen;
  /** The file into which its processes wrote what they read. */
  readonly log: string;
}

/** The runs of subjects, by their names. */
export type Runs = ReadonlyMap<string, Run>;

/** Modules to be run in a new thread. */
export interface ThreadTask {
  readonly runner: string;
  readonly modules: readonly { readonly projectDir: string; readonly path: string; readonly log: string }[];
}

/** The answer of a thread for one module. */
export type ThreadAnswer = Pick<Run, 'value' | 'seen'>;

export const valuesOf = (runs: Runs): Values => new Map([...runs].map(([name, { value }]) => [name, value]));

/** Runs objectives without any cache: modules in a new thread, by the loader that trials use, and commands in processes. */
export async function runCold(folder: string, world: World, subjects: readonly Subject[]): Promise<Runs> {
  const modules = subjects.filter(({ runtime }) => runtime === 'jiti');
  const found = modules.length === 0 ? [] : await runModules(folder, world, modules);
  const others = subjects.filter(({ runtime }) => runtime !== 'jiti');
  const runs = [
    ...modules.map(({ name }, index) => [name, found[index] as Run] as const),
    ...others.map((subject) => [subject.name, runCommand(folder, world, subject)] as const),
  ];
  return new Map(runs.map(([name, run]) => [name, { ...run, value: sorted(run.value) }]));
}

const sorted = (tokens: Value): Value => (tokens === undefined ? undefined : [...new Set(tokens)].toSorted());

let logs = 0;
const newLog = (folder: string): string => join(folder, `witness-${++logs}.jsonl`);

/** The compiled runner of this repository, which the plugin uses. */
export const runnerFolder = (folder: string): string =>
  join(dirname(createRequire(join(folder, 'acme/package.json')).resolve('@nx-tune/runner/package.json')), 'dist');

function runModules(folder: string, { env }: World, subjects: readonly Subject[]): Promise<readonly Run[]> {
  const modules = subjects.map(({ root, main }) => ({
    projectDir: join(folder, root),
    path: main.slice(root.length + 1),
    log: newLog(folder),
  }));
  const workerData: ThreadTask = { runner: runnerFolder(folder), modules };
  const worker = new Worker(require.resolve('./oracleThread'), { workerData, env: { ...process.env, ...env } });
  const runs = (found: readonly ThreadAnswer[]): Run[] =>
    modules.map(({ log }, index) => ({ ...(found[index] as ThreadAnswer), log }));
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once(
      'message',
      (found: readonly ThreadAnswer[]) => void worker.terminate().then(() => resolve(runs(found))),
    );
  });
}

type Watched = (env: NodeJS.ProcessEnv) => NodeJS.ProcessEnv;

function runCommand(folder: string, { env }: World, subject: Subject): Run {
  const [program = '', ...words] = commandOf(subject);
  const args = words.map((word) => word.replace(/\$\{envvar:(\w+)\}/g, (_, name: string) => env[name] ?? ''));
  const log = newLog(folder);
  const { watched } = require(join(runnerFolder(folder), 'witness/watched.js')) as { watched: Watched };
  const { status, stdout } = spawnSync(program, args, {
    cwd: join(folder, subject.root),
    env: watched({
      ...process.env,
      PATH: process.env['GENERATED_PATH'],
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONIOENCODING: 'latin1',
      NX_TUNE_WITNESS_LOG: log,
    }),
    encoding: 'latin1',
  });
  return { value: status === 0 ? (stdout.match(tokenPattern) ?? []) : undefined, log };
}
