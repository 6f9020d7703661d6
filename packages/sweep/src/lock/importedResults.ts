import { canonicalJson } from '@nx-tune/search';
import { z } from 'zod';

import type { TrialResult } from '../trial/result.js';
import { budgetSchema, metricsSchema, outcomeSchema, paramsSchema } from '../trial/resultSchemas.js';

/** A result to learn from. It is not a trial: it has no id and no seed, so nothing can mistake it for one. */
export type ImportedTrial = Pick<TrialResult, 'params' | 'budget' | 'outcome' | 'metrics'>;

/** The content of a committed `NAME.tune.known.json`: results that were computed elsewhere. */
export interface ImportedResults {
  readonly schemaVersion: 1;
  /** Their origin: a kind of file, and its name without its folder. */
  readonly source: { readonly kind: string; readonly file: string };
  readonly metric: { readonly name: string };
  /** In the order of the source. */
  readonly trials: readonly ImportedTrial[];
}

/** Writes one result per line, so that a diff is easy to read. */
export function formatImportedResults({ trials, ...head }: ImportedResults): string {
  const open = toJson(head).slice(0, -1);
  return `${open},"trials":[\n${trials.map(toJson).join(',\n')}\n]}\n`;
}

const toJson = (value: object): string => canonicalJson(value as never);

const schema = z.object({
  schemaVersion: z.literal(1),
  source: z.object({ kind: z.string(), file: z.string() }),
  metric: z.object({ name: z.string() }),
  trials: z.array(
    z.object({
      params: paramsSchema,
      budget: budgetSchema.exactOptional(),
      outcome: outcomeSchema,
      metrics: metricsSchema,
    }),
  ),
});

/** Parses such a file, or says why it cannot be used. */
export function parseImportedResults(text: string): { readonly known: ImportedResults } | { readonly problem: string } {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? { known: parsed.data } : { problem: 'it does not contain imported results' };
  } catch (error) {
    if (error instanceof RangeError) return { problem: 'it is nested too deeply' };
    return { problem: text.includes('<<<<<<<') ? 'a merge was not finished' : 'it is not JSON' };
  }
}
