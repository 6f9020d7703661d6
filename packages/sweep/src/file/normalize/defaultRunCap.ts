/** The number of trials of a sweep whose file names none. */
export const defaultRunCap = 20;
