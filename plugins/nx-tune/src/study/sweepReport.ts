import { nameSeparator, type ReportBaseline, type SweepReport } from '@nx-tune/report';
import {
  allows,
  canonicalJson,
  defined,
  type Distribution,
  isLogarithmic,
  type Json,
  liesIn,
  support,
  usesGp,
} from '@nx-tune/search';
import { choiceFrom, goalCounts, lastBudget, type ReplicatesChoice, type Sweep, wholeRun } from '@nx-tune/sweep';

import type { UnnumberedEntry } from './readEntry.js';
import type { SweepLocation } from './sweepLocation.js';

/** The report of a sweep. `entries` holds what is known of each trial, at the index that the trial has in the sweep. */
export function sweepReport(
  sweep: Sweep,
  { project, file }: Pick<SweepLocation, 'project' | 'file'>,
  entries: readonly (UnnumberedEntry | undefined)[],
): SweepReport {
  const { name, method, metric, cases, aggregate, pick, prefer, reference, race } = sweep;
  const chosen = chosenFrom(sweep, entries);
  const replicates = sweep.autoReplicates === undefined ? sweep.replicates : chosen?.replicates;
  const namesOf = baselineNames(sweep);
  const trials = entries.flatMap((entry, number) =>
    entry === undefined ? [] : [{ number, ...entry, ...defined({ baseline: namesOf(entry) }) }],
  );
  return {
    sweep: name,
    project,
    file,
    method,
    metric,
    parameters: parameterLabels(sweep),
    logarithmic: logarithmicLabels(sweep),
    listed: listedValues(sweep),
    bounds: boundsOf(sweep),
    ...defined({
      replicates,
      chosen,
      cases,
      aggregate,
      pick,
      prefer,
      reference,
      isRace: race && true,
      baselines: baselinesOf(sweep),
      pricePerHour: sweep.pricePerHour,
      search: hasProcess(sweep) ? sweep : undefined,
    }),
    trials,
  };
}

/** The names of the baselines that a trial is, by its params; with rungs, only of one with the largest budget. */
function baselineNames({ baselines = [], ladder }: Sweep): (entry: UnnumberedEntry) => string | undefined {
  const names = new Map<string, string>();
  for (const { name, params } of baselines) {
    const [key, known] = [canonicalJson(params), names.get(canonicalJson(params))];
    names.set(key, known === undefined ? name : `${known}${nameSeparator}${name}`);
  }
  return ({ result: { params, budget } }) =>
    ladder === undefined || budget?.[ladder.unit] === lastBudget(ladder) ? names.get(canonicalJson(params)) : undefined;
}

const baselinesOf = (sweep: Sweep): readonly ReportBaseline[] | undefined => {
  const isAllowed = allows(sweep);
  return sweep.baselines?.map((baseline) => ({
    ...baseline,
    isInside: liesIn(sweep.space, baseline.params) && isAllowed(baseline.params),
  }));
};

/**
 * Returns the number of replicates that the noise of the first configurations led to. Not known as long as results are missing.
 */
function chosenFrom(sweep: Sweep, entries: readonly (UnnumberedEntry | undefined)[]): ReplicatesChoice | undefined {
  const known = entries.filter((entry) => entry !== undefined);
  if (sweep.autoReplicates === undefined || known.length < entries.length) return undefined;
  return choiceFrom(
    sweep,
    known.map(({ result }) => result),
  );
}

/** True if a Gaussian process searches, with one budget for all trials. */
const hasProcess = (sweep: Sweep): boolean =>
  sweep.ladder === undefined &&
  (sweep.method === 'gp' || (sweep.method === 'bayes' && usesGp(sweep, goalCounts(sweep))));

/** The parameters of a sweep as columns. To a reader, a budget is one more parameter. */
export const parameterLabels = ({ space, ladder }: Pick<Sweep, 'space' | 'ladder'>): string[] => [
  ...new Set(space.filter(({ path }) => path.length > 0).map(({ path }) => path.join('.'))),
  ...(ladder === undefined ? [] : [ladder.unit]),
];

/** The parameters that the file declares on a logarithmic scale. Budgets grow by a factor. */
function logarithmicLabels({ space, ladder }: Pick<Sweep, 'space' | 'ladder'>): string[] {
  const isElsewhere = new Set(
    space.filter(({ distribution }) => !isOnLogScale(distribution)).map(({ path }) => path.join('.')),
  );
  return [
    ...new Set(space.map(({ path }) => path.join('.')).filter((label) => label !== '' && !isElsewhere.has(label))),
    ...(ladder === undefined ? [] : [ladder.unit]),
  ];
}

/** The values that the file lists for a parameter, in all alternatives that have it, and budgets where the last is not a number. */
function listedValues({ space, ladder }: Pick<Sweep, 'space' | 'ladder'>): ReadonlyMap<string, readonly Json[]> {
  const listed = new Map<string, readonly Json[]>();
  if (ladder?.bands !== undefined) listed.set(ladder.unit, [...ladder.bands, wholeRun]);
  for (const { path, distribution } of space) {
    if (path.length === 0 || distribution.kind !== 'categorical') continue;
    const label = path.join('.');
    listed.set(label, [...(listed.get(label) ?? []), ...distribution.values]);
  }
  return listed;
}

/** The smallest and the largest value of a parameter, over all alternatives that have it. */
function boundsOf({ space }: Pick<Sweep, 'space'>): ReadonlyMap<string, readonly [number, number]> {
  const bounds = new Map<string, readonly [number, number]>();
  for (const { path, distribution } of space) {
    if (path.length === 0 || !('min' in distribution)) continue;
    const label = path.join('.');
    const [low, high] = support(distribution);
    const [least, most] = bounds.get(label) ?? [low, high];
    bounds.set(label, [Math.min(low, least), Math.max(high, most)]);
  }
  return bounds;
}

/** The factor between the largest and the smallest of given values from which they are drawn on a logarithmic scale. */
const wideFrom = 30;

function isOnLogScale(distribution: Distribution): boolean {
  if (distribution.kind === 'constant') return false;
  if (distribution.kind !== 'categorical') return isLogarithmic(distribution);
  const numbers = distribution.values.filter((value) => typeof value === 'number');
  if (numbers.length < distribution.values.length) return false;
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  return low > 0 && high / low >= wideFrom;
}
