import { methodNames } from '@nx-tune/search';
import { pathProblem, sweepNameProblem } from '@nx-tune/sweep';

import type { Format, Direction, Language, SweepDraft } from './sweepDraft.js';

/** The options of the generator: see `schemas/sweepGenerator.json`. */
export interface SweepGeneratorOptions {
  readonly project: string;
  readonly name?: string;
  readonly method?: string;
  readonly metric?: string;
  readonly goal?: string;
  readonly format?: string;
  readonly language?: string;
  readonly objective?: string;
  readonly example?: boolean;
  readonly skipFormat?: boolean;
}

/** Facts about the project that decide how its example is written. */
export interface ProjectFacts {
  readonly hasTypescript: boolean;
  /** True if its package.json, or else the workspace's, has `"type": "module"`. */
  readonly isModule: boolean;
  /** From the project to the workspace, ending in `/`. */
  readonly toRoot: string;
}

/** Fills in defaults, and rejects invalid options: the message names the option, its value and the rule. */
export function draftSweep(
  options: SweepGeneratorOptions,
  facts: ProjectFacts,
): SweepDraft | { readonly mistake: string } {
  const { project, name = 'tune' } = options;
  const language = languageOf(options, facts);
  const path = (options.objective || (defaultPaths(facts)[language] ?? '')).replace(/^(\.\/)+/, '');
  const format = options.format ?? 'yaml';
  const choices = [
    mistakeOf('name', name, sweepNameProblem(name)),
    oneOf('method', options.method, methodNames),
    oneOf('goal', options.goal, ['minimize', 'maximize']),
    oneOf('format', options.format, ['yaml', 'json', 'ts']),
    oneOf('language', options.language, ['auto', ...Object.keys(extensions)]),
    mistakeOf('objective', path, pathProblem(path) ?? extensionProblem(language, path)),
  ];
  const mistake = choices.find((choice) => choice !== undefined);
  if (mistake !== undefined) return { mistake };
  return {
    project,
    name,
    file: `${name === 'tune' ? '' : `${name}.`}tune.${format === 'ts' ? 'config.ts' : format}`,
    format: format as Format,
    method: (options.method ?? 'random') as SweepDraft['method'],
    metric: {
      name: options.metric || (options.goal === 'maximize' ? 'score' : 'loss'),
      goal: (options.goal ?? 'minimize') as Direction,
    },
    objective: { language, path, access: { kind: 'environment' }, options: [] },
    schema: `${facts.toRoot}node_modules/nx-tune/schemas/sweep.json`,
  };
}

/** The extension of an objective's name shows its language; any other extension is a command. */
const extensions: Readonly<Partial<Record<Language, RegExp>>> = {
  ts: /\.[cm]?ts$/,
  js: /\.[cm]?js$/,
  python: /\.py$/,
  command: /./,
};

const defaultPaths = ({ isModule }: ProjectFacts): Readonly<Partial<Record<Language, string>>> => ({
  ts: 'src/objective.ts',
  js: isModule ? 'src/objective.js' : 'src/objective.mjs',
  python: 'src/objective.py',
  command: 'src/objective.mjs',
});

function languageOf(
  { language = 'auto', objective }: SweepGeneratorOptions,
  { hasTypescript }: ProjectFacts,
): Language {
  if (language !== 'auto') return language as Language;
  if (objective)
    return (Object.keys(extensions) as Language[]).find((key) => extensions[key]?.test(objective)) ?? 'command';
  return hasTypescript ? 'ts' : 'js';
}

function extensionProblem(language: Language, path: string): string | undefined {
  return extensions[language]?.test(path) === false
    ? `it does not have the extension of a ${languageNames[language]} file`
    : undefined;
}

const languageNames: Readonly<Record<Language, string>> = {
  ts: 'TypeScript',
  js: 'JavaScript',
  python: 'Python',
  command: 'any language',
};

const oneOf = (option: string, value: string | undefined, known: readonly string[]): string | undefined =>
  value === undefined || known.includes(value)
    ? undefined
    : mistakeOf(option, value, `it must be one of ${known.join(', ')}`);

const mistakeOf = (option: string, value: string, why: string | undefined): string | undefined =>
  why === undefined ? undefined : `--${option}=${value} is not valid: ${why}.`;
