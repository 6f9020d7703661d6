import { createStream } from '@nx-tune/search';

/** Random draws of one repeat of a benchmark. */
export function createDraws(seed) {
  const uniform = createStream(String(seed), 'bench');
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const shuffled = (items) =>
    items
      .map((item) => [uniform(), item])
      .toSorted(([a], [b]) => a - b)
      .map(([, item]) => item);
  return { uniform, normal, shuffled };
}
