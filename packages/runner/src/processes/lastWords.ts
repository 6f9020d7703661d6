/** Python tells an error in its last line, Node above a stack of ten frames. */
const mostLines = 20;

/** The last lines of what a process printed: mostly they say why it ended. */
export function lastWords(output: string): string {
  const lines = output.trimEnd().split('\n').slice(-mostLines).join('\n');
  return lines === '' ? '' : `\n${lines}`;
}
