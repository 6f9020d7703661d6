import { type Command, Option } from 'commander';

import type { ResultsSource } from '../../study/readResults.js';

/** What every verb about one sweep may be asked. */
export interface SweepVerbOptions {
  /** Undefined where the project has only one, or one named `tune`. */
  readonly sweep?: string;
  readonly json?: boolean;
}

/** Where a verb looks for results. */
export const sourceOption = (): Option =>
  new Option('--source <where>', 'results on this disk, in the lock, or both: the disk first')
    .choices(['all', 'disk', 'lock'] satisfies ResultsSource[])
    .default('all');

export interface SourceOptions extends SweepVerbOptions {
  readonly source: ResultsSource;
}

/** What a verb is, beside what it does. */
export interface VerbText {
  /** Its arguments after the project, as they stand in its usage: `<trial>`. */
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
