import { type Command, InvalidArgumentError, Option } from 'commander';

import type { ResultsSource } from '../../study/readResults.js';

/** The options of every verb about one sweep. */
export interface SweepVerbOptions {
  /** Undefined for the sweep `tune`, or the only one of the project. */
  readonly sweep?: string;
  readonly json?: boolean;
}

/** The option that says where a verb looks for results. */
export const sourceOption = (): Option =>
  new Option('--source <where>', 'where to look for results: on this disk, in the lock, or in both, the disk first')
    .choices(['all', 'disk', 'lock'] satisfies ResultsSource[])
    .default('all');

export interface SourceOptions extends SweepVerbOptions {
  readonly source: ResultsSource;
}

/** The help of a verb. */
export interface VerbText {
  /** Its arguments after the project, as its usage shows them: `<trial>`. */
  readonly words?: string;
  readonly description: string;
  /** Command lines without `nx-tune`. */
  readonly examples: readonly string[];
}

/** Adds a verb about one sweep of one project: `--sweep`, `--json` and examples. Its first word may be a project. */
export function addSweepVerb(program: Command, name: string, { words = '', description, examples }: VerbText): Command {
  return addVerb(program, name, { description, examples })
    .usage(`[project]${words === '' ? '' : ` ${words}`} [options]`)
    .option('--sweep <name>', 'NAME of NAME.tune.yaml or NAME.tune.config.ts')
    .option('--json', 'print JSON');
}

/** Adds a verb with a description and examples. */
export const addVerb = (program: Command, name: string, { description, examples }: Omit<VerbText, 'words'>): Command =>
  program
    .command(name)
    .description(description)
    .addHelpText(
      'after',
      `\nExample${examples.length > 1 ? 's' : ''}:\n${examples.map((line) => `  nx-tune ${line}`).join('\n')}`,
    );

/** Parses the value of an option as a whole number; commander's error names the option. */
export function wholeNumber(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number above 0.');
}
