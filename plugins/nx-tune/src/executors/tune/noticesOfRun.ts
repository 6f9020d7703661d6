import { advisesOnSeeds } from '@nx-tune/report';
import { isSeedNotice, withCost } from '@nx-tune/sweep';
import type { ExecutorContext } from '@nx/devkit';

import { turnProblem } from '../../run/turn/ownTurn.js';
import { unmatchedInputs } from '../../run/unmatchedInputs.js';
import { unreadDotenv } from '../../run/unreadDotenv.js';
import { undeclaredNotices } from '../../study/undeclaredNotice.js';
import { unproposed } from '../../study/unproposed.js';
import { foldersOf } from './foldersOf.js';
import type { GatheredTrials } from './gatherTrials.js';
import { measuredTogether } from './measuredTogether.js';
import type { SweepOfTask } from './sweepOfTask.js';
import { unreported } from './unreported.js';
import { writtenNotice } from './writtenNotice.js';

/** Everything about a run that its user should know, and that is no error. */
export function noticesOfRun(
  { read, location, projectDir, notices }: SweepOfTask,
  { trials, report, notes }: GatheredTrials,
  context: ExecutorContext,
): string[] {
  const { sweep } = read;
  const { root, file } = location;
  const { root: workspaceRoot, targetName = '', configurationName } = context;
  return [
    ...unregistered(),
    // The leaderboard says it at more length where it matters.
    ...notices.filter((notice) => !isSeedNotice(notice) || !advisesOnSeeds(report)),
    ...unproposed(
      read,
      trials,
      report.trials.map(({ result, run }) => withCost(sweep, result, run)),
    ),
    ...unmatchedInputs(workspaceRoot, root, file, sweep),
    ...unreadDotenv(workspaceRoot, root, targetName, configurationName),
    ...undeclaredNotices(
      workspaceRoot,
      sweep,
      report.trials.flatMap(({ run }) => run?.undeclared ?? []),
      location,
    ),
    ...writtenNotice(report, root, context),
    ...measuredTogether(sweep, report),
    ...unreported(sweep, report, foldersOf(trials, projectDir)),
    ...notes,
  ];
}

function unregistered(): string[] {
  const problem = turnProblem();
  return problem === undefined
    ? []
    : [`runs of this workspace cannot see each other (${problem}). Do not start two at once with different inputs`];
}
