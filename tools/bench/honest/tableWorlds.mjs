import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { usualRace } from '@nx-tune/sweep';

/** The number of configurations that race. */
const raced = 50;

/**
 * Tables of one family that have the same configurations are data sets: each replicate on each of them is an evaluation. The last
 * replicate on all of them is kept back as the truth. Accuracies of a data set are taken relative to its median, so that all count alike.
 */
export function tableWorlds(file) {
  const tables = Object.values(JSON.parse(gunzipSync(readFileSync(file))));
  const families = new Map();
  for (const table of tables) {
    const name = `${table.family} ${JSON.stringify(table.space)}`;
    families.set(name, [...(families.get(name) ?? []), table]);
  }
  return [...families.values()]
    .map((same) => ({ same, evaluations: same.length * (fewestReplicates(same) - 1) }))
    .filter(({ same, evaluations }) => same.length > 1 && evaluations > usualRace.first)
    .map(({ same }) => worldOf(same));
}

const fewestReplicates = (tables) =>
  tables
    .flatMap(({ values }) => Object.values(values))
    .reduce((least, { length }) => Math.min(least, length), Infinity);

function worldOf(tables) {
  const keys = Object.keys(tables[0].values).filter((key) => tables.every(({ values }) => key in values));
  const replicates = fewestReplicates(tables);
  const scales = tables.map(({ values }) => scaleOf(keys.map((key) => values[key][0])));
  const lossIn = (key, table, replicate) => {
    const { middle, spread } = scales[table];
    const value = (tables[table].values[key][replicate] - middle) / spread;
    return tables[table].goal === 'minimize' ? value : -value;
  };
  const seen = tables.flatMap((_, table) =>
    Array.from({ length: replicates - 1 }, (__, replicate) => [table, replicate]),
  );
  return {
    name: `${raced} of ${tables[0].family} on ${tables.length} data sets, ${seen.length} evaluations`,
    create: ({ shuffled }) => {
      const chosen = shuffled(keys).slice(0, raced);
      const order = shuffled(seen);
      return {
        losses: chosen.map((key) => order.map(([table, replicate]) => lossIn(key, table, replicate))),
        truth: chosen.map((key) => tables.reduce((sum, _, table) => sum + lossIn(key, table, replicates - 1), 0)),
      };
    },
  };
}

function scaleOf(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.floor(share * (sorted.length - 1))];
  return { middle: at(0.5), spread: at(0.75) - at(0.25) || 1 };
}
