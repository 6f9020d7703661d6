import { canonicalJsonText, type JsonObject } from '@nx-tune/search';

import { readJson } from './readJson.js';

/** Renders the file that an `ask` task writes for a slot: params, or null if no point was left to propose. */
export const formatProposal = (params: JsonObject | undefined): string =>
  canonicalJsonText({ schemaVersion: 1, params: params ?? null });

/** Reads the params that were proposed for a slot; null if no point was left, undefined if nothing is known. */
export const readProposal = (file: string): JsonObject | null | undefined =>
  readJson(file)?.['params'] as JsonObject | null | undefined;
