/** One command for a warm process; both sides write lines of JSON to one socket. */
export interface Request {
  readonly number: number;
  readonly program: Program;
  readonly args: readonly string[];
  /** The whole environment of the command. */
  readonly env: Readonly<Record<string, string>>;
}

export type Program = 'nx' | 'nx-tune';

export interface Response {
  readonly number: number;
  readonly code: number;
}

/** The file descriptor of the socket in the warm process. */
export const socketDescriptor = 3;

/** Ends the output of a command on stdout and on stderr: what is printed before it belongs to the command. */
export const endOfOutput = (number: number): string => `\u0000end of command ${number}\u0000`;

/** Splits a stream of text into its lines. */
export function createLineReader(onLine: (line: string) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach((line) => onLine(line));
  };
}
