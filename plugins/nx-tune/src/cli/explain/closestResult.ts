import { canonicalJson, flattenParams, type Json, type JsonObject } from '@nx-tune/search';

/** The definition of a trial, past or planned. */
export interface ComparedPoint {
  readonly params: JsonObject;
  readonly seed: string;
  readonly replicate?: number;
  readonly case?: Json;
}

/** The numbers that represent the values of one thing in all results; 0 where a result does not have it. */
interface Column {
  readonly numbers: Map<string, number>;
  readonly values: Int32Array;
}

/**
 * Finds the result that differs from a point in the fewest things, the first of several. Each value has a number, since thousands
 * of points may be compared with thousands of results.
 */
export function closestAmong<T extends { readonly result: ComparedPoint }>(
  results: readonly T[],
): (point: ComparedPoint) => T | undefined {
  const columns = columnsOf(results.map(({ result }) => result));
  const distances = new Uint32Array(results.length);
  return (point) => {
    const wanted = thingsOf(point);
    // What no result has is the same distance to all.
    distances.fill([...wanted.keys()].filter((name) => !columns.has(name)).length);
    for (const [name, { numbers, values }] of columns) {
      const text = wanted.get(name);
      const number = text === undefined ? 0 : (numbers.get(text) ?? -1);
      for (let index = 0; index < values.length; index++) if (values[index] !== number) distances[index]! += 1;
    }
    // A result that differs in nothing was computed by another objective: that is one thing, too.
    const least = distances.reduce((nearest, distance) => Math.min(nearest, distance), Infinity);
    return results[distances.findIndex((distance) => distance <= Math.max(1, least))];
  };
}

function columnsOf(points: readonly ComparedPoint[]): ReadonlyMap<string, Column> {
  const columns = new Map<string, Column>();
  for (const [index, point] of points.entries())
    for (const [name, text] of thingsOf(point)) {
      const column = columns.get(name) ?? { numbers: new Map<string, number>(), values: new Int32Array(points.length) };
      columns.set(name, column);
      const number = column.numbers.get(text) ?? column.numbers.size + 1;
      column.numbers.set(text, number);
      column.values[index] = number;
    }
  return columns;
}

/** The seeds of two replicates differ because the replicates do, so the two are one thing. */
function thingsOf({ params, seed, replicate = 0, case: on }: ComparedPoint): ReadonlyMap<string, string> {
  return new Map([
    ...flattenParams(params).map(([label, value]): [string, string] => [`parameter ${label}`, JSON.stringify(value)]),
    ...(on === undefined ? [] : [['case', canonicalJson(on)] as const]),
    ['seed', JSON.stringify([replicate, seed])],
  ]);
}
