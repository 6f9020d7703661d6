import { join } from 'node:path';

import type { AvailableResults, PlannedTrial, Sweep } from '@nx-tune/sweep';

import { Mistake } from '../mistake.js';
import { resultsIn } from './availableResults.js';
import { countAsked } from './countAsked.js';
import { readSweep } from './readSweep.js';
import { resolveTrials } from './resolveTrials.js';
import type { SweepLocation } from './sweepLocation.js';

/** A sweep file of a project, read and expanded. */
export interface OpenSweep extends SweepLocation {
  /** Absolute path of the project. */
  readonly projectDir: string;
  readonly sweep: Sweep;
  /** Those whose params are known: of a method that learns, as far as there are results. */
  readonly trials: readonly PlannedTrial[];
  /** How many trials it asks for in all; fewer where a search finds nothing new to propose, or less goes on. */
  readonly asked: number;
  /** The same from other results. */
  resolve(known: AvailableResults): readonly PlannedTrial[];
}

/** Reads and expands a sweep file. Throws a `Mistake` that tells what is wrong with it. */
export function openSweep(location: SweepLocation, workspace: string): OpenSweep {
  const { root, file } = location;
  const read = readSweep(workspace, root, file);
  if (!read.ok) throw new Mistake(read.problems.join('\n'));
  const projectDir = join(workspace, root);
  const resolve: OpenSweep['resolve'] = (known) => resolveTrials(read, known);
  const trials = resolve(resultsIn(projectDir, read.sweep));
  return { ...location, projectDir, sweep: read.sweep, trials, asked: countAsked(read), resolve };
}
