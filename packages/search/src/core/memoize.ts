/**
 * The same pure function, which remembers its last `capacity` results: a caller can tell only by the time it takes.
 *
 * The results are shared between callers, who must not write to them.
 */
export function remember<Arguments extends readonly (string | number)[], Result extends object>(
  capacity: number,
  compute: (...parts: Arguments) => Result,
): (...parts: Arguments) => Result {
  const results = new Map<string, Result>();
  return (...parts) => {
    const key = JSON.stringify(parts);
    const result = results.get(key) ?? compute(...parts);
    results.set(key, result);
    if (results.size > capacity) forgetOldest(results);
    return result;
  };
}

function forgetOldest(results: Map<string, unknown>): void {
  for (const oldest of results.keys()) {
    results.delete(oldest);
    return;
  }
}
