import { flattenParams, type JsonObject } from '@nx-tune/search';

import { clip } from '../text/clip.js';
import { escapeControl } from '../text/escapeControl.js';
import { formatDuration } from '../text/formatDuration.js';
import { formatTrialCount } from '../text/formatPlan.js';
import { formatValue } from '../text/formatValue.js';

/** What a run of a sweep would do. */
export interface RunPlan {
  /** All trials of the sweep, those included whose params follow from results. */
  readonly total: number;
  /** How many a cache knows. */
  readonly known: number;
  /** What would be computed and is known in advance. */
  readonly toRun: readonly { readonly id: string; readonly params: JsonObject }[];
  readonly parallel: number;
  /** Of the time that it would take; absent where no trial tells. */
  readonly estimate?: { readonly ms: number; /** How many trials it is made of. */ readonly from: number };
}

/** The plan of a dry run as terminal text. `label` is of the sweep, such as `digits (random)`. */
export function renderRunPlan(
  label: string,
  method: string,
  { total, known, toRun, parallel, estimate }: RunPlan,
  { width, top }: { readonly width: number; readonly top: number },
): string {
  const later = total - known - toRun.length;
  const more = toRun.length - top;
  const lines = [
    `${label}: ${formatTrialCount(total)} by ${method}; this is a dry run, and computes none`,
    '',
    `${pad(known)} known, from the cache`,
    `${pad(toRun.length)} to run`,
    ...toRun.slice(0, top).map(({ id, params }) => `         ${id}  ${shown(params)}`),
    ...(more > 0 ? [`         ... and ${more} more`] : []),
    ...(later > 0 ? [`${pad(later)} later, which follow from the results of these`] : []),
    '',
    timeLine(toRun.length + later, parallel, estimate),
  ];
  return `${lines.map((line) => clip(escapeControl(line), width)).join('\n')}\n`;
}

const pad = (count: number): string => String(count).padStart(6);

const shown = (params: JsonObject): string =>
  flattenParams(params)
    .map(([label, value]) => `${label} ${formatValue(value)}`)
    .join(', ');

function timeLine(count: number, parallel: number, estimate: RunPlan['estimate']): string {
  if (count === 0) return 'Nothing is left to compute.';
  if (estimate === undefined) return `How long it takes, no trial can tell yet; ${parallel} at a time.`;
  return `About ${formatDuration(estimate.ms)}, ${parallel} at a time, as ${estimate.from === 1 ? 'the known trial' : `the ${estimate.from} known trials`} took.`;
}
