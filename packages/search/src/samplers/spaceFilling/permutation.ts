import type { Stream } from '../../core/stream.js';

/** 0 to size - 1 in an order drawn uniformly (Fisher and Yates, as in Knuth, TAOCP volume 2, algorithm 3.4.2 P). */
export function permutation(size: number, stream: Stream): Uint32Array {
  const order = new Uint32Array(size);
  for (let position = 1; position < size; position += 1) order[position] = position;
  for (let last = size - 1; last > 0; last--) swap(order, last, Math.floor(stream() * (last + 1)));
  return order;
}

function swap(order: Uint32Array, a: number, b: number): void {
  const held = order[a] ?? 0;
  order[a] = order[b] ?? 0;
  order[b] = held;
}
