/** Computes for a number of turns. Its text is copied into objectives and bare processes. */
export function work(turns) {
  let x = 0.5;
  for (let turn = 0; turn < turns; turn++) x = 3.9 * x * (1 - x);
  return x;
}

/** Returns the number of turns that take about that long here, in seconds. */
export function turnsFor(seconds) {
  const some = 2e7;
  work(some);
  const started = performance.now();
  work(some);
  return Math.round((some * seconds * 1000) / (performance.now() - started));
}
