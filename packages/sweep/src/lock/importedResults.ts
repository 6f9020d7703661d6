import { canonicalJson, digest } from '@nx-tune/search';
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

/** Writes one result per line, so that a diff is easy to read, and a digest, so that an edit is noticed. */
export function formatImportedResults(known: ImportedResults): string {
  const { trials, ...head } = known;
  const open = toJson({ ...head, digest: digestOf(known) }).slice(0, -1);
  return `${open},"trials":[\n${trials.map(toJson).join(',\n')}\n]}\n`;
}

const digestOf = ({ schemaVersion, source, metric, trials }: ImportedResults): string =>
  digest(toJson({ schemaVersion, source, metric, trials }), 26);
const toJson = (value: object): string => canonicalJson(value as never);

const edited =
  'it was edited after "nx-tune import" had written it; import it again or, if the edit is meant, remove its "digest"';

const schema = z.object({
  schemaVersion: z.literal(1),
  source: z.object({ kind: z.string(), file: z.string() }),
  metric: z.object({ name: z.string() }),
  digest: z.string().exactOptional(),
  trials: z.array(
    z.object({
      params: paramsSchema,
      budget: budgetSchema.exactOptional(),
      outcome: outcomeSchema,
      metrics: metricsSchema,
    }),
  ),
});

/** Parses such a file, or says why it cannot be used. One without a digest was written by hand, and is taken as it is. */
export function parseImportedResults(text: string): { readonly known: ImportedResults } | { readonly problem: string } {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    if (!parsed.success) return { problem: 'it does not contain imported results' };
    const { digest: said, ...known } = parsed.data;
    return said === undefined || said === digestOf(known) ? { known } : { problem: edited };
  } catch (error) {
    if (error instanceof RangeError) return { problem: 'it is nested too deeply' };
    return { problem: text.includes('<<<<<<<') ? 'a merge was not finished' : 'it is not JSON' };
  }
}
