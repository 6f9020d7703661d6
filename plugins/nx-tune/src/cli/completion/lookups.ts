import { join } from 'node:path';

import { lockFile, parseLock } from '@nx-tune/sweep';

import { outputFolder } from '../../constants.js';
import { readText } from '../../study/readText.js';
import type { SweepLocation } from '../../study/sweepLocation.js';
import { chooseProject, chooseSweep } from '../arguments/chooseSweep.js';
import { presentFolder } from '../arguments/findSweep.js';
import { locateSweeps } from '../arguments/locateSweeps.js';
import { workspaceRoot } from '../workspace.js';
import type { Candidate, Lookups } from './complete.js';

/** Looks into files that name things, and expands no sweep: a key press shall not wait. */
export function createLookups(): Lookups {
  let found: Promise<readonly SweepLocation[]> | undefined;
  const places = (): Promise<readonly SweepLocation[]> => (found ??= locateSweeps());
  const ofProject = async (project: string | undefined): Promise<readonly SweepLocation[]> => {
    const all = await places();
    const chosen = chooseProject(all, project, presentFolder());
    return all.filter((place) => place.project === chosen);
  };
  return {
    projects: async () => [...new Set((await places()).map(({ project }) => project))].map((value) => ({ value })),
    sweeps: async (project) => (await ofProject(project)).map(({ name, file }) => ({ value: name, about: file })),
    trials: async (project, sweep) => trialsOf(chooseSweep(await ofProject(project), sweep)),
  };
}

/** From the lock and from what the last run gathered. */
function trialsOf({ root, name }: SweepLocation): Candidate[] {
  const parsed = parseLock(readText(join(workspaceRoot, root, lockFile(name))) ?? '');
  const locked = 'lock' in parsed ? parsed.lock.trials : [];
  const gathered = gatheredTrials(readText(join(workspaceRoot, root, outputFolder, name, 'trials.json')) ?? '');
  const all = new Map([...locked, ...gathered].map(({ id, params }) => [id, params]));
  return [
    { value: 'best', about: 'the best trial' },
    ...[...all].map(([value, params]) => ({ value, about: JSON.stringify(params) })),
  ];
}

interface Named {
  readonly id: string;
  readonly params: object;
}

function gatheredTrials(text: string): readonly Named[] {
  try {
    return (JSON.parse(text) as { readonly trials?: readonly Named[] }).trials ?? [];
  } catch {
    return [];
  }
}
