import { runsPython } from '../../trial/runsPython.js';

/** The keys that only W&B gives a meaning, and that say whose file it is. */
const wandbKeys = ['project', 'entity', 'name', 'controller', 'job', 'scheduler', 'image_uri', 'apiVersion', 'kind'];

/** W&B's macros without a name. */
export const wandbMacros: readonly string[] = [
  'env',
  'interpreter',
  'program',
  'args',
  'args_no_equals',
  'args_no_hyphens',
  'args_no_boolean_flags',
  'args_append_hydra',
  'args_override_hydra',
  'args_dict',
  'args_json',
  'args_json_file',
];

/**
 * Returns whether a file means what it means to W&B: it has a program, or a command in W&B's sense. Such a command has no macro
 * that only nx-tune has; and it runs Python with one of W&B's macros as a word, or is beside a key that only W&B knows.
 */
export function isWandbFile(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.hasOwn(value, 'objective')) return false;
  if (Object.hasOwn(value, 'program')) return true;
  const command: unknown = (value as { readonly command?: unknown }).command;
  if (!Array.isArray(command)) return false;
  const words = command.map(String);
  if (words.some((word) => ownMacro.test(word))) return false;
  if (wandbKeys.some((key) => Object.hasOwn(value, key))) return true;
  return words.some((word) => wandbMacros.some((name) => word === `\${${name}}`)) && runsPython(words);
}

const ownMacro = /\$\{(?:seed|trial_dir|param:[^}]*)\}/;
