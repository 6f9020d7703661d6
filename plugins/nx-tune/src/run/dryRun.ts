import { dryRunVariable } from '../constants.js';

/** The id of this run if it is a dry run. */
export const dryRunId = (): string | undefined => process.env[dryRunVariable] || undefined;

/** True if a command line asks for a dry run. */
export function asksForDryRun(argv: readonly string[]): boolean {
  const word = argv.findLast((candidate) => /^--(no-)?dry-?run(=|$)/i.test(candidate));
  return word !== undefined && !word.startsWith('--no-') && !/=false$/i.test(word);
}
