import type { JsonObject } from '@nx-tune/search';
import { stringify } from 'yaml';

/** Params as YAML, to be copied into a file; without a line break at the end. */
export const formatParams = (params: JsonObject): string => stringify(params, { lineWidth: 0 }).trimEnd();
