import { dirname, join } from 'node:path';

import { canonicalJson, completePoints, defined, type JsonObject, liesIn } from '@nx-tune/search';
import {
  addBaseline,
  addPoint,
  baselineOfParams,
  baselineText,
  handTrials,
  parseSweep,
  type PlannedTrial,
  pointOfParams,
  pointText,
  type Sweep,
} from '@nx-tune/sweep';

import type { OpenSweep } from '../../study/openSweep.js';
import { readText } from '../../study/readText.js';
import { workspaceBases } from '../../study/workspaceBases.js';
import { writeInProject } from '../../study/writeInProject.js';

/**
 * The place where the sweep file has a point, or would have it: outside of the search space it has a name among the baselines.
 */
export type KeptPlace =
  | { readonly key: 'points' }
  | { readonly key: 'baselines'; readonly isInside: boolean; readonly baseline?: string };

/** States whether the sweep file has the params; `by hand`: the text to add, since the file has no clear place for it. */
export type Kept = KeptPlace &
  ({ readonly kind: 'kept' | 'already' | 'not' } | { readonly kind: 'by hand'; readonly point: string });

/** True if params are those of a point that the sweep file lists. */
export function isPoint({ space, seed, points, exclude, constraints }: Sweep, params: JsonObject): boolean {
  const text = canonicalJson(params);
  const all = completePoints({ space, seed, ...defined({ points, exclude, constraints }) });
  return all.some((one) => canonicalJson(one) === text);
}

/** Finds params in a sweep file. */
export function keptIn(sweep: Sweep, params: JsonObject): Kept {
  const text = canonicalJson(params);
  const isInside = liesIn(sweep.space, params);
  const baseline = sweep.baselines?.find((one) => canonicalJson(one.params) === text)?.name;
  if (baseline !== undefined) return { kind: 'already', key: 'baselines', isInside, baseline };
  if (isPoint(sweep, params)) return { kind: 'already', key: 'points' };
  return { kind: 'not', ...(isInside ? { key: 'points' } : { key: 'baselines', isInside }) };
}

/**
 * Adds params to a sweep file, and changes nothing else of it: to its `points`, or outside of the search space to its `baselines`.
 * The trials must stay the same ones.
 */
export function keepPoint(
  workspaceRoot: string,
  { file, name, sweep }: Pick<OpenSweep, 'file' | 'name' | 'sweep'>,
  params: JsonObject,
  trials: readonly PlannedTrial[],
): Kept {
  const path = join(workspaceRoot, file);
  const text = readText(path) ?? '';
  const read = (source: string): Sweep | undefined => {
    const parsed = parseSweep(name, file, source, {}, workspaceBases(workspaceRoot));
    return parsed.ok ? parsed.value : undefined;
  };
  // While the trial ran, someone may have edited the file, or kept another point.
  const now = read(text) ?? sweep;
  const found = keptIn(now, params);
  if (found.kind === 'already') return found;
  const { place, point, edited } = additionTo(now, file, text, params);
  const then = edited === undefined ? undefined : read(edited);
  if (edited === undefined || then === undefined || !keeps(now, then, params, trials))
    return { ...place, kind: 'by hand', point };
  writeInProject(dirname(path), path, edited);
  return { ...place, kind: 'kept' };
}

/** An edit of a sweep file that adds params, with the text that results. */
interface Addition {
  readonly place: KeptPlace;
  readonly point: string;
  readonly edited: string | undefined;
}

function additionTo(sweep: Sweep, file: string, text: string, params: JsonObject): Addition {
  if (liesIn(sweep.space, params)) {
    const point = pointOfParams(sweep.space, params);
    return { place: { key: 'points' }, point: pointText(file, point), edited: addPoint(file, text, point) };
  }
  const baseline = newName(sweep);
  const own = baselineOfParams(sweep.space, params);
  return {
    place: { key: 'baselines', isInside: false, baseline },
    point: baselineText(file, baseline, own),
    edited: addBaseline(file, text, baseline, own),
  };
}

/** A name that no baseline has yet: `by hand 1`. */
function newName({ baselines = [] }: Sweep): string {
  const taken = new Set(baselines.map(({ name }) => name));
  let number = 1;
  while (taken.has(`by hand ${number}`)) number += 1;
  return `by hand ${number}`;
}

/**
 * True if the edited file has the point with the same trials, and all that the file had: a list of its own would hide that of a
 * file that it extends.
 */
function keeps(before: Sweep, after: Sweep, params: JsonObject, trials: readonly PlannedTrial[]): boolean {
  const { objective, seed, stop, reports } = after;
  const then = handTrials({ ...before, objective, seed, ...defined({ stop, reports }) }, params);
  return (
    keptIn(after, params).kind === 'already' &&
    hasAll(after.points, before.points) &&
    hasAll(after.baselines, before.baselines) &&
    then.every(({ id }, index) => id === trials[index]?.id)
  );
}

function hasAll(after: readonly object[] = [], before: readonly object[] = []): boolean {
  const texts = new Set(after.map((one) => JSON.stringify(one)));
  return before.every((one) => texts.has(JSON.stringify(one)));
}
