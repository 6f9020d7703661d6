import { canonicalJson, type Json, type Parameter, parsePythonJson, possibleValue } from '@nx-tune/search';
import { type MetricValue, toMetricValue } from '@nx-tune/sweep';

/** Reads a cell as the value of a metric: a number, or any common name of one that is not finite. */
export function metricValue(cell: Json): MetricValue | undefined {
  if (typeof cell === 'number') return toMetricValue(cell);
  if (typeof cell !== 'string' || cell.trim() === '') return undefined;
  const text = cell.trim();
  const named = /^([+-]?)(?:inf|infinity)$/i.exec(text);
  if (named !== null) return named[1] === '-' ? '-Infinity' : 'Infinity';
  if (/^nan$/i.test(text)) return 'NaN';
  return Number.isNaN(Number(text)) ? undefined : toMetricValue(Number(text));
}

/** Reads a cell as a value of the parameter, such as "0.1" as 0.1 for a number; if none fits, as it would read on its own. */
export function paramValue(parameters: readonly Parameter[], cell: Json): Json {
  for (const reading of readingsOf(cell))
    for (const { distribution } of parameters) {
      const value = possibleValue(distribution, reading);
      if (value !== undefined) return value;
    }
  return plainValue(cell);
}

/** Reads a text as it is, then as a number, a word of Python, or JSON. */
function readingsOf(cell: Json): readonly Json[] {
  if (typeof cell !== 'string') return [cell, canonicalJson(cell)];
  const text = cell.trim();
  const number = text === '' ? NaN : Number(text);
  const json = parsePythonJson(text);
  return [
    cell,
    ...(Number.isFinite(number) ? [number] : []),
    ...(Object.hasOwn(words, text) ? [words[text] ?? null] : []),
    ...(json === undefined ? [] : [json]),
  ];
}

const words: Readonly<Record<string, Json>> = { True: true, False: false, None: null };

/** Reads a cell without a parameter. Values outside the space are kept, since the space may grow. */
export function plainValue(cell: Json): Json {
  const readings = readingsOf(cell);
  return (typeof cell === 'string' ? readings.find((reading) => typeof reading !== 'string') : undefined) ?? cell;
}
