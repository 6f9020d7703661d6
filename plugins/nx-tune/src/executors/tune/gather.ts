import { join } from 'node:path';

import type { SweepReport, TrialEntry } from '@nx-tune/report';
import { readTrial } from '@nx-tune/runner';
import type { PlannedTrial, Sweep } from '@nx-tune/search';

import { outputFolder } from '../../constants.js';

/** Where a sweep stands. */
export interface SweepPlace {
  readonly workspaceRoot: string;
  readonly project: string;
  /** Of the project, relative to the workspace. */
  readonly root: string;
  readonly file: string;
  readonly runId: string;
}

/** The report of a sweep, or why it cannot be made: one message for each trial without a result to believe. */
export type Gathered = { readonly report: SweepReport } | { readonly problems: readonly string[] };

/** Reads the results of a sweep's trials, each only if it is the result that was asked for. */
export function gather(sweep: Sweep, trials: readonly PlannedTrial[], place: SweepPlace): Gathered {
  const read = trials.map((trial, number) => readEntry(trial, number, place));
  const problems = read.flatMap((item) => (typeof item === 'string' ? [item] : []));
  if (problems.length > 0) return { problems };
  const { name, method, metric, space } = sweep;
  const entries = read.filter((item) => typeof item !== 'string');
  return {
    report: {
      sweep: name,
      project: place.project,
      file: join(place.root, place.file),
      method,
      metric,
      parameters: space.map(({ label }) => label),
      trials: entries,
    },
  };
}

function readEntry(
  { definition, id }: PlannedTrial,
  number: number,
  { workspaceRoot, root, runId }: SweepPlace,
): TrialEntry | string {
  const folder = join(root, outputFolder, 'trials', id);
  const record = readTrial(join(workspaceRoot, folder), { id, ...definition });
  if (record.kind === 'missing')
    return `trial ${id} has no result: ${join(folder, 'result.json')} does not exist. Run it again.`;
  if (record.kind === 'unusable')
    return `${join(folder, 'result.json')} cannot be believed: ${record.why}. Remove the folder ${folder} and run it again.`;
  const run = record.run === undefined ? {} : { run: record.run };
  return { number, result: record.result, ...run, executed: record.run?.runId === runId };
}
