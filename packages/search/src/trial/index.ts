/** What a worker thread needs, without the parser and the schema of sweep files: it starts in a fraction of the time. */
export { createStream } from '../random/stream.js';
export { flattenParams } from '../space/flattenParams.js';
export { createStopper, type Stopper } from '../stop/stopRule.js';
export { canonicalJson, canonicalJsonText } from './canonicalJson.js';
export { fromMetricValue, toMetricValue } from './metricValue.js';
