/** Names that mean something else than a key on a JavaScript object. */
const reserved = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Returns whether a parameter's name can be an argument, a variable and a column: letters, digits, `_`, `-` and `.`, beginning
 * with a letter, a digit or `_`. So quotes, line breaks, `--flag` and `../..` are impossible.
 */
export function isParameterName(name: string): boolean {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(name) && !name.includes('..') && !reserved.has(name);
}

/**
 * As `isParameterName`, for a file of W&B, where people have names such as `++model.x`, `a/b` and `learning rate`: whatever no shell and
 * no path reads.
 */
export function isWandbName(name: string): boolean {
  return (
    /^[^\p{C}\p{Z}"'`$;|&<>\\](?:[^\p{C}"'`$;|&<>\\]*[^\p{C}\p{Z}"'`$;|&<>\\])?$/u.test(name) &&
    !name.includes('..') &&
    !reserved.has(name)
  );
}

/**
 * Returns the reason why a path in a sweep file could leave its folder, or undefined. Backslashes are refused, since they
 * separate folders on some machines and are part of a name on others.
 */
export function pathProblem(path: string): string | undefined {
  if (/^([/~]|[A-Za-z]:)/.test(path)) return 'it is absolute';
  if (path.split('/').includes('..')) return 'it leaves its folder with ".."';
  if (/[\\\p{Cc}]/u.test(path)) return 'it contains a backslash or a control character';
  return undefined;
}

/** `./src/objective.ts` and `src//objective.ts` are the same file, and so the same trials. */
export const plainPath = (path: string): string =>
  path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
