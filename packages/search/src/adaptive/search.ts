import type { Distribution, Space } from '../space/distribution.js';
import type { Sweep } from '../sweep/sweep.js';
import { canonicalJson } from '../trial/canonicalJson.js';

/** What proposals follow from, beside results: neither the name of the sweep nor how many trials it asks for. */
export type Search = Pick<
  Sweep,
  'objective' | 'metric' | 'method' | 'space' | 'seed' | 'generation' | 'ladder' | 'stop'
>;

/** The search of a sweep in its normal form: listed values in the order of their texts, and nothing else of the sweep. */
export const searchOf = ({ objective, metric, method, space, seed, generation, ladder, stop }: Search): Search => ({
  objective,
  metric,
  method,
  space: inOrder(space),
  seed,
  generation,
  ...(ladder === undefined ? {} : { ladder }),
  ...(stop === undefined ? {} : { stop }),
});

const inOrder = (space: Space): Space =>
  space.map((parameter) => ({ ...parameter, distribution: ordered(parameter.distribution) }));

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
