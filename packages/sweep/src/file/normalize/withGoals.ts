import { defined } from '@nx-tune/search';

import type { FileFinding, Normalized } from '../finding.js';
import { showValue } from '../problem.js';
import type { GoalEntry } from '../schema/goalEntry.js';
import type { MetricEntry, MetricProperties } from '../schema/metricEntry.js';
import type { SweepFile } from '../schema/sweepKeys.js';

/** A sweep file that has a `metric`, whichever way its goals are written. */
export interface FileWithGoals extends Omit<SweepFile, 'metric' | 'metrics'> {
  /** The first goal. */
  readonly metric: MetricEntry;
  /** The properties of metrics by name. */
  readonly metrics?: { readonly [name: string]: MetricProperties };
  /** All goals, where `metrics` lists several. */
  readonly goals?: readonly GoalEntry[];
}

/** Brings the two forms of goals, `metric` and a list under `metrics`, to one. */
export function withGoals(file: SweepFile): Normalized<FileWithGoals> {
  const { metric, metrics, ...rest } = file;
  if (!isList(metrics))
    return metric === undefined ? { problems: [noMetric] } : { value: { ...rest, metric, ...defined({ metrics }) } };
  const goals = metrics.filter(({ goal }) => goal !== 'none');
  const [first] = goals;
  const problems = [
    ...(metric === undefined ? [] : [twoForms]),
    ...entryProblems(metrics),
    ...referenceProblems(metrics, goals.length),
  ];
  if (first === undefined) return { problems: [...problems, noGoal] };
  if (problems.length > 0) return { problems };
  return {
    value: {
      ...rest,
      metric: metricOf(first, goals.length > 1),
      metrics: Object.fromEntries(metrics.flatMap(propertiesOf)),
      ...(goals.length > 1 && { goals }),
    },
  };
}

const isList = (metrics: SweepFile['metrics']): metrics is readonly GoalEntry[] => Array.isArray(metrics);

const metricOf = ({ name, goal, target }: GoalEntry, isOneOfSeveral: boolean): MetricEntry => ({
  name,
  goal: goal === 'maximize' ? 'maximize' : 'minimize',
  ...(isOneOfSeveral ? {} : defined({ target })),
});

const propertiesOf = ({ name, deterministic = true, tolerance, spread }: GoalEntry): [string, MetricProperties][] =>
  deterministic ? [] : [[name, { deterministic, ...defined({ tolerance, spread }) }]];

function entryProblems(entries: readonly GoalEntry[]): FileFinding[] {
  const names = entries.map(({ name }) => name);
  return entries.flatMap(({ name, goal, target, reference, deterministic = true, tolerance, spread }, index) => {
    const at = ['metrics', index];
    const idle = goal === 'none' ? Object.keys(defined({ target, reference })) : [];
    return [
      ...(names.indexOf(name) < index
        ? [
            {
              at: [...at, 'name'],
              rule: 'a metric must be listed only once',
              found: `${showValue(name)} appears twice`,
            },
          ]
        : []),
      ...(deterministic ? Object.entries(defined({ tolerance, spread })) : []).map(([key, value]) => ({
        at: [...at, key],
        rule: `a metric that is deterministic is compared exactly, so it has no ${key}`,
        found: `"${key}" is ${value}`,
        remedy: 'Remove it, or write "deterministic: false".',
      })),
      ...idle.map((key) => ({
        at: [...at, key],
        rule: `"${key}" is only for a goal`,
        found: `${name} has "goal: none"`,
        remedy: 'Remove it, or write "goal: minimize" or "goal: maximize".',
      })),
    ];
  });
}

const referenceProblems = (entries: readonly GoalEntry[], count: number): FileFinding[] =>
  entries.flatMap(({ goal, reference }, index) =>
    goal === 'none' || reference === undefined || count > 1
      ? []
      : [
          {
            at: ['metrics', index, 'reference'],
            rule: '"reference" measures the front of several goals',
            found: 'there is one goal',
            remedy: 'Remove it, or list more goals under "metrics".',
          },
        ],
  );

const noMetric: FileFinding = {
  at: ['metric'],
  rule: '"metric" is required',
  remedy: 'Add "metric: { name: loss, goal: minimize }" with the name of a metric that the objective returns.',
};

const twoForms: FileFinding = {
  at: ['metric'],
  rule: 'goals are named by "metric", or by a list under "metrics"',
  found: 'both are given',
  remedy: 'Remove "metric": the first goal of the list stands for it where there is room for one.',
};

const noGoal: FileFinding = {
  at: ['metrics'],
  rule: 'a list under "metrics" must have a goal',
  found: 'all of them have "goal: none"',
  remedy: 'Write "goal: minimize" or "goal: maximize" for one of them.',
};
