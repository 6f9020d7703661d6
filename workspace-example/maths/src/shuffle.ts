/** Fisher and Yates' shuffle, in place: every order is equally likely if `rng` is uniform in [0, 1). */
export function shuffle(order: Uint32Array, rng: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const pick = Math.floor(rng() * (last + 1));
    const kept = order[last]!;
    order[last] = order[pick]!;
    order[pick] = kept;
  }
}
