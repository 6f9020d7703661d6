import { z } from 'zod';

import {
  budgetSchema,
  metricsSchema,
  metricValueSchema,
  outcomeSchema,
  paramsSchema,
  replicateSchema,
} from './resultSchemas.js';

/** The shape of `result.json`. */
export const resultFileSchema: z.ZodType = z.object({
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

/** The shape of `run.json`. */
export const runFileSchema: z.ZodType = z.object({
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
