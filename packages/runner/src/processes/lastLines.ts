import { tellingLine } from '@nx-tune/sweep/trial';

const mostLines = 20;

/**
 * The last lines of a process's output, which usually say why it ended. What says so and is above them, such as the message
 * over a long stack, comes first.
 */
export function lastLines(output: string): string {
  const lines = output.trimEnd().split('\n');
  const telling = tellingLine(lines) ?? lines.length;
  const above = telling < lines.length - mostLines ? [lines[telling] ?? '', '...'] : [];
  const shown = [...above, ...lines.slice(-mostLines)].join('\n');
  return shown === '' ? '' : `\n${shown}`;
}
