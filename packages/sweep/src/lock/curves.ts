import { canonicalJson, digest } from '@nx-tune/search';
import { z } from 'zod';

import type { Metric } from '../trial/metric.js';
import type { Medians } from '../trial/stopRule.js';

/** The content of a committed `NAME.tune.curves.json`: typical learning curves of a sweep. */
export interface Curves {
  readonly schemaVersion: 1;
  readonly metric: Metric;
  /** The number of trials that they summarise. */
  readonly trials: number;
  /** At each step, the median of the trials' running averages (Golovin et al., KDD 2017, section 3.2.1). */
  readonly medians: Medians;
  /** Digest of the rest, so that an edit is noticed. */
  readonly digest: string;
}

/** The values of the metric that one trial reported, in the order of its reports. */
export type Curve = readonly { readonly step: number; readonly value: number }[];

/** Summarises the curves of a sweep's completed trials. Their order does not matter. */
export function createCurves(metric: Metric, curves: readonly Curve[]): Curves {
  const averages = curves.map(runningAverages);
  const steps = [...new Set(averages.flatMap((curve) => [...curve.keys()]))].toSorted((a, b) => a - b);
  const medians = steps.map((step) => [step, median(averages.flatMap((curve) => curve.get(step) ?? []))] as const);
  const content = { schemaVersion: 1, metric, trials: curves.length, medians } as const;
  return { ...content, digest: digestOf(content) };
}

const digestOf = (content: Omit<Curves, 'digest'>): string => digest(canonicalJson(content), 26);

function runningAverages(curve: Curve): Map<number, number> {
  const averages = new Map<number, number>();
  let [sum, count] = [0, 0];
  for (const { step, value } of curve) {
    if (!Number.isFinite(sum + value)) continue;
    sum += value;
    averages.set(step, sum / ++count);
  }
  return averages;
}

/** Rounded: it is compared with, and not computed with. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = NaN, high = NaN] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.ceil((sorted.length - 1) / 2)],
  ];
  return Number((low / 2 + high / 2).toPrecision(10));
}

/** Writes one step per line, so that a diff is easy to read. */
export function formatCurves({ medians, ...head }: Curves): string {
  const open = canonicalJson(head).slice(0, -1);
  return `${open},"medians":[\n${medians.map((point) => canonicalJson([...point])).join(',\n')}\n]}\n`;
}

const curvesSchema = z.object({
  schemaVersion: z.literal(1),
  metric: z.object({ name: z.string(), goal: z.enum(['minimize', 'maximize']) }),
  trials: z.int(),
  medians: z.array(z.tuple([z.int(), z.number()])),
  digest: z.string(),
});

/** Parses such a file, or says why it cannot be used. */
export function parseCurves(text: string): { readonly curves: Curves } | { readonly problem: string } {
  const parsed = curvesSchema.safeParse(jsonOrUndefined(text));
  if (!parsed.success) return { problem: 'it does not contain curves' };
  const { digest: said, ...content } = parsed.data;
  return said === digestOf(content) ? { curves: parsed.data } : { problem: 'it was edited' };
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
