import type { TrialRun } from '@nx-tune/sweep';

/** Facts of every trial, besides its params and metrics. */
const trialFacts: readonly string[] = ['number', 'rank', 'id', 'outcome', 'seed'];

/**
 * The names of facts about the run of a trial, in full alone, since metrics are often called so: `run.seconds`, `run.cpuSeconds`,
 * and `run.peakMemory` in bytes.
 */
const runFacts: readonly string[] = ['run.seconds', 'run.cpuSeconds', 'run.peakMemory'];

/** Returns the known facts about a run, by those names. */
export function runValues(
  run: Pick<TrialRun, 'durationMs' | 'cpuMs' | 'peakMemoryBytes'>,
): readonly (readonly [string, number])[] {
  const { durationMs, cpuMs, peakMemoryBytes } = run;
  return [
    ['run.seconds', durationMs / 1000],
    ...(cpuMs === undefined ? [] : [['run.cpuSeconds', cpuMs / 1000] as const]),
    ...(peakMemoryBytes === undefined ? [] : [['run.peakMemory', peakMemoryBytes] as const]),
  ];
}

/** The names that filters and sorting understand. */
export interface FilterNames {
  readonly names: readonly string[];
  /** Names that several things have, and how each of these is called in full. */
  readonly ambiguous: ReadonlyMap<string, readonly string[]>;
}

/**
 * The names of facts, params and metrics: their own, as far as only one of them has it, and in full `trial.x`, `params.x` and
 * `metrics.x`.
 */
export function filterableNames(
  labels: readonly string[],
  metrics: readonly string[],
  moreFacts: readonly string[] = [],
  hasRuns = false,
): FilterNames {
  const all = [
    ...[...trialFacts, ...moreFacts].map((name) => [name, `trial.${name}`] as const),
    ...labels.map((label) => [label, `params.${label}`] as const),
    ...metrics.map((name) => [name, `metrics.${name}`] as const),
  ];
  const full: ReadonlySet<string> = new Set([...all.map(([, whole]) => whole), ...(hasRuns ? runFacts : [])]);
  const meanings = new Map<string, readonly string[]>();
  for (const [name, whole] of all)
    if (!full.has(name)) meanings.set(name, [...new Set([...(meanings.get(name) ?? []), whole])]);
  const [plain, ambiguous] = [
    [...meanings].filter(([, of]) => of.length === 1),
    [...meanings].filter(([, of]) => of.length > 1),
  ];
  return { names: [...plain.map(([name]) => name), ...full], ambiguous: new Map(ambiguous) };
}

/** Says that a name has several meanings, and how to choose; undefined if it has not. */
export function ambiguity(name: string, { ambiguous }: FilterNames): string | undefined {
  const meanings = ambiguous.get(name);
  return meanings && `"${name}" may be ${meanings.join(' or ')}: write which is meant`;
}

/** A name of a param or metric that a filter understands: its own if nothing else has it. */
export const nameInFilter = (kind: 'params' | 'metrics', name: string, { names }: FilterNames): string =>
  names.includes(name) ? name : `${kind}.${name}`;
