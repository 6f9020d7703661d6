import type { Json } from '../core/json.js';
import type { Parameter, Space } from './distribution.js';
import { possibleValue } from './possibleValue.js';

/** With more cases of connected conditions than this, points are not counted. */
const mostCases = 100_000;

/**
 * Counts the points of a space without listing them; `sizes` has the number of values of each parameter. Values that no
 * condition distinguishes are one case, and parameters that no condition connects are counted separately. The result is
 * Infinity if the conditions are too entangled.
 */
export function countPoints(space: Space, sizes: readonly number[]): number {
  if (space.every(({ when }) => when === undefined)) return sizes.reduce((product, size) => product * size, 1);
  const members = space.map((parameter, index) => ({ parameter, size: sizes[index] ?? 0 }));
  const counts = groupsOf(members).map((group) => countGroup(inDepth(group)));
  return counts.reduce((product, count) => product * count, 1);
}

interface Member {
  readonly parameter: Parameter;
  readonly size: number;
}

/** The values that conditions distinguish: a value by its text, any other value, or no value. */
type Case = string;
const [other, absent] = ['other', 'absent'];

function countGroup(members: readonly Member[]): number {
  const lastUse = new Map<string, number>();
  members.forEach(({ parameter }, index) => parameter.when?.forEach(({ label }) => lastUse.set(label, index)));
  let cases = new Map<string, { readonly known: ReadonlyMap<string, Case>; readonly count: number }>();
  cases.set('', { known: new Map(), count: 1 });
  for (const [index, { parameter, size }] of members.entries()) {
    const { label } = parameter;
    const named = namedValues(parameter, members);
    const next: typeof cases = new Map();
    for (const { known, count } of cases.values()) {
      if (next.size > mostCases) return Infinity;
      for (const [one, times] of isActive(parameter, known) ? casesOf(named, size) : [[absent, 1] as const]) {
        const after = new Map([...known, [label, one] as const].filter(([key]) => (lastUse.get(key) ?? -1) > index));
        const key = JSON.stringify([...after]);
        next.set(key, { known: after, count: count * times + (next.get(key)?.count ?? 0) });
      }
    }
    cases = next;
  }
  return [...cases.values()].reduce((sum, { count }) => sum + count, 0);
}

const isActive = ({ when = [] }: Parameter, known: ReadonlyMap<string, Case>): boolean =>
  when.every(({ label, values }) => values.includes(known.get(label) ?? absent));

/** The values that conditions name, one by one, and all the rest as one case; each with its number of values. */
const casesOf = (named: readonly string[], size: number): (readonly [Case, number])[] => [
  ...named.map((text) => [text, 1] as const),
  ...(size > named.length ? [[other, size - named.length] as const] : []),
];

function namedValues({ label, distribution }: Parameter, members: readonly Member[]): string[] {
  const values = members.flatMap(({ parameter }) =>
    (parameter.when ?? []).flatMap((condition) => (condition.label === label ? condition.values : [])),
  );
  return [...new Set(values)].filter((text) => possibleValue(distribution, JSON.parse(text) as Json) !== undefined);
}

/** Groups of parameters that conditions connect, directly or through others. */
function groupsOf(members: readonly Member[]): Member[][] {
  const groups: Member[][] = [];
  const groupOf = new Map<string, Member[]>();
  for (const member of members) {
    const group = [member];
    groups.push(group);
    groupOf.set(member.parameter.label, group);
  }
  for (const { parameter } of members)
    for (const { label } of parameter.when ?? []) {
      const [one, another] = [groupOf.get(parameter.label) ?? [], groupOf.get(label) ?? []];
      if (one === another) continue;
      one.push(...another);
      for (const member of another.splice(0)) groupOf.set(member.parameter.label, one);
    }
  return groups.filter((group) => group.length > 0);
}

/** Orders each parameter as soon as everything that it depends on is placed, so that few have to be remembered at a time. */
function inDepth(members: readonly Member[]): Member[] {
  const dependants = new Map<string, Member[]>();
  for (const member of members)
    for (const label of new Set((member.parameter.when ?? []).map((condition) => condition.label)))
      dependants.set(label, [...(dependants.get(label) ?? []), member]);
  const placed = new Set<string>();
  const ordered: Member[] = [];
  const stack = members.filter(({ parameter }) => parameter.when === undefined).toReversed();
  while (stack.length > 0) {
    const member = stack.pop() as Member;
    const { label, when = [] } = member.parameter;
    if (placed.has(label) || !when.every((condition) => placed.has(condition.label))) continue;
    placed.add(label);
    ordered.push(member);
    stack.push(...(dependants.get(label) ?? []).toReversed());
  }
  return ordered;
}
