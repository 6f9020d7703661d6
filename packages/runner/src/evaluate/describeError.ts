import { dirname } from 'node:path';
import { inspect } from 'node:util';
import { isNativeError } from 'node:util/types';

/** The longest chain of causes that is reported. */
const mostCauses = 3;

/** Describes an error as text: its message, the stack frames of the user's own code, and its causes. */
export function describeError(error: unknown, causes: number = mostCauses): string {
  if (!isError(error)) return `thrown: ${typeof error === 'string' ? error : inspect(error, { customInspect: false })}`;
  const cause =
    error.cause === undefined || causes === 0 ? [] : [`caused by ${describeError(error.cause, causes - 1)}`];
  return [`${error.name}: ${error.message}`, ...framesOf(error), ...cause].join('\n');
}

/** An error from another realm, such as one of Node's own under a test runner, is not an instance of this realm's Error. */
const isError = (error: unknown): error is Error => error instanceof Error || isNativeError(error);

function framesOf({ stack = '' }: Error): string[] {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line) && !isForeign(line));
  return frames.slice(0, 5);
}

/** The folder of this package's code. */
const packageDir = dirname(__dirname);

/** Recognises stack frames of Node, of installed packages and of this package. */
const isForeign = (line: string): boolean =>
  /\bnode:|node_modules|\(<anonymous>\)/.test(line) || line.includes(packageDir);
