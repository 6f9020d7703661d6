/** Increases when a change in nx-tune gives the same trial a different result; every trial then runs again. */
export const engineVersion = 4;

/** Increases when a change in our `wandb` gives the same trial a different result; trials with `wandb: shim` then run again. */
export const wandbShimVersion = 1;

/** The tag of all inferred trial projects, by which users can include or exclude them. */
export const trialTag = 'tune:trial';

/** The folder in a project that holds everything that nx-tune writes, except the lock. */
export const outputFolder = '.tune';

/** Increases when a change in nx-tune makes the same results lead to different proposals, or writes them differently. */
export const proposalVersion = 2;

/** Increases when a change in nx-tune makes the same results promote different trials, or writes tickets differently. */
export const promotionVersion = 2;

export const trialExecutor = 'nx-tune:trial';
export const promoteExecutor = 'nx-tune:promote';
export const askExecutor = 'nx-tune:ask';
export const inputsExecutor = 'nx-tune:inputs';
export const caseInputsExecutor = 'nx-tune:caseInputs';
export const tuneExecutor = 'nx-tune:tune';
export const replayExecutor = 'nx-tune:replay';
export const reportExecutor = 'nx-tune:report';
export const allExecutor = 'nx-tune:all';

/** The generator that `nx sync` runs for sweeps. */
export const syncGenerator = 'nx-tune:sync';

/** The file in which an `inputs` task records its hash. */
export const inputsFile = 'inputs.json';

/** The file in which an `inputs` task records what it found when the tasks before it had run. */
export const madeFile = 'made.json';

/** Stands for the digest of code that other tasks may change before the trials run. */
export const codeMadeLater = 'made by tasks before';

/** Environment variable: the length of a time slice in milliseconds, to override the one that follows from the trials. */
export const sliceVariable = 'NX_TUNE_SLICE_MS';

/** Environment variable: how many milliseconds another run may be silent before its trials count as free. */
export const silenceVariable = 'NX_TUNE_SILENCE_MS';

/** Environment variables by which the hook before a run passes settings to the executors. */
export const runIdVariable = 'NX_TUNE_RUN_ID';
export const parallelVariable = 'NX_TUNE_PARALLEL';
export const recomputeVariable = 'NX_TUNE_RECOMPUTE';
export const dryRunVariable = 'NX_TUNE_DRY_RUN';
/** The commit that `nx affected` compares with, as the command line or NX_BASE names it. */
export const baseVariable = 'NX_TUNE_BASE';
/** The variable that states whether Nx's daemon has the project graph of this run. */
export const daemonVariable = 'NX_TUNE_DAEMON';
/** The time at which Nx began to read the workspace, in milliseconds since 1970. */
export const startedVariable = 'NX_TUNE_STARTED';

/** The place of this run among the registered ones, and its id; `-` and the reason if it could not register. */
export const turnVariable = 'NX_TUNE_TURN';
/** Unique to this run if it began while others were going on, and else empty. */
export const othersVariable = 'NX_TUNE_OTHER_RUNS';
/** `false` if this run must not wait for others. */
export const waitVariable = 'NX_TUNE_WAIT';

/** Environment variable: how long a run is waited for that shows no sign of life, in milliseconds. */
export const leaseVariable = 'NX_TUNE_LEASE_MS';

/** Environment variable: the number of shards of each sweep in this run, set by a script that runs them. */
export const shardsVariable = 'NX_TUNE_SHARDS';

/** The file in which an `ask` task records the params of a slot. */
export const slotFile = (slot: number): string => `slot-${slot}.json`;

/** The file that a judgement of a race leaves for the next one, in its own folder. */
export const raceFile = 'race.json';
