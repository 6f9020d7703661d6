import { nearestName } from '@nx-tune/search';
import type { Sweep } from '@nx-tune/sweep';

import type { Foreign, ForeignColumn } from './foreign.js';

/** The parts of a sweep that results are matched with. */
export type Wanted = Pick<Sweep, 'space' | 'metric' | 'ladder' | 'exclude' | 'constraints'>;

/** Which column is what of the sweep. */
export interface Matching {
  /** By the parameter's dotted path. */
  readonly params: ReadonlyMap<string, ForeignColumn>;
  readonly metric: ForeignColumn;
  /** Other metrics by name: only an export of ours says which columns are. */
  readonly others: ReadonlyMap<string, ForeignColumn>;
  readonly budget?: ForeignColumn;
  /** Of parameters that the sweep does not have. */
  readonly strangers: readonly ForeignColumn[];
  /** What is read for nothing. */
  readonly unused: readonly ForeignColumn[];
}

/** `their=ours`; without ours, the column is left out. */
export interface Renaming {
  readonly theirs: string;
  readonly ours: string;
}

/** Matches by `--map`, and else by equal names. */
export function matchColumns(
  { columns, goal, isOurs = false }: Foreign,
  sweep: Wanted,
  renamings: readonly Renaming[],
): { readonly matching: Matching } | { readonly problem: string } {
  const labels = labelsOf(sweep);
  const { name: metricName } = sweep.metric;
  const targets = [...labels, metricName, ...(sweep.ladder === undefined ? [] : [sweep.ladder.unit])];
  const told = new Map<string, ForeignColumn>();
  const leftOut = new Set<ForeignColumn>();
  for (const { theirs, ours } of renamings) {
    const column = columns.find(({ name }) => name === theirs) ?? columns.find(({ plain }) => plain === theirs);
    if (column === undefined)
      return {
        problem: `--map: the file has no column "${theirs}".${hint(
          theirs,
          columns.map(({ name }) => name),
        )}`,
      };
    if (ours !== '' && !targets.includes(ours))
      return { problem: `--map: the sweep has no parameter or metric "${ours}".${hint(ours, targets)}` };
    if (ours !== '') told.set(ours, column);
    leftOut.add(column);
  }
  const free = columns.filter((column) => !leftOut.has(column));
  const named = (plain: string, holds: 'params' | 'metrics'): ForeignColumn | undefined =>
    told.get(plain) ??
    free.find((column) => column.plain === plain && column.holds === holds) ??
    free.find((column) => column.plain === plain && column.holds === 'either');
  const metric = named(metricName, 'metrics') ?? free.find(({ isObjective }) => isObjective === true);
  if (metric === undefined) return { problem: noMetric(metricName, free) };
  if (goal !== undefined && goal !== sweep.metric.goal && !told.has(metricName))
    return {
      problem: `the study says ${goal}, and the sweep ${sweep.metric.goal}: is ${metric.name} the same as ${metricName}? If so, say --map ${metric.name}=${metricName}`,
    };
  const params = new Map(labels.flatMap((label) => entry(label, named(label, 'params'))));
  const budget = sweep.ladder === undefined ? undefined : named(sweep.ladder.unit, 'params');
  const used = new Set([metric, ...params.values(), ...(budget === undefined ? [] : [budget])]);
  const rest = free.filter((column) => !used.has(column));
  const others = new Map(
    rest
      .filter(({ holds }) => holds === 'metrics' || (isOurs && holds === 'either'))
      .map((column) => [column.plain, column]),
  );
  return {
    matching: {
      params,
      metric,
      others,
      ...(budget === undefined ? {} : { budget }),
      strangers: rest.filter(({ isParameter }) => isParameter === true),
      unused: rest.filter(({ holds, isParameter }) => !isOurs && isParameter !== true && holds === 'either'),
    },
  };
}

/** The dotted paths of the parameters, in the sweep's order. */
export const labelsOf = ({ space }: Pick<Wanted, 'space'>): readonly string[] => [
  ...new Set(space.flatMap(({ path }) => (path.length === 0 ? [] : [path.join('.')]))),
];

const entry = (label: string, column: ForeignColumn | undefined): (readonly [string, ForeignColumn])[] =>
  column === undefined ? [] : [[label, column]];

function noMetric(metric: string, columns: readonly ForeignColumn[]): string {
  const candidates = columns.filter(({ holds }) => holds === 'metrics' || holds === 'either').map(({ name }) => name);
  return `no column is the metric ${metric}: name it with --map THEIRS=${metric}.${hint(metric, candidates)}`;
}

/** ` Did you mean "x"?`, or what there is. */
function hint(name: string, known: readonly string[]): string {
  const near = alike(name, known) ?? nearestName(name, known);
  if (near !== undefined) return ` Did you mean "${near}"?`;
  if (known.length === 0) return '';
  return ` There is ${known.slice(0, most).join(', ')}${known.length > most ? `, and ${known.length - most} more` : ''}.`;
}

const most = 10;

/** The name that is the same but for case, `_`, `-` and `.`: `learning_rate` and `learningRate`. */
export function alike(name: string, known: readonly string[]): string | undefined {
  const bare = (text: string): string => text.toLowerCase().replace(/[_.\- ]/g, '');
  return known.find((candidate) => bare(candidate) === bare(name));
}
