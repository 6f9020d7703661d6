import type { SweepReport } from '@nx-tune/report';
import type { PlannedTrial } from '@nx-tune/sweep';
import type { ExecutorContext } from '@nx/devkit';

import { runId } from '../../run/runIdentity.js';
import { gather } from '../../study/gather.js';
import { followsFromResults } from '../../study/planParts.js';
import { maybeChanged } from '../../study/readWarmStart.js';
import { readSettled } from '../../study/readSettled.js';
import { resolveTrials } from '../../study/resolveTrials.js';
import { resultsOnDisk } from '../../study/resultsOnDisk.js';
import { seenArtifacts } from '../../study/seenArtifacts.js';
import { healNeeded } from '../heal/healNeeded.js';
import { knownInputs } from './knownInputs.js';
import type { SweepOfTask } from './sweepOfTask.js';

/** The results of a sweep's trials, all of them as the trials left them. */
export interface GatheredTrials {
  readonly trials: readonly PlannedTrial[];
  readonly report: SweepReport;
  /** The number of trials that `fail_fast` kept from starting. */
  readonly notStarted: number;
  /** What was wrong in the folders of trials, and was put right. */
  readonly notes: readonly string[];
  /** The number of trials that were computed for that. */
  readonly computed: number;
}

/** Reads the results of a sweep's trials, and puts right what is not as they left it; or says why there is no report. */
export async function gatherTrials(
  { read, location, projectDir }: SweepOfTask,
  context: ExecutorContext,
): Promise<GatheredTrials | { readonly problems: readonly string[] }> {
  const { sweep } = read;
  const { root: workspaceRoot } = context;
  const artifacts = seenArtifacts(workspaceRoot, projectDir, sweep.name);
  const facts = { workspaceRoot, runId: runId(), inputs: knownInputs(context, location.project), artifacts };
  const gatherNow = () => {
    const trials = resolveTrials(read, resultsOnDisk(projectDir, sweep));
    return { trials, gathered: gather(sweep, trials, location, facts) };
  };
  const first = await readSettled(gatherNow, (found) => 'problems' in found.gathered);
  // Where results decide which trials there are, a wrong one may be in none of them.
  const mayBeWrong = 'problems' in first.gathered || followsFromResults(read);
  const { notes, problems, computed } = mayBeWrong ? await healNeeded(context, artifacts) : nothingHealed;
  const { trials, gathered } = notes.length > 0 ? gatherNow() : first;
  if ('problems' in gathered)
    return { problems: [...notes, ...problems, ...gathered.problems, ...maybeChanged(sweep)] };
  artifacts.save();
  return { trials, ...gathered, notes, computed };
}

const nothingHealed = { notes: [], problems: [], computed: 0 } as const;
