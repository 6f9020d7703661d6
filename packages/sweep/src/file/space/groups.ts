import { canonicalJson, type Json, type Parameter, unionLabel, zipLabel } from '@nx-tune/search';

import type { LocatedParameter, SpaceProblem } from './locatedParameter.js';

interface Grouped {
  readonly places: readonly LocatedParameter[];
  readonly problems: readonly SpaceProblem[];
}

/** A hidden parameter whose value is an index: no param comes from it, but others follow it. */
const selector = (label: string, size: number): Parameter => ({
  path: [],
  label,
  distribution: { kind: 'categorical', values: Array.from({ length: size }, (_, index) => index) },
});

/**
 * The common parameters and those of all alternatives, which are there where the hidden selector says so. Alternatives may
 * have parameters of one name, so each carries the number of its alternative in its label.
 */
export function joinAlternatives(
  common: readonly LocatedParameter[],
  alternatives: readonly (readonly LocatedParameter[])[],
): Grouped {
  if (alternatives.length === 0) return { places: common, problems: [] };
  const names = new Set(common.map(({ parameter }) => parameter.path[0]));
  const shared = alternatives.flat().filter(({ parameter }) => names.has(parameter.path[0]));
  return {
    places: [
      ...common,
      { at: ['union'], parameter: selector(unionLabel, alternatives.length) },
      ...alternatives.flatMap(ofAlternative),
    ],
    problems: shared.map(({ at, parameter }) => ({
      at,
      rule: 'a parameter of an alternative must not be one of the common parameters',
      found: `"parameters" has ${parameter.path[0]} too`,
      remedy: 'Remove one of them.',
    })),
  };
}

function ofAlternative(places: readonly LocatedParameter[], index: number): LocatedParameter[] {
  const labels = new Set(places.map(({ parameter }) => parameter.label));
  const rename = (label: string): string => (labels.has(label) ? `${label} (${index + 1})` : label);
  return places.map(({ at, parameter }) => ({
    at,
    parameter: {
      ...parameter,
      label: rename(parameter.label),
      when: [
        { label: unionLabel, values: [canonicalJson(index)] },
        ...(parameter.when ?? []).map((condition) => ({ ...condition, label: rename(condition.label) })),
      ],
    },
  }));
}

/** Groups of parameters that take their values together, by a hidden selector before the first of them. */
export function zipGroups(places: readonly LocatedParameter[], groups: readonly (readonly string[])[]): Grouped {
  const problems = groups.flatMap((_, index) => zipProblems(places, groups, index));
  if (problems.length > 0) return { places, problems };
  return { problems, places: places.flatMap((placed) => zipped(places, groups, placed)) };
}

function zipped(
  places: readonly LocatedParameter[],
  groups: readonly (readonly string[])[],
  placed: LocatedParameter,
): LocatedParameter[] {
  const { at, parameter } = placed;
  const group = groups.find((labels) => labels.includes(parameter.label));
  if (group === undefined) return [placed];
  const members = places.filter((one) => group.includes(one.parameter.label));
  const texts = valuesOf(placed).map((_, index) => canonicalJson(members.map((one) => valuesOf(one)[index] ?? null)));
  const values = valuesOf(placed).filter((_, index) => texts.indexOf(texts[index] ?? '') === index);
  const member = { ...parameter, distribution: { kind: 'categorical', values } as const, picks: zipLabel(group) };
  const isFirst = members[0] === placed;
  return [...(isFirst ? [{ at, parameter: selector(zipLabel(group), values.length) }] : []), { at, parameter: member }];
}

const valuesOf = ({ parameter: { distribution } }: LocatedParameter): readonly Json[] =>
  distribution.kind === 'categorical' ? distribution.values : [];

/** The first thing that is wrong with a group. */
function zipProblems(
  places: readonly LocatedParameter[],
  groups: readonly (readonly string[])[],
  index: number,
): SpaceProblem[] {
  const labels = groups[index] ?? [];
  const problem = (rule: string, found: string): SpaceProblem[] => [
    { at: ['zip', index], rule, found, remedy: 'Zip parameters whose lists of "values" have the same length.' },
  ];
  const members = labels.map((label) => places.find(({ parameter }) => parameter.label === label));
  const unknown = labels.find((_, member) => members[member] === undefined);
  if (unknown !== undefined) return problem('a zipped group must name parameters', `there is no ${unknown}`);
  const known = members.filter((member) => member !== undefined);
  const odd = known.find(
    ({ parameter: { distribution, when } }) =>
      distribution.kind !== 'categorical' || distribution.probabilities !== undefined || when !== undefined,
  );
  if (odd !== undefined)
    return problem(
      'a zipped parameter must have "values", and neither "probabilities" nor "when"',
      `${odd.parameter.label} does not`,
    );
  const repeated = labels.find(
    (label, member) => labels.indexOf(label) < member || groups.slice(0, index).some((group) => group.includes(label)),
  );
  if (repeated !== undefined) return problem('a parameter can be zipped only once', `${repeated} is zipped twice`);
  const sizes = known.map((member) => valuesOf(member).length);
  return new Set(sizes).size === 1
    ? []
    : problem('zipped parameters must have the same number of values', `they have ${sizes.join(', ')}`);
}
