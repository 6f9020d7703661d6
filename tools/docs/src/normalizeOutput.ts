import { stripVTControlCharacters } from 'node:util';

/** Lines in which Nx reports its own work, and progress, which depends on the clock. */
const reports: readonly RegExp[] = [
  /^ *NX {2,}/,
  /^[✔✖] /,
  /^> nx run /,
  /^Nx read the output from the cache/,
  /^(Output|Outputs) of \d+ successful tasks? (was|were) not shown/,
  /^ {2}(Run duration|Cache|Critical path|Recoverable time): /,
  /^ {2}Recommendations:/,
  /^ {4}- (Speed up or split|Cache|Enable)/,
  /^ {8}\S+:trial +\d/,
  /^Failed tasks:/,
  /^- [\w/@.-]+:[\w-]+$/,
  /^Hint: run the command with --verbose/,
  /^ *\d+\/\d+ {2}(best|no result|running)/,
  /^[—─-]{10,}$/,
];

const changes: readonly (readonly [RegExp, string])[] = [
  // Bars of a leaderboard: only as wide as the terminal.
  [/[█▉▊▋▌▍▎▏]+/g, ' '],
  [/\b\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?( UTC|Z)?/g, '<date>'],
  [/\b\d+ h \d+ min\b|\b\d+ min \d+ s\b|\b\d+(\.\d+)? (seconds|min|ms|s|h)\b/g, '<time>'],
  [/\b\d+ at a time\b/g, '<n> at a time'],
  [/\s+/g, ' '],
];

/** Returns the lines of an output without what differs from run to run: Nx's own lines, durations, dates, widths. */
export function normalizeOutput(text: string): string[] {
  return stripVTControlCharacters(text)
    .split(/\r?\n|\r/)
    .filter((line) => !reports.some((pattern) => pattern.test(line)))
    .map((line) => changes.reduce((changed, [pattern, by]) => changed.replace(pattern, by), line).trim())
    .filter((line) => line !== '');
}
