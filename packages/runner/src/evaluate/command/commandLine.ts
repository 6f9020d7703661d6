import { flattenParams, paramByLabel } from '@nx-tune/search/core';
import { isWandbCommand, placedText, runsPython } from '@nx-tune/sweep/trial';

import { envProgram, interpreterWords, type MacroContext } from './macroContext.js';
import { jsonArguments, pythonArguments } from './paramArguments.js';
import { expandWandbCommand } from './wandbCommandLine.js';

/** Expands macros into an argument array. No shell parses any of it. */
export const expandCommand = (context: MacroContext): string[] =>
  isWandbCommand(context.objective) ? expandWandbCommand(context) : expandOwnCommand(context);

/** A word that is a single macro may become several arguments; a macro inside a longer word becomes text. */
function expandOwnCommand(context: MacroContext): string[] {
  return context.objective.command.flatMap((word) => {
    const whole = /^\$\{([^}]*)\}$/.exec(word)?.[1];
    return whole === undefined
      ? [word.replace(/\$\{([^}]*)\}/g, (_, name: string) => macro(name, context).join(' '))]
      : macro(whole, context);
  });
}

function macro(name: string, context: MacroContext): readonly string[] {
  const { objective, params, paramsFile, env } = context;
  const variable = /^envvar:([A-Za-z_][A-Za-z0-9_]*)$/.exec(name)?.[1];
  if (variable !== undefined) return [env[variable] ?? ''];
  switch (name) {
    case 'env':
      return envProgram();
    case 'interpreter':
      return interpreterWords(context);
    case 'args_json':
      return [JSON.stringify(params)];
    case 'args_json_file':
      return [paramsFile];
    default: {
      const styled = runsPython(objective.command)
        ? pythonArguments(params, Object.keys(objective.floats ?? {}))
        : jsonArguments(flattenParams(params));
      return Object.hasOwn(styled, name) ? (styled[name] ?? []) : [placed(name, context)];
    }
  }
}

/** The macros that W&B does not have: each is one text. */
function placed(name: string, { params, seed, trialDir, case: on }: MacroContext): string {
  if (name === 'seed') return seed;
  if (name === 'case' && on !== undefined) return placedText(on);
  if (name === 'trial_dir') return trialDir;
  const value = name.startsWith('param:') ? paramByLabel(params, name.slice('param:'.length)) : undefined;
  if (value === undefined) throw new Error(`Internal error: macro ${name} passed the checks of the sweep file`);
  return placedText(value);
}
