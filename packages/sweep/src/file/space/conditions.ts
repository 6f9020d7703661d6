import {
  canonicalJson,
  type Condition,
  createGrid,
  describeValues,
  didYouMean,
  type Json,
  type JsonObject,
  possibleValue,
  type Space,
} from '@nx-tune/search';

import { showValue } from '../problem.js';
import type { LocatedParameter, SpaceProblem } from './locatedParameter.js';

/** The conditions under `when`: each parameter has a value, or any of a list. */
export const conditionsOf = (when: JsonObject): Condition[] =>
  Object.entries(when).map(([label, value]) => ({ label, values: textsOf(value) }));

/** A value, or a list of values, as sorted texts. */
export function textsOf(value: Json): string[] {
  const values: readonly Json[] = Array.isArray(value) ? (value as readonly Json[]) : [value];
  return [...new Set(values.map(canonicalJson))].toSorted((a, b) => (a < b ? -1 : 1));
}

/** A grid is counted value by value of what conditions look at. */
const mostValues = 1000;

/** Finds what is wrong with the conditions of a space. */
export function conditionProblems(places: readonly LocatedParameter[]): SpaceProblem[] {
  const space = places.map(({ parameter }) => parameter);
  return places.flatMap(({ parameter: { label, when = [] }, at }) =>
    when.flatMap((condition) => problemsOf(space, label, condition, [...at, 'when'])),
  );
}

function problemsOf(
  space: Space,
  label: string,
  { label: wanted, values }: Condition,
  at: readonly PropertyKey[],
): SpaceProblem[] {
  const controller = space.find((other) => other.label === wanted);
  if (controller === undefined) {
    const labels = space.filter(({ path }) => path.length > 0).map((other) => other.label);
    const remedy = didYouMean(wanted, labels) ?? `Parameters: ${labels.join(', ')}.`;
    return [{ at: [...at, wanted], rule: `unknown parameter ${showValue(wanted)}`, remedy }];
  }
  if (values.length === 0) {
    const found = `the list for ${wanted} is empty`;
    return [{ at: [...at, wanted], rule: 'a condition needs a value', found, remedy: 'Give a value, or remove it.' }];
  }
  const { path, distribution } = controller;
  if (path.length === 0) return [];
  if (reaches(space, wanted, label)) {
    const found = `${wanted} depends on ${label}`;
    return [{ at, rule: 'a parameter cannot depend on itself', found, remedy: 'Remove one condition.' }];
  }
  const grid = createGrid([{ path, label: wanted, distribution }]);
  if ('endless' in grid || grid.size > mostValues) {
    const rule = `a condition must refer to a parameter with at most ${mostValues} values`;
    const found = `${wanted} is ${describeValues(distribution)}`;
    return [{ at: [...at, wanted], rule, found, remedy: 'List its "values".' }];
  }
  return values
    .filter((value) => possibleValue(distribution, JSON.parse(value) as Json) === undefined)
    .map((value) => ({
      at: [...at, wanted],
      rule: `${wanted} is ${describeValues(distribution)}`,
      found: `the condition asks for ${value}`,
      remedy: 'Change the condition, or add the value.',
    }));
}

/** Returns whether the parameter `from` depends on `to`, directly or through others. */
function reaches(space: Space, from: string, to: string): boolean {
  const seen = new Set<string>();
  const ahead = [from];
  for (let label = ahead.pop(); label !== undefined; label = ahead.pop()) {
    if (label === to) return true;
    if (seen.has(label)) continue;
    seen.add(label);
    const { when = [] } = space.find((other) => other.label === label) ?? {};
    ahead.push(...when.map((condition) => condition.label));
  }
  return false;
}
