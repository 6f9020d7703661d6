import { dryRunVariable } from '../constants.js';

/** The run that only says what it would do, or undefined. */
export const dryRunId = (): string | undefined => process.env[dryRunVariable] || undefined;

/** Whether a command line asks for it. */
export function asksForDryRun(argv: readonly string[]): boolean {
  const word = argv.findLast((candidate) => /^--(no-)?dry-?run(=|$)/i.test(candidate));
  return word !== undefined && !word.startsWith('--no-') && !/=false$/i.test(word);
}
