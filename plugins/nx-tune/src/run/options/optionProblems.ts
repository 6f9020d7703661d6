import { nearestName } from '@nx-tune/search';
import { combineOptionsForExecutor } from 'nx/src/utils/params.js';

import type { RunCommand } from './parseCommand.js';

/** The part of an executor's schema that is read here. */
export interface OptionsSchema {
  readonly properties: Readonly<Record<string, { readonly hidden?: boolean }>>;
}

/** A target of a sweep, and what a name that is not among its options may be instead. */
export interface TargetOfSweep {
  /** `digits:tune` */
  readonly task: string;
  readonly schema: OptionsSchema;
  readonly options: Readonly<Record<string, unknown>>;
  readonly sweepFile: string;
  /** The sweep's parameters by label, and the places of their values. */
  readonly parameters: ReadonlyMap<string, string>;
  /** The keys of sweep files. */
  readonly keys: readonly string[];
  /** The other targets of the sweep. */
  readonly others: readonly { readonly task: string; readonly schema: OptionsSchema }[];
}

/**
 * Says which options of a command line a target does not take. Nx finds out only when it starts the task, after all trials; or
 * never, if it has forgotten the option.
 */
export function optionProblems(
  target: TargetOfSweep,
  { overrides, forgotten }: Pick<RunCommand, 'overrides' | 'forgotten'>,
): string[] {
  const { _: words, __overrides_unparsed__: _, ...options } = overrides;
  const names = Object.keys(options).filter((name) => !isOption(target.schema, name));
  const problems = [
    ...((words as readonly unknown[] | undefined) ?? []).map(
      (word) => `${target.task} takes no argument "${String(word)}"${wordRemedy(target, String(word))}`,
    ),
    ...forgotten.filter((name) => isParameter(target, name)).map((name) => unknownOption(target, name)),
    ...names.flatMap((name) => labelsOf(name, options[name]).map((label) => unknownOption(target, label))),
  ];
  return problems.length > 0 ? problems : wrongValue(target, options);
}

const isParameter = ({ parameters }: TargetOfSweep, name: string): boolean =>
  sameName(name, [...parameters.keys()]) !== undefined;

/** An option whose value the schema does not accept, in the words of Nx. */
function wrongValue(target: TargetOfSweep, options: Readonly<Record<string, unknown>>): string[] {
  try {
    combineOptionsForExecutor(options as never, '', { options: target.options }, target.schema as never, null, null);
    return [];
  } catch (error) {
    return [`${target.task}: ${(error as { readonly message?: string }).message ?? String(error)}`];
  }
}

/** Nx takes `--dry-run` for `dryRun`. */
const isOption = ({ properties }: OptionsSchema, name: string): boolean =>
  Object.hasOwn(properties, name) || Object.hasOwn(properties, camelCase(name));

const camelCase = (name: string): string =>
  name.indexOf('-') > 1 ? name.toLowerCase().replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()) : name;

/** An option as the reference writes it: `frozen-lock`. */
const dashed = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** `--optimizer.lr=0.1` is an object in an object for Nx. */
const labelsOf = (name: string, value: unknown): string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) => labelsOf(`${name}.${key}`, inner))
    : [name];

const unknownOption = (target: TargetOfSweep, name: string): string =>
  `${target.task} has no option --${name}. ${meaningOf(target, name)}`;

function meaningOf(target: TargetOfSweep, name: string): string {
  const { schema, parameters, keys, others, sweepFile } = target;
  const parameter = sameName(name, [...parameters.keys()]);
  if (parameter !== undefined) return placeOf(target, parameter);
  const other = others.find((one) => isOption(one.schema, name));
  if (other !== undefined) return `It is an option of ${other.task}.`;
  const key = sameName(name, keys);
  if (key !== undefined) return `"${key}" is a key of ${sweepFile}: write it there.`;
  const options = visible(schema);
  // Without the dashes, which all options share: they would make any two short names alike.
  const near = nearestName(dashed(name), options);
  if (near !== undefined) return `Did you mean --${near}?`;
  const nearParameter = nearestName(name, [...parameters.keys()]);
  if (nearParameter !== undefined) return placeOf(target, nearParameter);
  return options.length === 0
    ? 'It takes no options.'
    : `Its options: ${options.map((option) => `--${option}`).join(', ')}.`;
}

const placeOf = ({ parameters }: TargetOfSweep, parameter: string): string =>
  `"${parameter}" is a parameter of the sweep: write its values into ${parameters.get(parameter)}.`;

function wordRemedy(target: TargetOfSweep, word: string): string {
  const parameter = sameName(word.split('=', 1)[0] ?? '', [...target.parameters.keys()]);
  return parameter === undefined ? '.' : `: ${placeOf(target, parameter)}`;
}

const visible = ({ properties }: OptionsSchema): string[] =>
  Object.entries(properties).flatMap(([name, { hidden }]) => (hidden === true ? [] : [dashed(name)]));

/** Finds a name however its words are joined: `step-size` and `step_size` for `stepSize`. */
const sameName = (name: string, known: readonly string[]): string | undefined =>
  known.find((other) => plain(other) === plain(name));

const plain = (name: string): string => name.replace(/[-_]/g, '').toLowerCase();
