import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import { commandOf } from './derivedFiles.js';
import { type Subject, tokenPattern, type World } from './world.js';

/** The tokens of all that an objective loaded and read, sorted; undefined if it crashed. */
export type Value = readonly string[] | undefined;

/** The values of subjects, by their names. */
export type Values = ReadonlyMap<string, Value>;

/** A module to be run in a new thread. */
export interface ThreadTask {
  readonly workspace: string;
  readonly modules: readonly { readonly projectDir: string; readonly path: string }[];
}

/** Runs objectives without any cache: modules in a new thread, by the loader that trials use, and commands in processes. */
export async function runCold(folder: string, world: World, subjects: readonly Subject[]): Promise<Values> {
  const modules = subjects.filter(({ runtime }) => runtime === 'jiti');
  const found = modules.length === 0 ? [] : await runModules(folder, world, modules);
  return new Map([
    ...modules.map(({ name }, index) => [name, sorted(found[index])] as const),
    ...subjects
      .filter(({ runtime }) => runtime !== 'jiti')
      .map((subject) => [subject.name, sorted(runCommand(folder, world, subject))] as const),
  ]);
}

const sorted = (tokens: Value): Value => (tokens === undefined ? undefined : [...new Set(tokens)].toSorted());

function runModules(folder: string, { env }: World, subjects: readonly Subject[]): Promise<readonly Value[]> {
  const modules = subjects.map(({ root, main }) => ({
    projectDir: join(folder, root),
    path: main.slice(root.length + 1),
  }));
  const workerData: ThreadTask = { workspace: join(folder, 'acme'), modules };
  const worker = new Worker(require.resolve('./oracleThread'), { workerData, env: { ...process.env, ...env } });
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (found: readonly Value[]) => void worker.terminate().then(() => resolve(found)));
  });
}

function runCommand(folder: string, { env }: World, subject: Subject): Value {
  const [program = '', ...words] = commandOf(subject);
  const args = words.map((word) => word.replace(/\$\{envvar:(\w+)\}/g, (_, name: string) => env[name] ?? ''));
  const { status, stdout } = spawnSync(program, args, {
    cwd: join(folder, subject.root),
    env: { ...process.env, PATH: process.env['GENERATED_PATH'], PYTHONDONTWRITEBYTECODE: '1' },
    encoding: 'latin1',
  });
  return status === 0 ? (stdout.match(tokenPattern) ?? []) : undefined;
}
