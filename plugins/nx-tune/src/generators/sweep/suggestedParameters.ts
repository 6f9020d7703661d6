import type { JsonObject, Method } from '@nx-tune/search';

import type { ScriptOption } from './scriptOptions.js';

/** A parameter that is suggested for an option of a script. */
export interface SuggestedParameter {
  readonly key: string;
  readonly value: JsonObject;
}

/** The number of parameters of a grid that have several values: a fourth would triple the trials once more. */
const mostAxes = 3;

/** Suggests what to search, by the types, defaults and names of a script's options. What says nothing of a result is left out. */
export function suggestedParameters(options: readonly ScriptOption[], method: Method): SuggestedParameter[] {
  const found = options.flatMap((option) => {
    const value = suggested(option, method);
    return value === undefined ? [] : [{ key: option.name, value, preset: option.default }];
  });
  let axes = 0;
  return found.flatMap(({ key, value, preset }) => {
    if ('value' in value || method !== 'grid' || ++axes <= mostAxes) return [{ key, value }];
    return preset === undefined ? [] : [{ key, value: { value: preset } }];
  });
}

function suggested(option: ScriptOption, method: Method): JsonObject | undefined {
  const { name, type } = option;
  if (inactive.test(name)) return undefined;
  if (type === 'choice') return needsNumbers(method) ? undefined : { values: [...(option.choices ?? [])] };
  const preset = typeof option.default === 'number' ? option.default : undefined;
  if (type === 'other') return undefined;
  if (budget.test(name)) return preset === undefined ? undefined : { value: preset };
  const [min, max, isLog] = type === 'int' ? intRange(preset) : floatRange(name, preset);
  if (method === 'grid') return { values: gridOf(min, max, type === 'int', isLog, preset) };
  if (type === 'int') return { distribution: 'int_uniform', min, max };
  return { distribution: isLog ? 'log_uniform_values' : 'uniform', min, max };
}

/** Options that say where, with what or how loudly a script works. */
const inactive =
  /(^|[-_])(seed|workers?|threads?|jobs|gpus?|devices?|cores|cpus|rank|port|verbose|log|interval|every|dir|path|out|output)([-_]|$)/i;

/** Names of options that make a script run longer. */
const budget = /epoch|(^|[-_])(max[-_])?(steps?|iter\w*)$/i;

const share = /dropout|momentum|ratio|frac|prob|beta|gamma|(^|[-_])p$/i;

const needsNumbers = (method: Method): boolean => method === 'cma-es' || method === 'nelder-mead';

type Range = readonly [min: number, max: number, isLog: boolean];

const intRange = (preset = 8): Range =>
  preset > 0 ? [Math.max(1, Math.floor(preset / 4)), preset * 4, false] : [preset, preset + 10, false];

/** Around the default, by a factor of ten; shares, such as a momentum, stay below 1. */
function floatRange(name: string, preset: number | undefined): Range {
  if (share.test(name) && (preset ?? 0) >= 0 && (preset ?? 0) < 1) return [0, (preset ?? 1) < 0.5 ? 0.5 : 0.99, false];
  if (preset === undefined) return /lr|rate|decay/i.test(name) ? [0.0001, 0.1, true] : [0, 1, false];
  if (preset === 0) return [0, 1, false];
  if (preset < 0) return [rounded(preset * 2), 0, false];
  return [rounded(preset / 10), rounded(preset < 1 ? Math.min(1, preset * 10) : preset * 10), true];
}

function gridOf(min: number, max: number, isInt: boolean, isLog: boolean, preset: number | undefined): number[] {
  const middle = isLog ? Math.sqrt(min * max) : (min + max) / 2;
  const inside = preset !== undefined && preset > min && preset < max ? preset : middle;
  const all = [min, isInt ? Math.round(inside) : rounded(inside), max];
  return [...new Set(all)].toSorted((a, b) => a - b);
}

const rounded = (value: number): number => Number(value.toPrecision(2));
