import { z } from 'zod';

import type { JsonObject } from '../json.js';
import type { MetricValue, Outcome, TrialResult, TrialRun } from './result.js';

const metricValue: z.ZodType<MetricValue> = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);

const outcome: z.ZodType<Outcome> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('completed') }),
  z.object({ kind: z.literal('diverged') }),
  z.object({ kind: z.literal('infeasible'), reason: z.string() }),
  z.object({ kind: z.literal('stopped'), step: z.int() }),
  z.object({ kind: z.literal('failed'), error: z.string() }),
]);

const resultSchema = z.object({
  schemaVersion: z.literal(1),
  id: z.string(),
  params: z.record(z.string(), z.json()) as unknown as z.ZodType<JsonObject>,
  seed: z.string(),
  outcome,
  metrics: z.record(z.string(), metricValue),
});

const runSchema = z.object({
  schemaVersion: z.literal(1),
  runId: z.string(),
  startedAt: z.string(),
  durationMs: z.number().min(0),
  peakMemoryBytes: z.number().min(0).optional(),
  versions: z.record(z.string(), z.string()),
  machine: z.record(z.string(), z.json()),
});

/** The text of a `result.json`, or undefined if it is none: cut short, edited into another shape, something else. */
export const parseResult = (text: string): TrialResult | undefined => parse(text, resultSchema);

/** The text of a `run.json`, or undefined if it is none. */
export const parseRun = (text: string): TrialRun | undefined => parse(text, runSchema) as TrialRun | undefined;

function parse<T>(text: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
