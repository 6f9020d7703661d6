import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/**
 * The tables in a folder's `*.json.gz` files: configurations that were really evaluated, with their replicates. Each file is
 * `{ NAME: { goal, space: [[param, number of values, "o" | "c"], ...], values: { digits: [replicate, ...] } } }`, where a configuration is one
 * digit for each parameter, the index of its value. Losses are lower for better configurations, whatever the goal.
 */
export function readTables(folder) {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json.gz'));
  if (files.length === 0) throw new Error(`There are no *.json.gz files in ${folder}.`);
  return files.flatMap((file) =>
    Object.entries(JSON.parse(gunzipSync(readFileSync(join(folder, file))).toString())).map(([name, table]) =>
      tableOf(name, table),
    ),
  );
}

function tableOf(name, { goal, space, values }) {
  const sign = goal === 'minimize' ? 1 : -1;
  const losses = new Map(Object.entries(values).map(([key, all]) => [key, all.map((value) => sign * value)]));
  return {
    name,
    space: space.map(([label, size, kind]) => ({ label, path: [label], distribution: distributionOf(size, kind) })),
    losses,
    means: [...losses.values()].map((all) => all.reduce((sum, value) => sum + value, 0) / all.length),
    lossesOf: (params) => losses.get(space.map(([label]) => params[label]).join('')),
  };
}

const distributionOf = (size, kind) =>
  kind === 'o'
    ? { kind: 'int_uniform', min: 0, max: size - 1 }
    : { kind: 'categorical', values: Array.from({ length: size }, (_, index) => index) };
