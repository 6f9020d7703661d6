import { printable } from '@nx-tune/search/core';

/** A mistake that a user can make, as data: where, which rule, what was found, what to do. */
export interface Problem {
  /** Path of the sweep file, relative to the workspace. */
  readonly file: string;
  /** From 1. Absent when the mistake is the file itself. */
  readonly line?: number;
  /** From 1, where the line alone is not enough. */
  readonly column?: number;
  /** Dotted path of the key, such as `parameters.stepSize`; empty for the whole file. */
  readonly path: string;
  /** The relation that must hold. */
  readonly rule: string;
  /** The values that break it. */
  readonly found?: string;
  readonly remedy?: string;
}

/** `apps/digits/tune.yaml:7 parameters.stepSize: "min" must be below "max", but min is 1 and max is 0.1. Swap them.` */
export function formatProblem(problem: Problem): string {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':');
  const path = problem.path === '' ? '' : ` ${problem.path}`;
  const found = problem.found === undefined ? '' : `, but ${problem.found}`;
  const remedy = problem.remedy === undefined ? '' : ` ${problem.remedy}`;
  return printable(`${place}${path}: ${problem.rule}${found}.${remedy}`);
}

/** A value as a message shows it: short, and on one line. */
export function showValue(value: unknown): string {
  const text = typeof value === 'number' || value === undefined ? String(value) : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** The one or the other, never an exception: mistakes of users are data. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };
