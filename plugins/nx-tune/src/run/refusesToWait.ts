/** True if a command line asks not to wait for other runs. */
export function refusesToWait(argv: readonly string[]): boolean {
  const word = argv.findLast((candidate) => /^--(no-)?wait(=|$)/.test(candidate));
  return word !== undefined && (word.startsWith('--no-') ? !word.endsWith('=false') : word.endsWith('=false'));
}
