import type { Json, JsonObject } from '@nx-tune/search';

import { sweepFileSchema } from '../schema/sweepFileSchema.js';

/**
 * Leaves out the keys whose values W&B warns about and then does not use, and says so: empty ones, a `command` that is not a list, and
 * an `early_terminate` of another shape, which has no effect here without `budget`. Source: wandb/wandb, `Agent.run`.
 */
export function withoutUnused(file: JsonObject): { readonly value: JsonObject; readonly notices: readonly string[] } {
  const found = Object.entries(file).map(([key, value]) => ({ key, value, notice: noticeOf(key, value, file) }));
  return {
    value: Object.fromEntries(found.flatMap(({ key, value, notice }) => (notice === undefined ? [[key, value]] : []))),
    notices: found.flatMap(({ notice }) => (notice === undefined || notice === '' ? [] : [notice])),
  };
}

/** Returns the reason why a key is left out, empty if nobody needs to know; undefined if it stays. */
function noticeOf(key: string, value: Json, file: JsonObject): string | undefined {
  if (value === null) return `"${key}" is empty, and has no effect`;
  if (key === 'command' && Object.hasOwn(file, 'program') && !(Array.isArray(value) && value.length > 0))
    return '"command" is not a list with words, so W&B\'s default runs: ${env} ${interpreter} ${program} ${args}';
  if (key === 'early_terminate' && !Object.hasOwn(file, 'budget') && !isEarlyTerminate(value))
    return '"early_terminate" is not what W&B\'s schema asks for, and has no effect';
  return key === 'description' && typeof value !== 'string' ? '' : undefined;
}

const isEarlyTerminate = (value: Json): boolean =>
  sweepFileSchema.shape.early_terminate
    .safeParse(value)
    .error?.issues.every(({ code }) => code === 'unrecognized_keys') !== false;
