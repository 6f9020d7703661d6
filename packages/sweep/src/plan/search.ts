import { canonicalJson, digest, type Distribution, type JsonObject, type Space } from '@nx-tune/search';

import type { Sweep } from '../model/sweep.js';

/** What proposals follow from, beside results: neither the name of the sweep nor how many trials it asks for. */
export type Search = Pick<
  Sweep,
  | 'objective'
  | 'metric'
  | 'method'
  | 'space'
  | 'seed'
  | 'generation'
  | 'ladder'
  | 'stop'
  | 'exclude'
  | 'constraints'
  | 'points'
  | 'prior'
  | 'from'
  | 'known'
>;

/** The search of a sweep in its normal form: listed values in the order of their texts, and nothing else of the sweep. */
export const searchOf = ({
  objective,
  metric,
  method,
  space,
  seed,
  generation,
  ladder,
  stop,
  exclude,
  constraints,
  points,
  prior,
  from,
  known,
}: Search): Search => ({
  objective,
  metric,
  method,
  space: inOrder(space),
  seed,
  generation,
  ...(ladder === undefined ? {} : { ladder }),
  ...(stop === undefined ? {} : { stop }),
  ...(exclude === undefined ? {} : { exclude }),
  ...(constraints === undefined ? {} : { constraints }),
  ...(points === undefined ? {} : { points }),
  ...(prior === undefined ? {} : { prior }),
  ...(from === undefined ? {} : { from }),
  ...(known === undefined ? {} : { known }),
});

/** All that proposals follow from, as canonical JSON: of what is known of other sweeps, the digest. */
export const searchText = (search: Search): string => textOf(search, search.known?.digest);

/**
 * A short digest of a search. It knows where results of other sweeps stand, and not what they are: a lock that is written while
 * Nx runs must not rename tasks. What they are is hashed into what is proposed.
 */
export const searchId = (search: Search): string => digest(textOf(search), 12);

const textOf = (search: Search, known?: string): string =>
  canonicalJson({ ...searchOf(search), known } as unknown as JsonObject);

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
