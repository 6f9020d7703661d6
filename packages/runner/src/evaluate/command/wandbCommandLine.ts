import { pythonJsonText } from '@nx-tune/search/core';

import { envProgram, interpreterWords, type MacroContext } from './macroContext.js';
import { pythonArguments } from './paramArguments.js';

/**
 * Expands a command as W&B's agent does: variables inside words first, and then whole words alone. A word in `${` and `}` that
 * is not a macro is replaced by nothing. Source: wandb/wandb, `create_sweep_command` and `Agent._command_run`.
 */
export function expandWandbCommand(context: MacroContext): string[] {
  const macros = macrosOf(context);
  return context.objective.command
    .map((word) => word.replace(variable, (_, name: string) => context.env[name] ?? name))
    .flatMap((word) => {
      const name = /^\$\{([^]*)\}$/.exec(word)?.[1];
      return name === undefined ? [word] : Object.hasOwn(macros, name) ? (macros[name] ?? []) : [];
    });
}

/** A variable that is not set is put in by its name. */
const variable = /\$\{envvar:([A-Z0-9_]*)\}/g;

function macrosOf(context: MacroContext): { readonly [name: string]: readonly string[] } {
  const { objective, params, paramsFile } = context;
  const floats = Object.keys(objective.floats ?? {});
  return {
    ...pythonArguments(params, floats),
    args_json: [pythonJsonText(params, floats)],
    args_json_file: [paramsFile],
    env: envProgram(),
    interpreter: interpreterWords(context),
    ...(objective.program !== undefined && { program: [objective.program] }),
  };
}
