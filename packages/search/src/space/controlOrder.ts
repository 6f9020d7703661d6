import type { Space } from './distribution.js';

/** The indices of the parameters, each after those that its conditions name. */
export function controlOrder(space: Space): readonly number[] {
  const indices = new Map(space.map(({ label }, index) => [label, index]));
  const order = new Set<number>();
  const visit = (index: number): void => {
    if (order.has(index)) return;
    for (const { label } of space[index]?.when ?? []) visit(indices.get(label) ?? 0);
    order.add(index);
  };
  space.forEach((_, index) => visit(index));
  return [...order];
}
