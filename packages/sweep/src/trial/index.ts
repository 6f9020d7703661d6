/** The part that worker threads and batches need. Without the parser and the schema of sweep files they start in a fraction of the time. */
export { type BudgetAmount, wholeRun } from './budget.js';
export { crashKind, crashReason, crashSummary, isProcessCrash, tellingLine } from './crashSummary.js';
export { objectiveFor } from './defineTrial.js';
export { lossValue } from './loss.js';
export { fromMetricValue, toMetricValue } from './metricValue.js';
export { resultFor } from './resultFor.js';
export { createStopper, type Stopper } from './stopRule.js';
export { runsPython } from './runsPython.js';
export { type CommandDefinition, isWandbCommand, trialId } from './trial.js';
export { amountFor, type Need } from './needs.js';
export { placedText } from './placedText.js';
