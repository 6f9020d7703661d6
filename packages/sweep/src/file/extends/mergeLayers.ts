import type { SweepSource } from '../source.js';

/** A file of a chain of files that extend one another. */
export interface Layer {
  readonly file: string;
  readonly source: SweepSource;
  /** Its keys and values. */
  readonly value: Readonly<Record<string, unknown>>;
}

/** Keys whose entries are merged by name; of all others, the nearest file decides. */
export const mergedKeys: ReadonlySet<string> = new Set(['parameters', 'baselines']);

/** Keys that are about a file itself. */
const ownKeys: ReadonlySet<string> = new Set(['extends', '$schema', 'description']);

/**
 * The values of a chain as one, the nearest file first: its keys win, entries of `parameters` and `baselines` are merged by name,
 * and `null` removes what it replaces.
 */
export function mergeLayers(layers: readonly Layer[]): Record<string, unknown> {
  const merged = new Map<string, unknown>();
  for (const [depth, { value }] of [...layers.entries()].toReversed()) {
    replaceGoals(merged, value);
    for (const [key, own] of Object.entries(value)) {
      if (depth > 0 && ownKeys.has(key)) continue;
      if (own === null) merged.delete(key);
      else merged.set(key, mergedKeys.has(key) ? mergeEntries(merged.get(key), own) : own);
    }
  }
  merged.delete('extends');
  return Object.fromEntries(merged);
}

/** `metric` and a list under `metrics` replace each other, so a file that has one of them does not take over the other. */
function replaceGoals(merged: Map<string, unknown>, own: Layer['value']): void {
  const [metric, metrics] = [own['metric'] ?? undefined, own['metrics'] ?? undefined];
  if (Array.isArray(metrics) && metric === undefined) merged.delete('metric');
  if (metric !== undefined && metrics === undefined && Array.isArray(merged.get('metrics'))) merged.delete('metrics');
}

/** Anything but a mapping is a mistake, which the schema reports. */
function mergeEntries(base: unknown, own: unknown): unknown {
  if (!isMapping(own)) return own;
  const entries = new Map(isMapping(base) ? Object.entries(base) : []);
  for (const [name, value] of Object.entries(own)) {
    if (value === null) entries.delete(name);
    else entries.set(name, value);
  }
  return Object.fromEntries(entries);
}

export const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The file that a value is from: the nearest that has it, or else the nearest that has the key that it would be under. */
export function layerOf(layers: readonly Layer[], path: readonly PropertyKey[]): Layer {
  const [key = '', name] = path;
  const all = layers.filter(({ value }) => Object.hasOwn(value, key));
  // A `null` takes away what the files behind it have, and is itself where a key that is gone has gone.
  const removed = all.findIndex(({ value }) => value[String(key)] === null);
  const having = removed < 0 ? all : all.slice(0, Math.max(1, removed));
  const named = (value: unknown): boolean => isMapping(value) && name !== undefined && Object.hasOwn(value, name);
  const owner = mergedKeys.has(String(key)) ? having.find(({ value }) => named(value[String(key)])) : undefined;
  return owner ?? having[0] ?? (layers[0] as Layer);
}
