import { defined } from '@nx-tune/search';
import { type NoiseJudgement, type Position, type Sweep, taskName } from '@nx-tune/sweep';

import type { ReplicatesJudgement } from '../../study/promotionOptions.js';
import type { Project } from '../../study/project.js';
import { raceTicketFile, trialFolder } from '../../study/trialFolder.js';
import type { ValidSweepPlan } from '../sweepPlan.js';
import type { InferredProjects } from './projects.js';
import { promoteTask, resultOutputs } from './promotionProjects.js';

/** The tasks that decide by the noise of the first configurations how many replicates there are. */
export const autoProjects = (project: Project, plans: readonly ValidSweepPlan[]): InferredProjects =>
  Object.fromEntries(
    plans.flatMap(({ sweep, judgements }) =>
      judgements.map((judgement, index) => noiseProject(project, sweep, judgement, index === 0 ? 'seed' : 'noise')),
    ),
  );

function noiseProject(
  project: Project,
  { objective, metric, aggregate, seed, stop, reports, autoReplicates = { ignored: [] } }: Sweep,
  { id, pilots, decides }: NoiseJudgement,
  auto: ReplicatesJudgement['auto'],
): [string, InferredProjects[string]] {
  const options: ReplicatesJudgement = {
    objective,
    metric,
    seed,
    ...defined({ aggregate, stop, reports }),
    auto,
    autoReplicates,
    pilots: pilots.map((trials: readonly Position[]) => trials.map((trial) => trialFolder(trial))),
    gates: decides.map((replicate) => ({ replicate, gate: raceTicketFile({ judgement: id, place: replicate }) })),
  };
  return promoteTask(project, id, {
    options,
    tickets: options.gates.map(({ gate }) => gate),
    description:
      auto === 'seed'
        ? 'Looks whether another seed makes a difference'
        : `Measures noise on ${pilots.length} configurations`,
    dependsOn: [{ projects: pilots.flat().map(({ name }) => taskName(project.name, name)), target: 'trial' }],
    inputs: resultOutputs,
  });
}
