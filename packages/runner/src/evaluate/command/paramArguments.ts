import { type Json, type JsonObject, pythonStr } from '@nx-tune/search/core';

/** Arguments for params, by the name of their macro. */
export interface ParamArguments {
  readonly [macro: string]: readonly string[];
}

/**
 * Arguments as W&B's agent writes them: values as Python's `str`, one argument for each param, also for a nested one. Source:
 * wandb/wandb, `create_sweep_command_args`.
 */
export function pythonArguments(params: JsonObject, floats: readonly string[]): ParamArguments {
  const sorted = Object.entries(params).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return argumentsOf(sorted.map(([name, value]) => ({ name, value, text: pythonStr(value, name, floats) })));
}

/** Arguments for programs in other languages: a text as it is, anything else as JSON. */
export const jsonArguments = (flat: readonly (readonly [label: string, value: Json])[]): ParamArguments =>
  argumentsOf(flat.map(([name, value]) => ({ name, value, text: jsonText(value) })));

const jsonText = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

interface Argument {
  readonly name: string;
  readonly value: Json;
  readonly text: string;
}

function argumentsOf(all: readonly Argument[]): ParamArguments {
  const assigned = (prefix: string): string[] => all.map(({ name, text }) => `${prefix}${name}=${text}`);
  return {
    args: assigned('--'),
    args_no_hyphens: assigned(''),
    args_append_hydra: assigned('+'),
    args_override_hydra: assigned('++'),
    args_no_equals: all.flatMap(({ name, text }) => [`--${name}`, text]),
    args_no_boolean_flags: all.flatMap(({ name, value, text }) => booleanFlag(name, value) ?? [`--${name}=${text}`]),
    // The agent adds a dict to a list of words, and what Python adds are its keys.
    args_dict: all.map(({ name }) => name),
  };
}

const booleanFlag = (name: string, value: Json): string[] | undefined =>
  value === true ? [`--${name}`] : value === false ? [] : undefined;
