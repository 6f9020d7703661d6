import { join } from 'node:path';

import type { AvailableResults, PlannedTrial, Sweep } from '@nx-tune/sweep';

import { Mistake } from '../mistake.js';
import { countAsked } from './countAsked.js';
import { readSweep } from './readSweep.js';
import { resolveTrials } from './resolveTrials.js';
import { resultsOnDisk } from './resultsOnDisk.js';
import type { SweepLocation } from './sweepLocation.js';

/** A sweep file of a project, read and expanded. */
export interface OpenSweep extends SweepLocation {
  /** Absolute path of the project. */
  readonly projectDir: string;
  readonly sweep: Sweep;
  /** Trials whose params are known; for an adaptive method, as far as there are results. */
  readonly trials: readonly PlannedTrial[];
  /** Number of trials that it asks for. Fewer may run, if the method finds nothing new to propose. */
  readonly asked: number;
  /** The trials that follow from other results. */
  resolve(results: AvailableResults): readonly PlannedTrial[];
}

/** Reads and expands a sweep file. Throws a `Mistake` that says what is wrong with it. */
export function openSweep(location: SweepLocation, workspace: string): OpenSweep {
  const { root, file } = location;
  const read = readSweep(workspace, root, file);
  if (!read.ok) throw new Mistake(read.problems.join('\n'));
  const projectDir = join(workspace, root);
  const resolve: OpenSweep['resolve'] = (results) => resolveTrials(read, results);
  const trials = resolve(resultsOnDisk(projectDir, read.sweep));
  return { ...location, projectDir, sweep: read.sweep, trials, asked: countAsked(read), resolve };
}
