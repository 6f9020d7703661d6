import { canonicalJsonText, type Serialisable } from '@nx-tune/search';

import { escapeLines } from './escapeLines.js';

/** JSON that a terminal may show: JSON itself leaves some control characters as they are. It is read back as the same value. */
export const terminalJson = <T>(value: T & Serialisable<T>): string => escapeLines(canonicalJsonText(value));
