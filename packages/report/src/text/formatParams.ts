import type { JsonObject } from '@nx-tune/search';
import { Document, isScalar, type Scalar, visit } from 'yaml';

import { escapeControl } from './escapeControl.js';

/** Params as YAML, to be copied into a file; without a line break at the end. */
export function formatParams(params: JsonObject): string {
  const document = new Document(params);
  visit(document, { Scalar: (_, scalar) => quote(scalar) });
  return document
    .toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Infinity })
    .trimEnd()
    .split('\n')
    .map(escapeControl)
    .join('\n');
}

/** What must be escaped is put in double quotes: nowhere else does YAML read `\u202e` as a character. */
function quote(scalar: Scalar): void {
  if (isScalar(scalar) && typeof scalar.value === 'string' && escapeControl(scalar.value) !== scalar.value)
    scalar.type = 'QUOTE_DOUBLE';
}
