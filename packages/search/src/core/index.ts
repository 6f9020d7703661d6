/** The part that a worker thread needs. It leaves out the samplers, so that a thread starts in a fraction of the time. */
export { canonicalJson, canonicalJsonText } from './canonicalJson.js';
export { type Defined, defined } from './defined.js';
export { digest } from './digest.js';
export { flattenParams } from './flattenParams.js';
export { type Expression, isStatement, labelsIn } from '../expression/expression.js';
export { parseExpression } from '../expression/parseExpression.js';
export { violationOf } from '../expression/violation.js';
export { isJsonObject } from './isJsonObject.js';
export { isSameJson } from './isSameJson.js';
export type { Json, JsonObject, Serialisable } from './json.js';
export { paramByLabel } from './paramByLabel.js';
export { printable } from './printable.js';
export { parsePythonJson } from './pythonJson.js';
export { pythonJsonText, pythonStr } from './pythonText.js';
export { memoize } from './memoize.js';
export { createStream, type Stream } from './stream.js';
