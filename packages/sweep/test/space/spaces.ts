import { isAdaptive, type Json, type JsonObject, methodNames } from '@nx-tune/search';
import * as fc from 'fast-check';

import {
  expandSweep,
  type Expansion,
  formatProblem,
  parseSweep,
  proposeGeneration,
  type Sweep,
  type TrialResult,
} from '../../src/index.js';

/** A sweep file as an object: what is not said is the usual. */
export type File = Readonly<Record<string, unknown>>;

const fileOf = (file: File): string =>
  JSON.stringify({ objective: 'o.ts', method: 'grid', metric: { name: 'loss' }, ...file });

export function sweepOf(file: File): Sweep {
  const result = parseSweep('tune', 'a/tune.yaml', fileOf(file));
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.value;
}

function expansionOf(sweep: Sweep): Extract<Expansion, { ok: true }> {
  const expansion = expandSweep(sweep);
  if (!expansion.ok) throw new Error(`${expansion.problem.rule}, but ${expansion.problem.found}`);
  return expansion;
}

/** The params of the trials of a sweep; a method that learns finds that fewer `a` is better. */
export function paramsOf(file: File): JsonObject[] {
  const sweep = sweepOf(file);
  const { trials, slots } = expansionOf(sweep);
  return isAdaptive(sweep.method) ? search(sweep, slots.length) : trials.map(({ definition }) => definition.params);
}

function search(sweep: Sweep, wanted: number): JsonObject[] {
  const results: TrialResult[] = [];
  while (results.length < wanted) {
    const proposed = proposeGeneration(sweep, results);
    if (proposed.length === 0) break;
    results.push(
      ...proposed.map((params): TrialResult => ({
        schemaVersion: 1,
        id: 'x',
        params,
        seed: '0',
        outcome: { kind: 'completed' },
        metrics: { loss: Number(params['a'] ?? 3) },
      })),
    );
  }
  return results.slice(0, wanted).map(({ params }) => params);
}

export const listed = methodNames.filter((method) => method !== 'bayes');

/** Parameters that list their values, by name. */
type Listed = Readonly<
  Record<string, { readonly values: readonly Json[] | undefined; readonly when?: Readonly<Record<string, Json>> }>
>;

/** Four parameters of few values, each of which may depend on those before. */
export const conditionalParameters = fc
  .tuple(fc.nat(2), fc.nat(3), fc.nat(3), fc.nat(2), fc.infiniteStream(fc.nat(5)))
  .map(([a, b, c, d, choices]) => {
    const values: Record<string, readonly Json[]> = {
      a: [0, 1, 2].slice(0, a + 1),
      b: ['x', 'y', true, null].slice(0, b + 1),
      c: [1, 2, 3, 4].slice(0, c + 1),
      d: [0.5, 1, 'z'].slice(0, d + 1),
    };
    const pick = (below: number): number => (choices.next().value ?? 0) % below;
    const names = Object.keys(values);
    const entries = names.map((name, index) => {
      const controllers = names.slice(0, index).filter(() => pick(3) === 0);
      const when = Object.fromEntries(
        controllers.map((label) => [label, (values[label] ?? []).slice(0, 1 + pick(2)) as Json]),
      );
      return [name, { values: values[name], ...(controllers.length === 0 ? {} : { when }) }] as const;
    });
    return Object.fromEntries(entries);
  });

/** All points by brute force: the product, then what is not active dropped, then each once. */
export function bruteForce(parameters: Listed): JsonObject[] {
  const names = Object.keys(parameters);
  const product = names.reduce<JsonObject[]>(
    (points, name) =>
      points.flatMap((point) => (parameters[name]?.values ?? []).map((value) => ({ ...point, [name]: value }))),
    [{}],
  );
  const active = product.map((point) => {
    const kept: Record<string, Json> = {};
    for (const name of names) {
      const conditions = Object.entries(parameters[name]?.when ?? {});
      const holds = conditions.every(
        ([label, values]) => label in kept && (values as Json[]).includes(kept[label] ?? null),
      );
      if (holds) kept[name] = point[name] ?? null;
    }
    return kept;
  });
  return [...new Map(active.map((point) => [JSON.stringify(point), point])).values()];
}
