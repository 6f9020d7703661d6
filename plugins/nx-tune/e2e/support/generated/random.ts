/** Draws from one stream of random numbers; the same stream gives the same draws. */
export interface Random {
  below(limit: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
}

export function createRandom(stream: () => number): Random {
  const below = (limit: number): number => Math.floor(stream() * limit);
  return {
    below,
    chance: (probability) => stream() < probability,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
  };
}
