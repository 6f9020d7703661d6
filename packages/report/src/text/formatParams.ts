import type { JsonObject } from '@nx-tune/search';
import { Document, isScalar, type Scalar, visit } from 'yaml';

import { escapeControl } from './escapeControl.js';
import { escapeLines } from './escapeLines.js';

/** Formats params, or a list of objects, as YAML that can be copied into a file, without a line break at the end. */
export function formatParams(params: JsonObject | readonly JsonObject[]): string {
  const document = new Document(params);
  visit(document, { Scalar: (_, scalar) => quote(scalar) });
  return escapeLines(document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Infinity }).trimEnd());
}

/** Puts texts that must be escaped in double quotes: only there does YAML read `\u202e` as a character. */
function quote(scalar: Scalar): void {
  if (isScalar(scalar) && typeof scalar.value === 'string' && escapeControl(scalar.value) !== scalar.value)
    scalar.type = 'QUOTE_DOUBLE';
}
