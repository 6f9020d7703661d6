/** Python prints the error in the last line, Node above a stack of ten frames. */
const mostLines = 20;

/** The last lines of a process's output, which usually say why it ended. */
export function lastLines(output: string): string {
  const lines = output.trimEnd().split('\n').slice(-mostLines).join('\n');
  return lines === '' ? '' : `\n${lines}`;
}
