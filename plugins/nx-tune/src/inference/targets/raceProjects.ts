import { defined } from '@nx-tune/search';
import { taskName } from '@nx-tune/sweep';

import type { RaceJudgement } from '../../study/promotionOptions.js';
import type { Project } from '../../study/project.js';
import { promotionFolder, raceTicketFile, trialFolder } from '../../study/trialFolder.js';
import type { ValidSweepPlan } from '../sweepPlan.js';
import type { InferredProjects } from './projects.js';
import { promoteTask, promotionTask, raceOutputs } from './promotionProjects.js';

/** The tasks between the rounds of races. Each reads the results of its round, and what the one before left of all earlier rounds. */
export const raceProjects = (project: Project, plans: readonly ValidSweepPlan[]): InferredProjects =>
  Object.fromEntries(
    plans.flatMap((plan) => plan.rounds.slice(0, -1).map((_, index) => judgeProject(project, plan, index))),
  );

function judgeProject(
  project: Project,
  { sweep, rounds }: ValidSweepPlan,
  index: number,
): [string, InferredProjects[string]] {
  const { objective, metric, seed, stop, race } = sweep;
  const [round, before] = [rounds[index], rounds[index - 1]];
  if (round === undefined || race === undefined) throw new Error('Internal error: a race without rounds');
  const options: RaceJudgement = {
    objective,
    metric,
    seed,
    ...defined({ stop, before: before && promotionFolder(before.id) }),
    race,
    candidates: round.trials.map((trials, place) => ({
      folders: trials.map((trial) => trialFolder(trial)),
      gate: raceTicketFile({ judgement: round.id, place }),
    })),
  };
  return promoteTask(project, round.id, {
    options,
    tickets: options.candidates.map(({ gate }) => gate),
    description: `Drops those of ${round.trials.length} configurations that are behind`,
    dependsOn: [
      { projects: round.trials.flat().map(({ name }) => taskName(project.name, name)), target: 'trial' },
      ...(before === undefined ? [] : [{ projects: [promotionTask(project, before.id)], target: 'promote' }]),
    ],
    inputs: raceOutputs,
  });
}
