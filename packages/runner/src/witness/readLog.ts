import { readIfThere } from '../trialFolder/readIfThere.js';
import { joinSeen, nothingSeen, type Seen, type SeenKind } from './seen.js';

/** Reads what the processes of a trial wrote into its log; nothing if they wrote none. */
export function readLog(file: string): Seen {
  // Most trials start no process, and have no log.
  const text = readIfThere(file);
  if (text === undefined) return nothingSeen;
  const lines = text.split('\n');
  return joinSeen(lines.map((line) => parseLine(line)));
}

/** A process that is killed while it writes leaves a line that is cut off. */
function parseLine(line: string): Seen {
  if (line === '') return nothingSeen;
  try {
    const [kind, text] = JSON.parse(line) as [SeenKind, string];
    return kind === 'blind' ? { ...nothingSeen, blind: text } : { ...nothingSeen, [kind]: [text] };
  } catch {
    return { ...nothingSeen, blind: 'a process did not finish a line of its log' };
  }
}
