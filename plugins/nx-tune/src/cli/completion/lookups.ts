import { join } from 'node:path';

import type { LockedTrial } from '@nx-tune/sweep';

import { outputFolder } from '../../constants.js';
import { Mistake } from '../../mistake.js';
import { readJson } from '../../study/readJson.js';
import { lockPath, readLock } from '../../study/readLock.js';
import type { SweepLocation } from '../../study/sweepLocation.js';
import { locateSweeps } from '../arguments/locateSweeps.js';
import { presentFolder, resolveProject } from '../arguments/resolveProject.js';
import { chooseSweep, ofProject } from '../arguments/resolveSweep.js';
import type { Candidate, Lookups } from './complete.js';

/** Looks up names in files, and expands no sweep, since a key press must not wait. */
export function createLookups(workspaceRoot: string): Lookups {
  let found: Promise<readonly SweepLocation[]> | undefined;
  const locations = (): Promise<readonly SweepLocation[]> => (found ??= locateSweeps(workspaceRoot));
  const sweepsOf = async (project: string | undefined): Promise<readonly SweepLocation[]> => {
    const all = await locations();
    return ofProject(all, resolveProject(all, project, presentFolder(workspaceRoot)));
  };
  return {
    projects: async () => [...new Set((await locations()).map(({ project }) => project))].map((value) => ({ value })),
    sweeps: (project) =>
      orNone(async () => (await sweepsOf(project)).map(({ name, file }) => ({ value: name, about: file }))),
    trials: (project, sweep) =>
      orNone(async () => trialsOf(workspaceRoot, chooseSweep(await sweepsOf(project), sweep))),
  };
}

/** If it is not clear which project or sweep is meant, there is nothing to complete. */
async function orNone(find: () => Promise<readonly Candidate[]>): Promise<readonly Candidate[]> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof Mistake) return [];
    throw error;
  }
}

/** The trials in the lock, and those that the last run gathered. */
function trialsOf(workspaceRoot: string, location: SweepLocation): Candidate[] {
  const reading = readLock(join(workspaceRoot, lockPath(location)));
  const locked = reading.kind === 'lock' ? reading.lock.trials : [];
  const gathered = gatheredTrials(join(workspaceRoot, location.root, outputFolder, location.name, 'trials.json'));
  const all = new Map([...locked, ...gathered].map(({ id, params }) => [id, params]));
  return [
    { value: 'best', about: 'the best trial' },
    ...[...all].map(([value, params]) => ({ value, about: JSON.stringify(params) })),
  ];
}

const gatheredTrials = (file: string): readonly Pick<LockedTrial, 'id' | 'params'>[] =>
  (readJson(file)?.['trials'] as readonly Pick<LockedTrial, 'id' | 'params'>[] | undefined) ?? [];
