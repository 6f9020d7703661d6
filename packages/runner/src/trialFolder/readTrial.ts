import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { canonicalJson, type JsonObject } from '@nx-tune/search';
import { type Budget, fromMetricValue, parseResult, parseRun, type TrialResult, type TrialRun } from '@nx-tune/sweep';

import type { TrialTask } from '../model/trialTask.js';

/** What a result must be the result of. */
export interface WantedTrial {
  readonly id: string;
  readonly params: JsonObject;
  readonly seed: string;
  readonly metric: string;
  readonly budget?: Budget;
  /** The id of the trial that it continues. */
  readonly continues?: string;
}

/** What a trial's folder holds. */
export type TrialRecord =
  | { readonly kind: 'known'; readonly result: TrialResult; readonly run?: TrialRun }
  | { readonly kind: 'missing' }
  /** There is a result, but not one that can be believed. */
  | { readonly kind: 'unusable'; readonly file: string; readonly why: string };

/** Reads the result of a trial, and believes it only if it is a whole result of this very trial. */
export function readTrial(trialDir: string, wanted: WantedTrial): TrialRecord {
  const file = join(trialDir, 'result.json');
  const text = readIfThere(file);
  if (text === undefined) return { kind: 'missing' };
  const result = parseResult(text);
  const why = result === undefined ? 'it is not a whole result' : mismatch(result, wanted);
  if (result === undefined || why !== undefined) return { kind: 'unusable', file, why: why ?? '' };
  const run = parseRun(readIfThere(join(trialDir, 'run.json')) ?? '');
  return run === undefined ? { kind: 'known', result } : { kind: 'known', result, run };
}

/** The same of a task's trial. */
export const readTaskTrial = ({ trialDir, continues, ...task }: TrialTask): TrialRecord =>
  readTrial(trialDir, { ...task, ...(continues === undefined ? {} : { continues: continues.id }) });

function mismatch(
  result: TrialResult,
  { id, params, seed, metric, budget = {}, continues }: WantedTrial,
): string | undefined {
  if (result.id !== id) return `it is the result of trial ${result.id}`;
  if (canonicalJson(result.params) !== canonicalJson(params)) return 'it has other params than this trial';
  if (result.seed !== seed) return 'it has another seed than this trial';
  if (canonicalJson(result.budget ?? {}) !== canonicalJson(budget)) return 'it has another budget than this trial';
  if (result.continues !== continues) return 'it continues another trial than this one';
  const value = result.metrics[metric];
  const finite = value !== undefined && Number.isFinite(fromMetricValue(value));
  if (result.outcome.kind === 'completed' && !finite)
    return `it claims to be completed, but its metric "${metric}" is ${value ?? 'missing'}`;
  return undefined;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
