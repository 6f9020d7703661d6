import { canonicalJson, defined, digest, type Distribution, type Space } from '@nx-tune/search';

import type { Sweep } from '../model/sweep.js';
import { withVariant } from '../model/variant.js';

/** The keys that proposals depend on, besides results: neither the sweep's name nor the number of its trials. */
const searchKeys = [
  'objective',
  'metric',
  'target',
  'targets',
  'stopWhen',
  'budgetSeconds',
  'recorded',
  'method',
  'space',
  'seed',
  'generation',
  'gp',
  'ladder',
  'stop',
  'reports',
  'exclude',
  'constraints',
  'points',
  'baselineParams',
  'replicates',
  'autoReplicates',
  'cases',
  'aggregate',
  'prior',
  'from',
  'warmStart',
  'variant',
] as const;

/** The parts of a sweep that proposals depend on. */
export type Search = Pick<Sweep, (typeof searchKeys)[number]>;

/** The search of a sweep in its normal form: listed values in the order of their texts, and nothing else of the sweep. */
export function searchOf(search: Search): Search {
  const fields = searchKeys.flatMap((key) => (search[key] === undefined ? [] : [[key, search[key]] as const]));
  return { ...(Object.fromEntries(fields) as unknown as Search), space: inOrder(search.space) };
}

/** Writes everything that proposals depend on as canonical JSON. Digests replace the results of other sweeps and recorded costs. */
export const searchText = (search: Search): string =>
  textOf(search, { known: search.warmStart?.digest, recorded: search.recorded?.digest });

/**
 * A short digest of a search. It knows where results of other sweeps are, and not what they are: a lock that is written while Nx
 * runs must not rename tasks. What they are is hashed into what is proposed. So is the budget, which says when proposals end and
 * not what they are: with another one, the trials in the slots stay.
 */
export function searchId(search: Search): string {
  const { variant, budgetSeconds: _, ...rest } = search;
  return withVariant(digest(textOf(rest, {}), 12), variant);
}

/** The digest of a warm start is written as `known`, its name in texts that are hashed already. */
function textOf(
  search: Search,
  digests: { readonly known?: string | undefined; readonly recorded?: string | undefined },
): string {
  const { warmStart: _start, recorded: _recorded, ...rest } = searchOf(search);
  return canonicalJson({ ...rest, ...defined(digests) });
}

const inOrder = (space: Space): Space =>
  space.map((parameter) =>
    parameter.picks === undefined ? { ...parameter, distribution: ordered(parameter.distribution) } : parameter,
  );

function ordered(distribution: Distribution): Distribution {
  if (distribution.kind !== 'categorical') return distribution;
  const { values, probabilities } = distribution;
  const order = values
    .map((value, index) => ({ key: canonicalJson(value), index }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1) || a.index - b.index)
    .map(({ index }) => index);
  return {
    kind: 'categorical',
    values: order.map((index) => values[index] ?? null),
    ...(probabilities === undefined ? {} : { probabilities: order.map((index) => probabilities[index] ?? 0) }),
  };
}
