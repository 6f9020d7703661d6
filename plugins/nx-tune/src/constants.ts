/** Changes when the same trial would get another result for a reason that is ours: it makes every trial run again. */
export const engineVersion = 1;

/** The tag of every inferred trial project, to include or exclude them all. */
export const trialTag = 'tune:trial';

/** The folder under a project that holds everything nx-tune writes, but the lock. */
export const outputFolder = '.tune';

/** Changes when the same results would lead to other proposals for a reason that is ours. */
export const proposalVersion = 1;

/** Changes when the same results would promote other trials for a reason that is ours. */
export const promotionVersion = 1;

export const trialExecutor = 'nx-tune:trial';
export const promoteExecutor = 'nx-tune:promote';
export const askExecutor = 'nx-tune:ask';
export const inputsExecutor = 'nx-tune:inputs';
export const tuneExecutor = 'nx-tune:tune';
export const replayExecutor = 'nx-tune:replay';
export const reportExecutor = 'nx-tune:report';

/** What `nx sync` runs for a sweep. */
export const syncGenerator = 'nx-tune:sync';

/** The file in which an `inputs` task writes down its hash. */
export const inputsFile = 'inputs.json';

/** Length of a time slice in milliseconds, where a user or a test wants another than that which follows from the trials. */
export const sliceVariable = 'NX_TUNE_SLICE_MS';

/** Environment variables by which the hook before a run speaks to the executors. */
export const runIdVariable = 'NX_TUNE_RUN_ID';
export const parallelVariable = 'NX_TUNE_PARALLEL';
export const recomputeVariable = 'NX_TUNE_RECOMPUTE';
export const dryRunVariable = 'NX_TUNE_DRY_RUN';

/** How many parts sweeps have in this run, where a script that computes them decides it. */
export const shardsVariable = 'NX_TUNE_SHARDS';

/** The file in which an `ask` task writes down the params of a slot. */
export const slotFile = (slot: number): string => `slot-${slot}.json`;
