/** The last lines of what a process printed: mostly they say why it ended. */
export function lastWords(output: string): string {
  const lines = output.trimEnd().split('\n').slice(-5).join('\n');
  return lines === '' ? '' : `\n${lines}`;
}
