import type { Json, JsonObject } from '@nx-tune/search';

import { clip } from '../text/clip.js';
import { escapeControl } from '../text/escapeControl.js';
import { formatDuration } from '../text/formatDuration.js';
import { formatParamsLine } from '../text/formatParamsLine.js';
import { formatTrialCount } from '../text/formatPlan.js';
import { formatValue } from '../text/formatValue.js';

/** The work that a run of a sweep would do. */
export interface RunPlan {
  /** All trials of the sweep, including those whose params depend on results. */
  readonly total: number;
  /** The number of replicates that may be added; absent if that is known. */
  readonly more?: number;
  /** The number of trials in a cache. */
  readonly known: number;
  /** The trials to compute whose params are known in advance. */
  readonly toRun: readonly {
    readonly id: string;
    readonly params: JsonObject;
    /** Absent for the first of a configuration. */
    readonly replicate?: number;
    readonly case?: Json;
  }[];
  readonly parallel: number;
  /** The command line of the first trial, if it has one and its params are known. */
  readonly command?: string;
  /** An estimate of the time; absent if there is no trial to base it on. */
  readonly estimate?: { readonly ms: number; /** The number of trials on which it is based. */ readonly from: number };
}

/** Renders the plan of a dry run as terminal text. `label` names the sweep, such as `digits (random)`. */
export function renderRunPlan(
  label: string,
  method: string,
  { total, more: further = 0, known, toRun, parallel, command, estimate }: RunPlan,
  { width, top }: { readonly width: number; readonly top: number },
): string {
  const later = total - known - toRun.length;
  const more = toRun.length - top;
  const lines = [
    `${label}: ${formatTrialCount(total)} by ${method}; a dry run, which computes nothing`,
    '',
    `${pad(known)} known, from the cache`,
    `${pad(toRun.length)} to run`,
    ...toRun.slice(0, top).map(trialLine),
    ...(more > 0 ? [`         ... and ${more} more`] : []),
    ...(toRun.length > 0 ? ['         (Nx marks these "local cache", too: that is how a dry run skips them)'] : []),
    ...(later > 0 ? [`${pad(later)} later, chosen from the results of these`] : []),
    ...(further > 0 ? [`${pad(further)} more replicates at most, by the noise of the first trials`] : []),
    '',
    timeLine(toRun.length + later, Math.min(parallel, toRun.length + later), estimate),
  ];
  const text = `${lines.map((line) => clip(escapeControl(line), width)).join('\n')}\n`;
  return command === undefined ? text : `${text}\nThe first trial's command:\n  ${escapeControl(command)}\n`;
}

const trialLine = ({ id, params, replicate, case: on }: RunPlan['toRun'][number]): string =>
  `         ${id}  ${formatParamsLine(params)}${on === undefined ? '' : ` (case ${formatValue(on)})`}${replicate === undefined ? '' : ` (replicate ${replicate})`}`;

const pad = (count: number): string => String(count).padStart(6);

function timeLine(count: number, parallel: number, estimate: RunPlan['estimate']): string {
  if (count === 0) return 'Nothing is left to compute.';
  if (estimate === undefined) return `No trial has run yet to estimate the time from; ${parallel} at a time.`;
  return `About ${formatDuration(estimate.ms)}, ${parallel} at a time, judging by ${estimate.from === 1 ? 'the known trial' : `the ${estimate.from} known trials`}.`;
}
