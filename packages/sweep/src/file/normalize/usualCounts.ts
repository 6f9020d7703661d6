/** The number of trials of a sweep whose file names none. */
export const defaultRunCap = 20;

/** The most trials of a sweep, those that wait for a promotion included. */
export const defaultMaxTrials = 10_000;
