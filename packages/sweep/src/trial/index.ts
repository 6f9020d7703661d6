/** The part that a worker thread needs. Without the parser and the schema of sweep files it starts in a fraction of the time. */
export { lossValue } from './loss.js';
export { fromMetricValue, toMetricValue } from './metricValue.js';
export { createStopper, type Stopper } from './stopRule.js';
