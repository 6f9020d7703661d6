/**
 * The `.env` files of a project's trials, relative to the workspace, the one that wins first: those that Nx loads for a target
 * called `tune` of the project. Several sweeps may share a trial, so the name of one sweep's own target does not count.
 */
export const dotenvFiles = (root: string): string[] =>
  [...new Set([root, '.'])].flatMap((folder) => names.map((name) => (folder === '.' ? name : `${folder}/${name}`)));

/** The target whose `.env.tune` and the like trials see. */
export const dotenvTarget = 'tune';

const names = [
  `.env.${dotenvTarget}.local`,
  `.env.${dotenvTarget}`,
  `.${dotenvTarget}.local.env`,
  `.${dotenvTarget}.env`,
  '.env.local',
  '.local.env',
  '.env',
];

/** One glob for each folder that has such files. Nx looks up the members of one set of braces; with any other glob it would search all folders. */
export const dotenvGlobs = (root: string, escapeGlob: (path: string) => string): string[] =>
  [...new Set([root, '.'])].map((folder) => `${folder === '.' ? '' : `${escapeGlob(folder)}/`}{${names.join(',')}}`);
