import type { ObjectiveDefinition } from '@nx-tune/sweep';

/** The words of a command, with what is known of their macros put in. */
export function words(objective: ObjectiveDefinition, env: NodeJS.ProcessEnv): string[] {
  if (objective.kind === 'module') return [];
  const { program = '', command } = objective;
  const known = (name: string): string => {
    if (name === 'program') return program;
    return name.startsWith('envvar:') ? (env[name.slice('envvar:'.length)] ?? ' ') : ' ';
  };
  return [program, ...command].map((word) =>
    word.replace(ownFolder, ' ').replace(macro, (_, name: string) => known(name)),
  );
}

/** Paths in the trial's own folder: a trial writes there, so they are not among its inputs. */
const ownFolder = /\$\{trial_dir\}[^\s;&|<>()'"`,=]*/g;

const macro = /\$\{([^}]*)\}/g;

/** The environment variables that a command names as `${envvar:NAME}`. */
export function variablesIn(objective: ObjectiveDefinition): string[] {
  const macros = objective.kind === 'module' ? [] : objective.command.flatMap((word) => [...word.matchAll(macro)]);
  const names = macros.flatMap(([, name = '']) => (name.startsWith('envvar:') ? [name.slice('envvar:'.length)] : []));
  return [...new Set(names)].toSorted();
}

/**
 * The parts of a word that may be paths: the word, what is after `=` as in `--data=a.csv` and `DATA=a.csv`, the members
 * of a list, `@a.txt`, and each word of a command for a shell.
 */
export function pathsIn(word: string): string[] {
  const parts = [word, ...word.split(/[\s;&|<>()'"`,]+/)].flatMap((part) => [part, ...afterEquals(part)]);
  return [...new Set(parts.map((part) => part.replace(/^@/, '')))].filter(
    (part) => part.trim() !== '' && !/[\n\0]/.test(part),
  );
}

const afterEquals = (part: string): string[] =>
  part.split('=').flatMap((_, index, all) => (index === 0 ? [] : [all.slice(index).join('=')]));
