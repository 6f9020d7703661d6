import { defined, nearestName } from '@nx-tune/search';
import { type Goal, goalsOf, type Metric, resultRule, type Sweep } from '@nx-tune/sweep';

import type { ResultsTable, ResultsColumn } from '../model/resultsTable.js';

/** The parts of a sweep that results are matched with. */
export type ImportTarget = Pick<
  Sweep,
  'space' | 'metric' | 'ladder' | 'exclude' | 'constraints' | 'prefer' | 'reference'
>;

/** The columns that hold the values of a sweep. */
export interface ColumnMatching {
  /** By dotted path of the parameter. */
  readonly params: ReadonlyMap<string, ResultsColumn>;
  readonly metric: ResultsColumn;
  /** The columns of the sweep's other goals, and of the metrics that its rules for results compare, by their names. */
  readonly needed: ReadonlyMap<string, ResultsColumn>;
  /** Other metrics by name: only an export by nx-tune marks those columns. */
  readonly others: ReadonlyMap<string, ResultsColumn>;
  readonly budget?: ResultsColumn;
  /** Columns of parameters that the sweep does not have. */
  readonly strangers: readonly ResultsColumn[];
  /** Columns that could be used, but are not. */
  readonly unused: readonly ResultsColumn[];
}

/** `--map theirs=ours`; without ours, the column is left out. */
export interface ColumnMapping {
  readonly theirs: string;
  readonly ours: string;
}

/** Matches columns by `--map`, and otherwise by equal names. */
export function matchColumns(
  { columns, goal, isOurs = false }: ResultsTable,
  sweep: ImportTarget,
  renamings: readonly ColumnMapping[],
): { readonly matching: ColumnMatching } | { readonly problem: string } {
  const labels = labelsOf(sweep);
  const { name: metricName } = sweep.metric;
  const alsoNeeded = neededBeside(sweep.metric);
  const targets = [...labels, metricName, ...alsoNeeded, ...(sweep.ladder === undefined ? [] : [sweep.ladder.unit])];
  const told = new Map<string, ResultsColumn>();
  const leftOut = new Set<ResultsColumn>();
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
  const named = (plain: string, holds: 'params' | 'metrics'): ResultsColumn | undefined =>
    told.get(plain) ??
    free.find((column) => column.plain === plain && column.holds === holds) ??
    free.find((column) => column.plain === plain && column.holds === 'either');
  const metric = named(metricName, 'metrics') ?? free.find(({ isObjective }) => isObjective === true);
  if (metric === undefined) return { problem: noMetric(metricName, free) };
  if (goal !== undefined && goal !== sweep.metric.goal && !told.has(metricName))
    return {
      problem: `the study's goal is to ${goal}, but the sweep's is to ${sweep.metric.goal}: if ${metric.name} and ${metricName} are the same metric, pass --map ${metric.name}=${metricName}`,
    };
  // An attribute or a constraint of a study may be a metric that a rule compares.
  const noted = (plain: string): ResultsColumn | undefined =>
    free.find((column) => column.plain === plain && column.holds === 'neither');
  const needed = new Map(alsoNeeded.flatMap((name) => entry(name, named(name, 'metrics') ?? noted(name))));
  const missing = alsoNeeded.find((name) => !needed.has(name));
  if (missing !== undefined) return { problem: noMetric(missing, free) };
  const opposite = goalsOf(sweep.metric).flatMap((wanted) => {
    const column = wanted.name === metricName ? metric : needed.get(wanted.name);
    return column === undefined || told.has(wanted.name) ? [] : otherGoal(wanted, column);
  });
  if (opposite[0] !== undefined) return { problem: opposite[0] };
  const params = new Map(labels.flatMap((label) => entry(label, named(label, 'params'))));
  const budget = sweep.ladder === undefined ? undefined : named(sweep.ladder.unit, 'params');
  const used = new Set([metric, ...needed.values(), ...params.values(), ...(budget === undefined ? [] : [budget])]);
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
      needed,
      others,
      ...defined({ budget }),
      strangers: rest.filter(({ isParameter }) => isParameter === true),
      unused: rest.filter(({ holds, isParameter }) => !isOurs && isParameter !== true && holds === 'either'),
    },
  };
}

/** The names of the metrics without which a sweep cannot judge a result, beside its first. */
const neededBeside = (metric: Metric): readonly string[] => {
  const names = [
    ...goalsOf(metric).map(({ name }) => name),
    ...(metric.results ?? []).flatMap((text) => resultRule(text).names),
  ];
  return [...new Set(names)].filter((name) => name !== metric.name);
};

/** Says that an objective of the file has the opposite goal, if it has. */
const otherGoal = ({ name, goal }: Goal, column: ResultsColumn): string[] =>
  column.goal === undefined || column.goal === goal
    ? []
    : [
        `the study is to ${column.goal} ${column.name}, but the sweep is to ${goal} ${name}: if they are the same metric, pass --map ${column.name}=${name}`,
      ];

/** The dotted paths of the parameters, in the sweep's order. */
export const labelsOf = ({ space }: Pick<ImportTarget, 'space'>): readonly string[] => [
  ...new Set(space.flatMap(({ path }) => (path.length === 0 ? [] : [path.join('.')]))),
];

const entry = (label: string, column: ResultsColumn | undefined): (readonly [string, ResultsColumn])[] =>
  column === undefined ? [] : [[label, column]];

function noMetric(metric: string, columns: readonly ResultsColumn[]): string {
  const all = columns.filter(({ holds }) => holds === 'metrics' || holds === 'either');
  const nested = all.filter(({ plain }) => plain.startsWith(`${metric}.`)).map(({ name }) => name);
  if (nested.length > 0)
    return `no column is the metric ${metric}, but some are parts of it: name one with --map THEIRS=${metric}. They are ${nested.slice(0, most).join(', ')}.`;
  const candidates = all.map(({ name }) => name);
  return `no column is the metric ${metric}: name one with --map THEIRS=${metric}.${hint(metric, candidates)}`;
}

/** ` Did you mean "x"?`, or the names that there are. */
function hint(name: string, known: readonly string[]): string {
  const near = sameNameLoosely(name, known) ?? nearestName(name, known);
  if (near !== undefined) return ` Did you mean "${near}"?`;
  if (known.length === 0) return '';
  if (known.length === 1) return ` The only column left is "${known[0]}".`;
  return ` The names are ${known.slice(0, most).join(', ')}${known.length > most ? `, and ${known.length - most} more` : ''}.`;
}

const most = 10;

/** Finds a name that differs only in case, `_`, `-` and `.`, as `learning_rate` and `learningRate` do. */
export function sameNameLoosely(name: string, known: readonly string[]): string | undefined {
  const bare = (text: string): string => text.toLowerCase().replace(/[_.\- ]/g, '');
  return known.find((candidate) => bare(candidate) === bare(name));
}
