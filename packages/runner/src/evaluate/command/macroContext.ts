import type { Json, JsonObject } from '@nx-tune/search';
import type { CommandDefinition } from '@nx-tune/sweep/trial';

/** The values that replace macros. */
export interface MacroContext {
  readonly objective: CommandDefinition;
  readonly params: JsonObject;
  /** Path of a file that holds the params as JSON. */
  readonly paramsFile: string;
  readonly seed: string;
  /** The case that the trial is evaluated on, if the sweep has cases. */
  readonly case?: Json;
  /** Absolute path of the folder for what the trial writes. */
  readonly trialDir: string;
  readonly env: { readonly [name: string]: string | undefined };
  /** The first of these commands that exists on this machine. */
  readonly findCommand: (names: readonly string[]) => string | undefined;
}

/** Returns the words that replace `${env}`. */
export const envProgram = (): string[] => (process.platform === 'win32' ? [] : ['/usr/bin/env']);

/**
 * Returns the words that replace `${interpreter}`: W&B's is python whatever the program is, and a script for Node.js would fail.
 */
export function interpreterWords({
  objective,
  findCommand,
}: Pick<MacroContext, 'objective' | 'findCommand'>): string[] {
  if (/\.[cm]?js$/.test(objective.program ?? '')) return ['node'];
  return [findCommand(['python', 'python3']) ?? 'python'];
}
