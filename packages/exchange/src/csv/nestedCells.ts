import { flattenParams, isJsonObject, parsePythonJson } from '@nx-tune/search';

import type { CsvTable } from './csvRows.js';

/**
 * A table in which a cell that holds a JSON object is shown as a column for each of its values, `score.max` for
 * `{"max": 0.9}` under `score`; W&B has such summaries. The column itself stays, too.
 */
export function withNestedCells({ header, rows }: CsvTable): CsvTable {
  const nested = rows.map(({ values }) => nestedIn(header, values));
  const added = [...new Set(nested.flatMap((cells) => [...cells.keys()]))].filter((name) => !header.includes(name));
  return {
    header: [...header, ...added],
    rows: rows.map(({ line, values }, index) => ({
      line,
      values: [
        ...header.map((_, place) => values[place] ?? ''),
        ...added.map((name) => nested[index]?.get(name) ?? ''),
      ],
    })),
  };
}

function nestedIn(header: readonly string[], values: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    values.flatMap((text, index) => {
      const object = text.startsWith('{') ? parsePythonJson(text) : undefined;
      const name = header[index] ?? '';
      if (name === '' || !isJsonObject(object)) return [];
      return flattenParams(object, `${name}.`).map(
        ([label, value]) => [label, typeof value === 'string' ? value : JSON.stringify(value)] as const,
      );
    }),
  );
}
