import { closeSync, openSync, writeSync } from 'node:fs';

import { complain } from '../../escape/complain.js';
import { asFarAsPossible } from './asFarAsPossible.js';
import { hasTurn, leaveMessage, readMessage, registeredRuns } from './registry.js';
import type { OwnTurn } from './ownTurn.js';

/** The interval at which the process of Nx looks for messages. */
const lookEveryMs = 200;

/**
 * Shows the messages of a run's tasks while they wait, since Nx shows the output of such tasks when they have ended, if at
 * all. Only a process whose output is the user's can do this.
 */
export function showMessages({ folder, number, id }: OwnTurn): void {
  let shown: string | undefined;
  const timer = setInterval(() => {
    if (!hasTurn(folder, number, id)) return clearInterval(timer);
    const text = readMessage(folder, number);
    if (text !== undefined && text !== shown) complain(text);
    shown = text;
  }, lookEveryMs).unref();
}

/** Reports something to the user from a task: the process of Nx shows it, or else the terminal. */
export function tellUser({ folder, number }: OwnTurn, text: string): void {
  process.stdout.write(text);
  // There, each task has a pane of its own.
  if (process.env['NX_TUI'] === 'true') return;
  if (showsMessages(folder, number)) asFarAsPossible(() => leaveMessage(folder, number, text));
  else writeToTerminal(text);
}

const showsMessages = (folder: string, number: number): boolean =>
  registeredRuns(folder).some((run) => run.number === number && run.record?.showsMessages === true);

function writeToTerminal(text: string): void {
  try {
    const terminal = openSync('/dev/tty', 'w');
    writeSync(terminal, text);
    closeSync(terminal);
  } catch {
    // There is no terminal.
  }
}
