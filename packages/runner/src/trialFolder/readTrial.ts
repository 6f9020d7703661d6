import { join } from 'node:path';

import { defined, isSameJson, type Json, type JsonObject } from '@nx-tune/search/core';
import type { Budget, StoredResult, TrialRun } from '@nx-tune/sweep';
import { parseResult, parseRun } from '@nx-tune/sweep';

import type { TrialTask } from '../model/trialTask.js';
import { sha256 } from './checksums.js';
import { readIfThere } from './readIfThere.js';

/** The trial whose result is expected. */
export interface ExpectedTrial {
  readonly id: string;
  readonly params: JsonObject;
  readonly seed: string;
  readonly budget?: Budget;
  /** The id of the trial that it continues. */
  readonly continues?: string;
  readonly replicate?: number;
  readonly case?: Json;
}

/** The contents of a trial's folder. */
export type TrialRecord =
  | { readonly kind: 'known'; readonly result: StoredResult; readonly run?: TrialRun }
  | { readonly kind: 'missing' }
  /** There is a result, but it cannot be trusted. */
  | { readonly kind: 'unusable'; readonly file: string; readonly why: string };

/** Reads the result of a trial, and trusts it only if it is a complete result of this very trial, as the trial left it. */
export function readTrial(trialDir: string, wanted: ExpectedTrial): TrialRecord {
  const file = join(trialDir, 'result.json');
  const text = readIfThere(file);
  if (text === undefined) return { kind: 'missing' };
  const result = parseResult(text);
  const why = result === undefined ? 'it is not a complete result' : mismatch(result, wanted);
  if (result === undefined || why !== undefined) return { kind: 'unusable', file, why: why ?? '' };
  const run = parseRun(readIfThere(join(trialDir, 'run.json')) ?? '');
  const sealed = run?.seal?.files['result.json'];
  if (sealed !== undefined && sealed !== sha256(text))
    return { kind: 'unusable', file, why: 'it was changed after the trial had written it' };
  return { kind: 'known', result, ...defined({ run }) };
}

/** Reads the result of a task's trial. */
export const readTaskTrial = ({ trialDir, continues, ...task }: TrialTask): TrialRecord =>
  readTrial(trialDir, { ...task, ...defined({ continues: continues?.id }) });

function mismatch(
  result: StoredResult,
  { id, params, seed, budget = {}, continues, replicate, case: on }: ExpectedTrial,
): string | undefined {
  if (result.id !== id) return `it is the result of trial ${result.id}`;
  if (!isSameJson(result.params, params)) return 'its params are not those of this trial';
  if (result.seed !== seed) return 'its seed is not that of this trial';
  if (!isSameJson(result.budget ?? {}, budget)) return 'its budget is not that of this trial';
  if (result.continues !== continues) return 'it continues a different trial';
  if (result.replicate !== replicate) return 'it is another replicate';
  if (!isSameJson(result.case ?? null, on ?? null)) return 'it is of another case';
  return undefined;
}
