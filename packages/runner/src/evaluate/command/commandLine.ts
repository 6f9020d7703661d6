import type { Json, JsonObject } from '@nx-tune/search';
import { flattenParams, paramByLabel } from '@nx-tune/search/core';
import { placedText } from '@nx-tune/sweep/trial';

/** The values that macros stand for. */
export interface MacroContext {
  /** The program of a file that W&B can read: there, what is no macro of W&B is text. */
  readonly program: string | undefined;
  readonly params: JsonObject;
  /** Path of a file that holds the params as JSON. */
  readonly paramsFile: string;
  readonly seed: string;
  /** Absolute path of the folder for what the trial writes. */
  readonly trialDir: string;
  readonly env: { readonly [name: string]: string | undefined };
  /** The first of these commands that exists on this machine. */
  readonly findCommand: (names: readonly string[]) => string | undefined;
}

/**
 * Expands macros into an argument array. A word that is a single macro may become several
 * arguments; a macro inside a longer word becomes text. No shell parses any of it.
 */
export function expandCommand(words: readonly string[], context: MacroContext): string[] {
  return words.flatMap((word) => {
    const whole = /^\$\{([^}]*)\}$/.exec(word)?.[1];
    return whole === undefined
      ? [word.replace(/\$\{([^}]*)\}/g, (_, name: string) => macro(name, context).join(' '))]
      : macro(whole, context);
  });
}

function macro(name: string, context: MacroContext): string[] {
  const style = styleOf(context.program);
  const flat = flattenParams(context.params);
  const variable = /^envvar:([A-Za-z_][A-Za-z0-9_]*)$/.exec(name)?.[1];
  if (variable !== undefined) return [context.env[variable] ?? ''];
  switch (name) {
    case 'env':
      return process.platform === 'win32' ? [] : ['/usr/bin/env'];
    case 'interpreter':
      return interpreter(context);
    case 'program':
      return [context.program ?? ''];
    case 'args':
      return flat.map(([key, value]) => `--${key}=${show(value, style)}`);
    case 'args_no_hyphens':
      return flat.map(([key, value]) => `${key}=${show(value, style)}`);
    case 'args_no_boolean_flags':
      return flat.flatMap(([key, value]) =>
        value === true ? [`--${key}`] : value === false ? [] : [`--${key}=${show(value, style)}`],
      );
    case 'args_json':
      return [JSON.stringify(context.params)];
    case 'args_json_file':
      return [context.paramsFile];
    default:
      return [context.program === undefined ? placed(name, context) : `\${${name}}`];
  }
}

/** The macros that W&B does not have: each is one text. */
function placed(name: string, { params, seed, trialDir }: MacroContext): string {
  if (name === 'seed') return seed;
  if (name === 'trial_dir') return trialDir;
  const value = name.startsWith('param:') ? paramByLabel(params, name.slice('param:'.length)) : undefined;
  if (value === undefined) throw new Error(`Internal error: macro ${name} passed the checks of the sweep file`);
  return placedText(value);
}

function interpreter({ program = '', findCommand }: Pick<MacroContext, 'program' | 'findCommand'>): string[] {
  if (/\.[cm]?js$/.test(program)) return ['node'];
  return [findCommand(['python', 'python3']) ?? 'python'];
}

/** W&B writes values as Python does; a program in another language expects JSON. */
type Style = 'python' | 'json';
const styleOf = (program: string | undefined): Style => (program?.endsWith('.py') === true ? 'python' : 'json');

function show(value: Json, style: Style): string {
  if (typeof value === 'string') return value;
  return style === 'python' ? pythonLiteral(value) : JSON.stringify(value);
}

/** A value as Python's `str` writes it; text in a list keeps JSON's quotes, which Python reads as well. */
function pythonLiteral(value: Json): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(pythonLiteral).join(', ')}]`;
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${pythonLiteral(item)}`);
  return `{${entries.join(', ')}}`;
}

const isList: (value: Json) => value is readonly Json[] = Array.isArray;
