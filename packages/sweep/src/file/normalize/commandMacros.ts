import { didYouMean, nearestName, type Space } from '@nx-tune/search';

import type { FileFinding } from '../finding.js';
import type { SweepFile } from '../schema/sweepKeys.js';
import { isAlwaysPresent } from '../space/isAlwaysPresent.js';
import { wandbMacros } from '../wandb/isWandbFile.js';
import { placeableLabels } from '../space/placeableLabels.js';

/** The macros that W&B does not have. */
const ownMacros = ['seed', 'trial_dir', 'case'] as const;

/** The variables that only a trial has, and their macros in its command. */
const variablesOfTrials: Readonly<Record<string, string | undefined>> = {
  TUNE_SEED: '${seed}',
  TUNE_TRIAL_DIR: '${trial_dir}',
  TUNE_PARAMS: '${args_json}',
  TUNE_PARAMS_FILE: '${args_json_file}',
  TUNE_BUDGET: undefined,
  TUNE_TRIAL_ID: undefined,
  TUNE_CHECKPOINT: undefined,
  TUNE_REPLICATE: undefined,
  TUNE_CASE: '${case}',
};

/**
 * Finds macros that do not exist, params that trials may lack, and variables that are set too late. Without a space, params are
 * not checked.
 */
export function macroFindings(
  words: readonly string[],
  file: SweepFile,
  isWandb: boolean,
  space: Space | undefined,
): FileFinding[] {
  return words.flatMap((word, index) =>
    macrosOf(word).flatMap((macro) => {
      const problem = lateVariable(macro, file, isWandb) ?? (isWandb ? undefined : unknownMacro(macro, file, space));
      return problem === undefined ? [] : [{ at: ['command', index], ...problem }];
    }),
  );
}

/** The notices for a file of W&B with words that look like macros: W&B keeps them in longer words, and leaves out whole ones. */
export function literalMacros({ command = [] }: SweepFile): string[] {
  const words = command.map(String);
  const whole = words.filter((word) => /^\$\{[^]*\}$/.test(word));
  const kept = words.filter((word) => !whole.includes(word)).flatMap(macrosOf);
  const text = kept.filter((name) => !/^envvar:[A-Z0-9_]*$/.test(name)).map((name) => `\${${name}}`);
  const gone = whole.filter((word) => !isWandbs(word.slice(2, -1)));
  return [
    ...(text.length === 0
      ? []
      : [
          `"command" keeps ${[...new Set(text)].join(' ')} as text, as W&B does in longer words; to have values put in, name the script in "command" instead of "program"`,
        ]),
    ...(gone.length === 0
      ? []
      : [`"command" leaves out ${[...new Set(gone)].join(' ')}, as W&B does with what is not a macro`]),
  ];
}

const macrosOf = (word: string): string[] => [...word.matchAll(/\$\{([^}]*)\}/g)].map(([, name = '']) => name);

const isWandbs = (name: string): boolean => wandbMacros.includes(name) || /^envvar:[A-Za-z_][A-Za-z0-9_]*$/.test(name);

type Found = Omit<FileFinding, 'at'>;

function lateVariable(macro: string, file: SweepFile, isWandb: boolean): Found | undefined {
  const name = macro.startsWith('envvar:') ? macro.slice('envvar:'.length) : '';
  if (!Object.hasOwn(variablesOfTrials, name)) return undefined;
  const instead = insteadOf(name, file);
  return {
    rule: `\${envvar:${name}} is empty, since ${name} is set only when a trial has started`,
    remedy:
      instead === undefined || (isWandb && !isWandbs(instead.slice(2, -1)))
        ? `Read ${name} in the program.`
        : `Write ${instead}.`,
  };
}

const insteadOf = (variable: string, { budget }: SweepFile): string | undefined =>
  variable === 'TUNE_BUDGET' && budget !== undefined ? `\${param:${budget.name}}` : variablesOfTrials[variable];

function unknownMacro(macro: string, file: SweepFile, space: Space | undefined): Found | undefined {
  if (macro === 'case' && file.cases === undefined) return noCases;
  if (isWandbs(macro) || (ownMacros as readonly string[]).includes(macro)) return undefined;
  const labels = [...placeableLabels(space ?? []), ...(file.budget === undefined ? [] : [file.budget.name])];
  if (!macro.startsWith('param:'))
    return { rule: `unknown macro \${${macro}}`, remedy: `${nearMacro(macro, labels, file)}${listOf(file)}` };
  const label = macro.slice('param:'.length);
  if (space === undefined || label === file.budget?.name) return undefined;
  if (!labels.includes(label)) {
    const remedy = didYouMean(label, labels) ?? `Parameters: ${labels.join(', ')}.`;
    return { rule: `\${${macro}} must name a parameter`, found: 'there is no such parameter', remedy };
  }
  if (isAlwaysPresent(space, label)) return undefined;
  return {
    rule: `\${${macro}} must name a parameter that every trial has`,
    found: `${label} is absent from some`,
    remedy: 'Use ${args}, which leaves out what a trial does not have.',
  };
}

const noCases: Found = {
  rule: '${case} stands for what a trial is evaluated on',
  found: 'there are no "cases"',
  remedy: 'Add "cases", or remove the macro.',
};

/** The macro that was most likely meant: the right name, a parameter without `param:`, or a variable of a trial. */
function nearMacro(macro: string, labels: readonly string[], file: SweepFile): string {
  const bare = macro.replace(/^[a-z]+[:.]/i, '');
  const variable = variablesOfTrials[macro] ?? variablesOfTrials[bare];
  const name = nearestName(macro, [...wandbMacros, ...ownMacrosOf(file)]);
  const label = labels.includes(bare) ? bare : undefined;
  const meant =
    variable ??
    (label === undefined ? undefined : `\${param:${label}}`) ??
    (/^env\b/.test(macro) && bare !== macro ? `\${envvar:${bare}}` : undefined) ??
    (name === undefined ? undefined : `\${${name}}`);
  return meant === undefined ? '' : `Did you mean ${meant}? `;
}

const listOf = (file: SweepFile): string =>
  `Known macros: ${[...wandbMacros, 'envvar:NAME', 'param:NAME', ...ownMacrosOf(file)].map((name) => `\${${name}}`).join(' ')}.`;

/** Without cases, nobody looks for that macro. */
const ownMacrosOf = ({ cases }: SweepFile): readonly string[] =>
  ownMacros.filter((name) => name !== 'case' || cases !== undefined);
