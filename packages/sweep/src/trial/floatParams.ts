import { canonicalJson, type Json, type JsonObject, paramByLabel } from '@nx-tune/search/core';

/**
 * Where whole numbers are floats to Python, which W&B's arguments show: `1.0`. By the label of a parameter: true if all of its whole
 * numbers are, or the values, as canonical JSON, that were written so in the file.
 */
export interface FloatParams {
  readonly [label: string]: true | readonly string[];
}

/** The part of `floats` that one trial's params show, so that what was written for another trial is not in this one's id. */
export function floatsOf(floats: FloatParams, params: JsonObject): FloatParams | undefined {
  const shown = Object.keys(floats).filter((label) => {
    const value = paramByLabel(params, label);
    const written = floats[label];
    return value !== undefined && hasWhole(value) && (written === true || written?.includes(canonicalJson(value)));
  });
  return shown.length === 0 ? undefined : Object.fromEntries(shown.toSorted().map((label) => [label, true]));
}

function hasWhole(value: Json): boolean {
  if (typeof value === 'number') return Number.isInteger(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasWhole);
}
