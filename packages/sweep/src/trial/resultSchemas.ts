import type { JsonObject } from '@nx-tune/search/core';
import { z } from 'zod';

import { type Budget, wholeRun } from './budget.js';
import type { MetricValue, Outcome, TrialResult } from './result.js';

export const metricValueSchema: z.ZodType<MetricValue> = z.union([
  z.number(),
  z.enum(['NaN', 'Infinity', '-Infinity']),
]);

/** Schema of the end of a trial. */
export const outcomeSchema: z.ZodType<Outcome> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('completed'), step: z.int().exactOptional() }),
  z.object({ kind: z.literal('diverged'), step: z.int().exactOptional() }),
  z.object({
    kind: z.literal('infeasible'),
    reason: z.string(),
    violates: z.array(z.string()).exactOptional(),
    step: z.int().exactOptional(),
  }),
  z.object({ kind: z.literal('stopped'), step: z.int() }),
  z.object({
    kind: z.literal('failed'),
    error: z.string(),
    missing: z.string().exactOptional(),
    step: z.int().exactOptional(),
  }),
]);

export const metricsSchema: z.ZodType<TrialResult['metrics']> = z.record(z.string(), metricValueSchema);

export const paramsSchema: z.ZodType<JsonObject> = z.record(z.string(), z.json());

export const budgetSchema: z.ZodType<Budget> = z.record(z.string(), z.union([z.number(), z.literal(wholeRun)]));

/** Replicate 0 has no number: it is the trial that a sweep without replicates has. */
export const replicateSchema: z.ZodType<number> = z.int().min(1);
