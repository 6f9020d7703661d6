/** Names that would be something else than a key of an object. */
const reserved = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Whether a parameter's name can be an argument, a variable and a column: letters, digits, `_`, `-` and `.`, beginning
 * with a letter, a digit or `_`. Hence no quotes, no line breaks, no `--flag`, no `../..`.
 */
export function isParameterName(name: string): boolean {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(name) && !name.includes('..') && !reserved.has(name);
}

/**
 * Why a path that a user wrote may leave its folder, or undefined if it cannot. Backslashes are refused, since they
 * separate folders on some machines and are part of a name on others.
 */
export function pathProblem(path: string): string | undefined {
  if (/^([/~]|[A-Za-z]:)/.test(path)) return 'it is absolute';
  if (path.split('/').includes('..')) return 'it leaves its folder with ".."';
  if (/[\\\p{Cc}]/u.test(path)) return 'it contains a backslash or a control character';
  return undefined;
}

/** `./src/objective.ts` and `src//objective.ts` are the same file, hence the same trials. */
export const plainPath = (path: string): string =>
  path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
