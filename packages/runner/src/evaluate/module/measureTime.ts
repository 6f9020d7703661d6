import { inspect } from 'node:util';

import type { MeasuredTime, MeasureOptions } from '../../model/objective.js';

const usual = { warmup: 3, repeats: 30 } as const;

/**
 * Measures how long a function takes, in milliseconds: the median of several calls, after some that do not count, and the distance
 * between the quartiles. Both are robust: a call that something else interrupted does not move them. A promise is awaited.
 *
 * @throws what the function throws, and the signal's reason once the trial is aborted.
 */
export async function measureTime(
  run: () => unknown,
  signal: AbortSignal,
  { warmup = usual.warmup, repeats = usual.repeats }: MeasureOptions = {},
): Promise<MeasuredTime> {
  if (typeof run !== 'function') throw new TypeError(`measure(run): run must be a function, but it is ${inspect(run)}`);
  const durations: number[] = [];
  const calls = countOf('warmup', warmup, 0) + countOf('repeats', repeats, 1);
  for (let call = 0; call < calls; call += 1) {
    signal.throwIfAborted();
    const start = performance.now();
    const answer = run();
    if (isPromise(answer)) await answer;
    if (call >= warmup) durations.push(performance.now() - start);
  }
  const sorted = durations.toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), spread: quantile(sorted, 0.75) - quantile(sorted, 0.25) };
}

const isPromise = (answer: unknown): answer is PromiseLike<unknown> =>
  typeof answer === 'object' && answer !== null && 'then' in answer && typeof answer.then === 'function';

function countOf(name: string, count: number, least: number): number {
  if (Number.isSafeInteger(count) && count >= least) return count;
  throw new TypeError(
    `measure(run, { ${name} }): ${name} must be a whole number, ${least} or more, but it is ${inspect(count)}`,
  );
}

/** Between the two nearest of the sorted values (type 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", 1996). */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const [low = NaN, high = low] = sorted.slice(Math.floor(place));
  return low + (high - low) * (place - Math.floor(place));
}
