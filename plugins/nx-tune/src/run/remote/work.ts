import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { processIdentity, type ProcessIdentity, processState } from '@nx-tune/runner/processes';
import type { ExecutorContext } from '@nx/devkit';

import { readJson } from '../../study/readJson.js';
import { asFarAsPossible } from '../turn/asFarAsPossible.js';
import { ownTurn } from '../turn/ownTurn.js';
import { runFolder } from '../turn/registry.js';
import { serverIn } from './remoteCache.js';

/** The last task of a run that ended, while none of nx-tune's works: Nx is storing or looking up results, or runs other tasks. */
export interface Idleness {
  /** The remote cache with which Nx may be busy. */
  readonly server: string;
  /** True if Nx may as well be running tasks of other tools. */
  readonly hasOtherTasks: boolean;
  /** Changes whenever another task has ended. */
  readonly stamp: string;
}

const workStart = 'work-';
const handedFile = 'handed.json';

/** Notes that a task works, for who watches over the remote cache. The function that is returned notes that its results are Nx's to store. */
export function beginWork(context: ExecutorContext): () => void {
  const server = serverIn(process.env);
  const turn = server === undefined ? undefined : ownTurn(context.root);
  if (turn === undefined) return () => undefined;
  const folder = runFolder(turn.folder, turn.number);
  const mark = join(folder, `${workStart}${process.pid}-${randomBytes(4).toString('hex')}.json`);
  asFarAsPossible(() => writeFileSync(mark, JSON.stringify(processIdentity())));
  return () =>
    asFarAsPossible(() => {
      rmSync(mark, { force: true });
      writeFileSync(join(folder, handedFile), JSON.stringify({ server, hasOtherTasks: hasOtherTasks(context) }));
    });
}

/** Wraps an executor that is one function in the same way. */
export const atWork =
  <Options, Result>(execute: (options: Options, context: ExecutorContext) => Promise<Result>) =>
  async (options: Options, context: ExecutorContext): Promise<Result> => {
    const end = beginWork(context);
    try {
      return await execute(options, context);
    } finally {
      end();
    }
  };

/** True if a run has a task of another tool. */
function hasOtherTasks({ taskGraph, projectGraph }: ExecutorContext): boolean {
  return Object.values(taskGraph?.tasks ?? {}).some(({ target }) => {
    const executor = projectGraph.nodes[target.project]?.data.targets?.[target.target]?.executor;
    return executor?.startsWith('nx-tune:') !== true;
  });
}

/** Undefined while a task works, and before the first one has ended. */
export function idlenessOf(folder: string, number: number): Idleness | undefined {
  const path = runFolder(folder, number);
  try {
    const file = join(path, handedFile);
    const isBusy = readdirSync(path).some((name) => name.startsWith(workStart) && isAlive(join(path, name)));
    const handed = isBusy ? undefined : readJson(file);
    return handed && { ...(handed as unknown as Idleness), stamp: String(statSync(file).mtimeMs) };
  } catch {
    return undefined;
  }
}

const isAlive = (file: string): boolean => {
  const identity = readJson(file) as ProcessIdentity | undefined;
  return identity !== undefined && processState(identity) !== 'dead';
};
