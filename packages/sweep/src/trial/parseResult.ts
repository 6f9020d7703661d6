import type { z } from 'zod';

import { plainResult, plainRun } from './plainResult.js';
import type { StoredResult, TrialRun } from './result.js';
import { resultFileSchema, runFileSchema } from './resultFileSchemas.js';

/** Parses a `result.json`. Returns undefined if it is cut short, edited into another shape, or something else. */
export const parseResult = (text: string): StoredResult | undefined =>
  parse(text, plainResult, () => resultFileSchema) as StoredResult | undefined;

/** Parses a `run.json`. Returns undefined if it is not one. */
export const parseRun = (text: string): TrialRun | undefined =>
  parse(text, plainRun, () => runFileSchema) as TrialRun | undefined;

/** The schema is asked for where it is needed, since zod takes longer to load than a thousand results to read. */
function parse(text: string, plain: (value: unknown) => object | undefined, schema: () => z.ZodType): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return plain(value) ?? schema().safeParse(value).data;
  } catch {
    return undefined;
  }
}
