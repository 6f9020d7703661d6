import {
  defined,
  didYouMean,
  isAdaptive,
  isStatement,
  labelsIn,
  type MixedKinds,
  mixedKinds,
  parseExpression,
  type Space,
} from '@nx-tune/search';

import type { Preference } from '../../model/preference.js';
import type { Sweep } from '../../model/sweep.js';
import type { Goal } from '../../trial/metric.js';
import type { FileFinding } from '../finding.js';
import { showValue } from '../problem.js';
import type { GoalEntry } from '../schema/goalEntry.js';
import type { PreferEntry } from '../schema/preferEntry.js';
import type { FileWithGoals } from './withGoals.js';

/** The goals by which trials are compared, and the description of a front. */
export type NormalizedGoals = Pick<Sweep, 'metric' | 'target' | 'targets' | 'prefer' | 'reference'>;

/** Normalizes `metric`, the goals under `metrics`, `results` and `prefer`, which `goalProblems` has checked. */
export function normalizeGoals({ method, metric, goals, results = [], prefer }: FileWithGoals): NormalizedGoals {
  const all = goals?.map(goalOf);
  const rules = [...new Set(results.map((text) => text.trim()))].toSorted();
  const valuesOf = (key: 'target' | 'reference'): { readonly [name: string]: number } | undefined => {
    const values = (goals ?? []).flatMap((entry) => (entry[key] === undefined ? [] : [[entry.name, entry[key]]]));
    return values.length === 0 ? undefined : (Object.fromEntries(values) as { readonly [name: string]: number });
  };
  return {
    metric: {
      name: metric.name,
      goal: metric.goal ?? 'minimize',
      ...defined({ goals: all }),
      ...(rules.length > 0 && { results: rules }),
    },
    ...(isAdaptive(method) && defined({ target: metric.target, targets: valuesOf('target') })),
    ...defined({ reference: valuesOf('reference') }),
    ...(prefer === undefined || prefer === 'knee' ? {} : { prefer: preferenceOf(prefer) }),
  };
}

const goalOf = ({ name, goal }: GoalEntry): Goal => ({ name, goal: goal === 'maximize' ? 'maximize' : 'minimize' });

function preferenceOf(prefer: Exclude<PreferEntry, 'knee'>): Preference {
  if ('weights' in prefer) return { kind: 'weights', weights: prefer.weights };
  return {
    kind: 'order',
    order: prefer.order.map((one) =>
      typeof one === 'string' ? { name: one, within: 0 } : { name: one.name, within: one.within ?? 0 },
    ),
  };
}

/** Finds rules for results that are none, and keys that do not go with several goals. */
export function goalProblems(file: FileWithGoals, space: Space): FileFinding[] {
  const { results = [], race = false } = file;
  const labels = new Set(space.map(({ path }) => path.join('.')));
  return [
    ...results.flatMap((text, index) => ruleProblems(text, labels, ['results', index])),
    ...(results.length > 0 && race !== false
      ? [withRace('"results" are judged by the mean of all evaluations, which a race does not have')]
      : []),
    ...(file.goals === undefined
      ? preferProblems(file, [])
      : [...severalProblems(file), ...preferProblems(file, file.goals)]),
  ];
}

function ruleProblems(text: string, labels: ReadonlySet<string>, at: readonly PropertyKey[]): FileFinding[] {
  const rule = 'a rule for results must be a comparison of metrics, such as "modelBytes <= 2e6"';
  const parsed = parseExpression(text);
  if ('problem' in parsed)
    return [{ at, rule, found: `${parsed.problem}, at character ${parsed.at + 1} of ${showValue(text)}` }];
  const names = labelsIn(parsed.expression);
  const param = names.find((name) => labels.has(name));
  if (param !== undefined)
    return [
      {
        at,
        rule: 'a rule for results is about metrics',
        found: `${showValue(param)} is a parameter`,
        remedy: 'Put rules for parameters under "constraints": a trial that violates one does not run at all.',
      },
    ];
  if (isStatement(parsed.expression) && parsed.expression.kind === 'call' && names.length > 0) {
    const mixed = mixedKinds(parsed.expression);
    return mixed === undefined ? [] : [mixedRule(mixed, text, at)];
  }
  const found = `${showValue(text)} compares ${names.length === 0 ? 'no metric' : 'nothing'}`;
  return [{ at, rule, found, remedy: 'Add a comparison, for example "... <= 10".' }];
}

const mixedRule = ({ problem, at: place }: MixedKinds, text: string, at: readonly PropertyKey[]): FileFinding => ({
  at,
  rule: 'a rule for results compares numbers, which is what metrics are',
  found: `${problem}, at character ${place + 1} of ${showValue(text)}`,
  remedy: 'Compare metrics with numbers, and join comparisons with "and" or "or": "a > 0 and a < 1".',
});

const severalWith = (
  at: readonly PropertyKey[],
  why: string,
  remedy: string,
  goals: readonly GoalEntry[],
): FileFinding => ({
  at,
  rule: why,
  found: `there are ${goals.length} goals`,
  remedy,
});

function severalProblems({ method, stop_when, race = false, pick, gp, goals = [] }: FileWithGoals): FileFinding[] {
  const one = (key: string): string => `Remove "${key}", or keep one goal and put the others under "results".`;
  const single = Object.keys(defined({ acquisition: gp?.acquisition, kappa: gp?.kappa, noise: gp?.noise }));
  return [
    ...(method === 'cma-es' || method === 'nelder-mead'
      ? [severalWith(['method'], `"${method}" minimizes one number`, 'Use "method: bayes" or "method: nsga2".', goals)]
      : []),
    ...(stop_when === undefined
      ? []
      : [severalWith(['stop_when'], '"stop_when" is about the gain in one number', one('stop_when'), goals)]),
    ...(race === false
      ? []
      : [severalWith(['race'], 'a race compares configurations by one number', one('race'), goals)]),
    ...(pick === 'lower_bound'
      ? [
          severalWith(
            ['pick'],
            'a front is made of means, so no bound can pick from it',
            'Remove "pick", or use "prefer".',
            goals,
          ),
        ]
      : []),
    ...single.map((key) =>
      severalWith(
        ['gp', key],
        `"${key}" is for one goal: with several, gp chooses by the expected hypervolume improvement`,
        `Remove "${key}".`,
        goals,
      ),
    ),
  ];
}

const withRace = (rule: string): FileFinding => ({
  at: ['race'],
  rule,
  found: 'both are given',
  remedy: 'Remove one of them.',
});

function preferProblems({ prefer }: FileWithGoals, goals: readonly GoalEntry[]): FileFinding[] {
  if (prefer === undefined) return [];
  if (goals.length === 0)
    return [
      {
        at: ['prefer'],
        rule: '"prefer" picks one trial of the front of several goals',
        found: 'there is one goal',
        remedy: 'Remove it, or list goals under "metrics".',
      },
    ];
  if (prefer === 'knee') return [];
  const names = goals.map(({ name }) => name);
  if ('weights' in prefer) {
    const idle = Object.values(prefer.weights).every((weight) => weight === 0);
    return [
      ...Object.keys(prefer.weights).flatMap((name) => unknownGoal(name, names, ['prefer', 'weights', name])),
      ...(idle
        ? [{ at: ['prefer', 'weights'], rule: 'a goal must have a weight above 0', found: 'none of them has one' }]
        : []),
    ];
  }
  const listed = prefer.order.map((one) => (typeof one === 'string' ? one : one.name));
  return listed.flatMap((name, index) => [
    ...unknownGoal(name, names, ['prefer', 'order', index]),
    ...(listed.indexOf(name) < index
      ? [
          {
            at: ['prefer', 'order', index],
            rule: 'an order must name each goal only once',
            found: `${showValue(name)} appears twice`,
          },
        ]
      : []),
  ]);
}

const unknownGoal = (name: string, names: readonly string[], at: readonly PropertyKey[]): FileFinding[] =>
  names.includes(name)
    ? []
    : [
        {
          at,
          rule: `${showValue(name)} is not a goal of this sweep`,
          remedy: didYouMean(name, names) ?? `Goals: ${names.join(', ')}.`,
        },
      ];
