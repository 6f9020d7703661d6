import { canonicalJson, digest, type Json, type JsonObject } from '@nx-tune/search/core';

import type { Budget } from './budget.js';
import type { FloatParams } from './floatParams.js';
import type { StopRule } from './stopRule.js';

/** The user's function: a module of the project, or a command. */
export type ObjectiveDefinition = { readonly kind: 'module'; readonly path: string } | CommandDefinition;

/** A command whose macros are not yet expanded. */
export interface CommandDefinition {
  readonly kind: 'command';
  readonly command: readonly string[];
  readonly program?: string;
  /** Given if the command means what it means to W&B although the file names no program. */
  readonly dialect?: 'wandb';
  readonly floats?: FloatParams;
  /** Set if a program finds our `wandb` when it imports that. */
  readonly wandb?: 'shim';
}

/** Returns whether a command means what it means to W&B, whose files name a program. */
export const isWandbCommand = ({ program, dialect }: CommandDefinition): boolean =>
  program !== undefined || dialect === 'wandb';

/**
 * The identity of a trial, apart from its position in a sweep: two sweeps of one project that ask for the same trial share it.
 * No metric is part of it: a result holds all of them, and each sweep reads its own (`resultFor`).
 */
export interface TrialDefinition {
  readonly objective: ObjectiveDefinition;
  readonly params: JsonObject;
  readonly seed: string;
  readonly replicate?: number;
  /** The case that it is evaluated on, where the sweep lists cases. */
  readonly case?: Json;
  readonly budget?: Budget;
  /** The rule that stops it by what it reports. */
  readonly stop?: StopRule;
  /** The metric whose reports its budget counts, if it counts reports. */
  readonly reports?: string;
  /** The id of the trial that it continues, from which it has a checkpoint. */
  readonly continues?: string;
}

/** 12 characters of 5 bits: among 100,000 trials of a project two collide with probability 4e-9. */
const idLength = 12;

/** A short digest of what the trial is. */
export function trialId(definition: TrialDefinition): string {
  return digest(canonicalJson(definition), idLength);
}
