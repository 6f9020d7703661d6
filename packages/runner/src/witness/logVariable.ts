/** The environment variable with the path of the log of the trial that a process belongs to. */
export const witnessLogVariable = 'NX_TUNE_WITNESS_LOG';
