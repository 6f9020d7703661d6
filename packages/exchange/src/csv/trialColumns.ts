/** The columns with which an nx-tune table begins; a parameter or metric of such a name is called `params.x` or `metrics.x`. */
export const trialColumns: readonly string[] = ['rank', 'number', 'id', 'outcome', 'seed'];

/** The column of the number of a replicate, where each is a row. */
export const replicateTitle = 'trial.replicate';

/** The column of what a trial is evaluated on, where there are cases; such a trial is not imported. */
export const caseTitle = 'trial.case';

/** The column that names the baselines, where a sweep has some. */
export const baselineColumn = 'trial.baseline';

/** The column that says whether a trial is on the Pareto front, where a sweep has several goals. */
export const frontColumn = 'trial.front';

/** The column of the rules for results that a trial violates, where a sweep has some. */
export const violatesColumn = 'trial.violates';
