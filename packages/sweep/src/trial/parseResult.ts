import { z } from 'zod';

import type { StoredResult, TrialRun } from './result.js';
import {
  budgetSchema,
  metricsSchema,
  metricValueSchema,
  outcomeSchema,
  paramsSchema,
  replicateSchema,
} from './resultSchemas.js';

const resultSchema = z.object({
  schemaVersion: z.literal(1),
  id: z.string(),
  params: paramsSchema,
  seed: z.string(),
  budget: budgetSchema.optional(),
  continues: z.string().optional(),
  replicate: replicateSchema.exactOptional(),
  case: z.json().exactOptional(),
  outcome: outcomeSchema,
  metrics: metricsSchema,
  value: metricValueSchema.exactOptional(),
});

const runSchema = z.object({
  schemaVersion: z.literal(1),
  runId: z.string(),
  startedAt: z.string(),
  durationMs: z.number().min(0),
  cpuMs: z.number().min(0).optional(),
  peakMemoryBytes: z.number().min(0).optional(),
  versions: z.record(z.string(), z.string()),
  machine: z.record(z.string(), z.json()),
  inputs: z.string().optional(),
  onCrash: z.literal('record').optional(),
  undeclared: z.object({ files: z.array(z.string()), unknown: z.string().optional() }).optional(),
  seal: z
    .object({
      files: z.record(z.string(), z.string()),
      artifacts: z.object({ files: z.number(), bytes: z.number(), digest: z.string() }).optional(),
    })
    .optional(),
});

/** Parses a `result.json`. Returns undefined if it is cut short, edited into another shape, or something else. */
export const parseResult = (text: string): StoredResult | undefined =>
  parse(text, resultSchema) as StoredResult | undefined;

/** Parses a `run.json`. Returns undefined if it is not one. */
export const parseRun = (text: string): TrialRun | undefined => parse(text, runSchema) as TrialRun | undefined;

function parse<T>(text: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
