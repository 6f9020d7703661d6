import { dirname, join } from 'node:path';

import { canonicalJson, completePoints, defined, type JsonObject } from '@nx-tune/search';
import {
  addPoint,
  handTrials,
  parseSweep,
  type PlannedTrial,
  pointOfParams,
  pointText,
  type Sweep,
} from '@nx-tune/sweep';

import type { OpenSweep } from '../../study/openSweep.js';
import { readText } from '../../study/readText.js';
import { writeInProject } from '../../study/writeInProject.js';

/** Whether params are among the points of the sweep file; `by hand`: what to write there, since the file has no clear place for it. */
export type Kept = { readonly kind: 'kept' | 'already' | 'not' } | { readonly kind: 'by hand'; readonly point: string };

/** Whether params are those of a point that the sweep file lists. */
export function isPoint({ space, seed, points, exclude, constraints }: Sweep, params: JsonObject): boolean {
  const text = canonicalJson(params);
  const all = completePoints({ space, seed, ...defined({ points, exclude, constraints }) });
  return all.some((one) => canonicalJson(one) === text);
}

/** Adds params to the `points` of a sweep file, and changes nothing else of it. The trials must stay the same ones. */
export function keepPoint(
  workspaceRoot: string,
  { file, name, sweep }: Pick<OpenSweep, 'file' | 'name' | 'sweep'>,
  params: JsonObject,
  trials: readonly PlannedTrial[],
): Kept {
  if (isPoint(sweep, params)) return { kind: 'already' };
  const path = join(workspaceRoot, file);
  const point = pointOfParams(sweep.space, params);
  const edited = addPoint(file, readText(path) ?? '', point);
  if (edited === undefined || !keeps(name, file, edited, { sweep, params, trials }))
    return { kind: 'by hand', point: pointText(file, point) };
  writeInProject(dirname(path), path, edited);
  return { kind: 'kept' };
}

/** Reads the edited file: it must have the point, and the point the same trials. */
function keeps(
  name: string,
  file: string,
  text: string,
  {
    sweep,
    params,
    trials,
  }: { readonly sweep: Sweep; readonly params: JsonObject; readonly trials: readonly PlannedTrial[] },
): boolean {
  const parsed = parseSweep(name, file, text);
  if (!parsed.ok || !isPoint(parsed.value, params)) return false;
  const { objective, seed, stop, reports } = parsed.value;
  const then = handTrials({ ...sweep, objective, seed, ...defined({ stop, reports }) }, params);
  return then.every(({ id }, index) => id === trials[index]?.id);
}
