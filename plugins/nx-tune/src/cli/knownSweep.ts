import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { createProjectGraphAsync, workspaceRoot } from '@nx/devkit';
import type { SweepReport } from '@nx-tune/report';
import { lockFile, parseLock, sweepName, type TrialResult } from '@nx-tune/search';

import { readSweep } from '../inference/readSweep.js';

/** What is known of a sweep without running anything: its file and its lock. */
export interface KnownSweep {
  readonly report: SweepReport;
  /** Absolute path of the project. */
  readonly projectDir: string;
  /** How many trials the sweep asks for that the lock does not know. */
  readonly unknown: number;
}

/** A mistake of the user, to be told in one line. */
export class Mistake extends Error {}

/** Reads a sweep of a project and its lock. Throws a `Mistake` that says what is missing. */
export async function readKnownSweep(project: string, name: string): Promise<KnownSweep> {
  const { nodes } = await createProjectGraphAsync();
  const node = nodes[project];
  if (node === undefined) throw new Mistake(`There is no project "${project}".`);
  const { root } = node.data;
  const projectDir = join(workspaceRoot, root);
  const file = fileOf(projectDir, project, name);
  const read = readSweep(workspaceRoot, root, join(root, file));
  if (!read.ok) throw new Mistake(read.problems.join('\n'));
  const lock = readLock(join(projectDir, lockFile(name)), join(root, lockFile(name)));
  const numbers = new Map(read.trials.map(({ id }, number) => [id, number]));
  const { sweep } = read;
  return {
    projectDir,
    unknown: read.trials.filter(({ id }) => !lock.trials.some((trial) => trial.id === id)).length,
    report: {
      sweep: name,
      project,
      file: join(root, file),
      method: sweep.method,
      metric: lock.metric,
      parameters: sweep.space.map(({ label }) => label),
      trials: lock.trials
        .filter(({ id }) => numbers.has(id))
        .map(({ id, params, seed, outcome, metrics }) => ({
          number: numbers.get(id) ?? 0,
          result: { schemaVersion: 1, id, params, seed, outcome, metrics } satisfies TrialResult,
        }))
        .toSorted((a, b) => a.number - b.number),
    },
  };
}

function fileOf(projectDir: string, project: string, name: string): string {
  const files = readdirSync(projectDir).filter((file) => sweepName(file) !== undefined);
  const file = files.find((candidate) => sweepName(candidate) === name);
  if (file !== undefined) return file;
  const names = files.map((candidate) => sweepName(candidate));
  throw new Mistake(
    names.length === 0
      ? `Project "${project}" has no sweep file.`
      : `Project "${project}" has no sweep "${name}". There is ${names.join(', ')}: choose with --sweep.`,
  );
}

function readLock(
  path: string,
  shown: string,
): Extract<ReturnType<typeof parseLock>, { readonly lock: unknown }>['lock'] {
  if (!existsSync(path)) throw new Mistake(`${shown} does not exist. Run the sweep to write it.`);
  const parsed = parseLock(readFileSync(path, 'utf8'));
  if ('lock' in parsed) return parsed.lock;
  throw new Mistake(`${shown} cannot be read: ${parsed.problem}.`);
}
