import { defined } from '@nx-tune/search';

import type { SweepSource } from '../source.js';
import { evaluator } from './evaluate.js';
import { exactly, type Located, nearestLocation } from './located.js';
import { parseProgram } from './parseProgram.js';
import { readModule } from './readModule.js';
import { Unreadable } from './unreadable.js';

/**
 * Reads the sweep that a TypeScript text exports as its default, without running it: every command of Nx does this, and
 * must neither wait for user code nor trust it. Never throws.
 */
export function parseTypescript(text: string): SweepSource {
  const positionAt = positionsIn(text);
  try {
    const { sweep, scope } = readModule(parseProgram(text));
    return sourceOf(evaluator(scope)(sweep), (at) => positionAt(at).line);
  } catch (error) {
    return { value: undefined, errors: [errorOf(error, positionAt)], lineOf: () => 1, isFloat: () => false };
  }
}

const sourceOf = (root: Located, lineAt: (at: number) => number): SweepSource => ({
  value: root.value,
  errors: [],
  lineOf: (path) => lineAt(nearestLocation(root, path).at),
  isFloat: (path) => {
    const found = exactly(root, path);
    return typeof found?.value === 'number' && (found.isFloat || !Number.isInteger(found.value));
  },
});

interface TextPosition {
  readonly line: number;
  readonly column: number;
}

function positionsIn(text: string): (at: number) => TextPosition {
  return (at) => {
    const before = text.slice(0, at).split(/\r\n|[\n\r\u2028\u2029]/);
    return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
  };
}

function errorOf(error: unknown, positionAt: (at: number) => TextPosition): SweepSource['errors'][number] {
  if (error instanceof Unreadable) {
    const { at, message, found, remedy } = error;
    return {
      ...positionAt(at),
      message,
      ...defined({ found, remedy }),
    };
  }
  if (error instanceof RangeError) return { line: 1, message: 'the file is nested too deeply' };
  if (isSyntaxError(error))
    return { ...positionAt(error.pos), message: error.message.replace(/\s*\(\d+:\d+\)$/, '').replace(/\.$/, '') };
  throw error;
}

const isSyntaxError = (error: unknown): error is SyntaxError & { readonly pos: number } =>
  error instanceof SyntaxError && 'pos' in error;
