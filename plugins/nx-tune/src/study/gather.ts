import { join } from 'node:path';

import type { SweepReport, TrialEntry } from '@nx-tune/report';
import { readTrial } from '@nx-tune/runner';
import type { PlannedTrial, Sweep } from '@nx-tune/sweep';

import { outputFolder } from '../constants.js';
import { readReported } from './readReported.js';
import { trialFolder } from './trialFolder.js';

/** Where a sweep stands. */
export interface SweepIdentity {
  readonly workspaceRoot: string;
  readonly project: string;
  /** Of the project, relative to the workspace. */
  readonly root: string;
  readonly file: string;
  readonly runId: string;
}

/** The report of a sweep, or why it cannot be made: one message for each trial without a result to believe. */
export type Gathered =
  | { readonly report: SweepReport; /** How many trials `fail_fast` kept from starting. */ readonly notStarted: number }
  | { readonly problems: readonly string[] };

/** Reads the results of a sweep's trials, each only if it is the result that was asked for. */
export function gather(sweep: Sweep, trials: readonly PlannedTrial[], place: SweepIdentity): Gathered {
  const read = trials.map((trial, number) => readEntry(trial, number, place));
  const mayBeMissing = sweep.limits.failFast !== undefined;
  const problems = read.flatMap((item) => ('why' in item && !(item.isMissing && mayBeMissing) ? [item.why] : []));
  if (problems.length > 0) return { problems };
  const { name, method, metric } = sweep;
  const entries = read.filter((item): item is TrialEntry => !('why' in item));
  return {
    report: {
      sweep: name,
      project: place.project,
      file: join(place.root, place.file),
      method,
      metric,
      parameters: columnsOf(sweep),
      trials: entries,
    },
    notStarted: trials.length - entries.length,
  };
}

/** A budget is one more parameter to a reader. */
export const columnsOf = ({ space, ladder }: Sweep): string[] => [
  ...new Set(space.filter(({ path }) => path.length > 0).map(({ path }) => path.join('.'))),
  ...(ladder === undefined ? [] : [ladder.unit]),
];

interface NoResult {
  readonly why: string;
  readonly isMissing: boolean;
}

function readEntry(
  trial: PlannedTrial,
  number: number,
  { workspaceRoot, root, runId }: SweepIdentity,
): TrialEntry | NoResult {
  const { definition, id } = trial;
  const folder = join(root, outputFolder, trialFolder(trial));
  const record = readTrial(join(workspaceRoot, folder), { id, ...definition });
  if (record.kind === 'missing')
    return noResult(true, `trial ${id} has no result: ${join(folder, 'result.json')} does not exist. Run it again.`);
  if (record.kind === 'unusable')
    return noResult(
      false,
      `${join(folder, 'result.json')} cannot be believed: ${record.why}. Remove the folder ${folder} and run it again.`,
    );
  const run = record.run === undefined ? {} : { run: record.run };
  const curve = readReported(join(workspaceRoot, folder)) ?? [];
  return {
    number,
    result: record.result,
    ...run,
    ...(curve.length === 0 ? {} : { curve }),
    executed: record.run?.runId === runId,
  };
}

const noResult = (isMissing: boolean, why: string): NoResult => ({ isMissing, why });
