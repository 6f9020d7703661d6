import {
  canonicalJson,
  didYouMean,
  type Exclusion,
  isStatement,
  type JsonObject,
  labelsIn,
  parseExpression,
  type Restrictions,
  type Space,
} from '@nx-tune/search';

import { showValue } from '../problem.js';
import type { SweepFile } from '../schema/sweepKeys.js';
import { textsOf } from './conditions.js';
import type { SpaceProblem } from './locatedParameter.js';

/** Normalizes `exclude` and `constraints`. Their order does not depend on the file's. */
export function normalizeRestrictions(
  { exclude = [], constraints = [] }: SweepFile,
  space: Space,
): { readonly value: Restrictions } | { readonly problems: readonly SpaceProblem[] } {
  const labels = new Set(space.filter(({ path }) => path.length > 0).map(({ path }) => path.join('.')));
  const problems = [
    ...exclude.flatMap((point, index) => exclusionProblems(point, labels, ['exclude', index])),
    ...constraints.flatMap((text, index) => constraintProblems(text, labels, ['constraints', index])),
  ];
  if (problems.length > 0) return { problems };
  return {
    value: {
      ...(exclude.length === 0 ? {} : { exclude: inOrder(exclude.map(exclusionOf)) }),
      ...(constraints.length === 0 ? {} : { constraints: inOrder(constraints.map((text) => text.trim())) }),
    },
  };
}

const exclusionOf = (point: JsonObject): Exclusion =>
  inOrder(Object.entries(point).map(([label, value]) => [label, textsOf(value)] as const));

/** Each once, in the order of their texts. */
function inOrder<T>(items: readonly T[]): T[] {
  const texts = new Map(items.map((item) => [canonicalJson(item as never), item]));
  return [...texts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}

function exclusionProblems(point: JsonObject, labels: ReadonlySet<string>, at: readonly PropertyKey[]): SpaceProblem[] {
  const names = Object.keys(point);
  if (names.length === 0)
    return [
      { at, rule: 'an excluded point must name at least one parameter', found: 'it is empty', remedy: 'Remove it.' },
    ];
  return names.flatMap((name) => {
    if (!labels.has(name)) return [unknown(name, labels, [...at, name])];
    const found = `the list for ${name} is empty`;
    return textsOf(point[name] ?? null).length > 0
      ? []
      : [
          {
            at: [...at, name],
            rule: 'an excluded point must name values',
            found,
            remedy: 'Give a value, or remove it.',
          },
        ];
  });
}

function constraintProblems(text: string, labels: ReadonlySet<string>, at: readonly PropertyKey[]): SpaceProblem[] {
  const parsed = parseExpression(text);
  if ('problem' in parsed) {
    const rule = 'a constraint must be an expression over params, such as "batchSize * steps <= 60000"';
    return [{ at, rule, found: `${parsed.problem}, at character ${parsed.at + 1} of ${showValue(text)}` }];
  }
  const strangers = [...new Set(labelsIn(parsed.expression))].filter((name) => !labels.has(name));
  if (strangers.length > 0) return strangers.map((name) => unknown(name, labels, at));
  if (isStatement(parsed.expression)) return [];
  const found = `${showValue(text)} compares nothing`;
  return [
    { at, rule: 'a constraint must be true or false', found, remedy: 'Add a comparison, for example "... <= 10".' },
  ];
}

const unknown = (name: string, labels: ReadonlySet<string>, at: readonly PropertyKey[]): SpaceProblem => ({
  at,
  rule: `unknown parameter ${showValue(name)}`,
  remedy: didYouMean(name, [...labels]) ?? `Parameters: ${[...labels].join(', ')}.`,
});
