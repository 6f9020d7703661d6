/**
 * Caches the last `capacity` results of a pure function, so that a repeated call only takes less time.
 *
 * Callers share the results and must not write to them.
 */
export function memoize<Arguments extends readonly (string | number)[], Result extends object>(
  capacity: number,
  compute: (...parts: Arguments) => Result,
): (...parts: Arguments) => Result {
  const results = new Map<string, Result>();
  return (...parts) => {
    const key = JSON.stringify(parts);
    const result = results.get(key) ?? compute(...parts);
    results.set(key, result);
    if (results.size > capacity) dropOldest(results);
    return result;
  };
}

function dropOldest(results: Map<string, unknown>): void {
  for (const oldest of results.keys()) {
    results.delete(oldest);
    return;
  }
}
