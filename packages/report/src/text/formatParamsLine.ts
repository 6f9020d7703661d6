import { flattenParams, type JsonObject } from '@nx-tune/search';

import { escapeControl } from './escapeControl.js';
import { formatValue } from './formatValue.js';

/** Params on one line, shortened for people to read: `stepSize 0.1, momentum 0.9`. */
export const formatParamsLine = (params: JsonObject, separator = ' '): string =>
  flattenParams(params)
    .map(([label, value]) => `${escapeControl(label)}${separator}${formatValue(value)}`)
    .join(', ');
