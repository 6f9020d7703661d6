import { canonicalJson, type Json, type JsonObject, paramByLabel } from '@nx-tune/search/core';

/**
 * The whole numbers that are floats to Python, which W&B's arguments show: `1.0`. By the label of a parameter: true if all of its
 * whole numbers are, or the values of which some were written so in the file.
 */
export interface FloatParams {
  readonly [label: string]: true | readonly FloatValue[];
}

/** A value as canonical JSON, all of whose whole numbers are floats, or only those at some places in it, such as `.rate` and `[1]`. */
export type FloatValue = string | { readonly value: string; readonly floats: readonly string[] };

/** The part of `floats` that one trial's params show, so that what was written for another trial is not in this one's id. */
export function floatsOf(floats: FloatParams, params: JsonObject): FloatParams | undefined {
  const shown = Object.entries(floats).flatMap(([label, written]) => {
    const value = paramByLabel(params, label);
    if (value === undefined || !hasWhole(value)) return [];
    return written === true ? [label] : written.flatMap((one) => labelsIn(label, one, canonicalJson(value)));
  });
  return shown.length === 0 ? undefined : Object.fromEntries(shown.toSorted().map((label) => [label, true]));
}

function labelsIn(label: string, written: FloatValue, value: string): string[] {
  if (typeof written === 'string') return written === value ? [label] : [];
  return written.value === value ? written.floats.map((place) => `${label}${place}`) : [];
}

function hasWhole(value: Json): boolean {
  if (typeof value === 'number') return Number.isInteger(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasWhole);
}
