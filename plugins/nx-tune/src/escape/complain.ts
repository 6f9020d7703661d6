import { escapeLines } from '@nx-tune/report/text';

/** The only way of a message to the error output: whatever it quotes cannot control the terminal. */
export const complain = (text: string): void => void process.stderr.write(escapeLines(text));
