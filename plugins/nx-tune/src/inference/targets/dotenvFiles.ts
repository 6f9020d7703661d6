/**
 * The `.env` files of a project's trials, relative to the workspace, the one that wins first: those that Nx loads for a target
 * called `tune` of the project. Several sweeps may share a trial, so the name of one sweep's own target does not count.
 */
export const dotenvFiles = (root: string): string[] => inBoth(root, names);

/** The files that Nx would load beside those for the target of one sweep alone, or for a configuration of it. Trials do not see them. */
export const otherDotenvFiles = (root: string, target: string, configuration?: string): string[] => {
  const ofConfiguration = configuration === undefined ? [] : [`${target}.${configuration}`, configuration];
  const others = [...ofConfiguration, target].filter((name) => name !== dotenvTarget);
  return inBoth(root, others.flatMap(variantsOf));
};

const inBoth = (root: string, all: readonly string[]): string[] =>
  [...new Set([root, '.'])].flatMap((folder) => all.map((name) => (folder === '.' ? name : `${folder}/${name}`)));

const variantsOf = (name: string): string[] => [
  `.env.${name}.local`,
  `.env.${name}`,
  `.${name}.local.env`,
  `.${name}.env`,
];

/** The target whose `.env.tune` and the like trials see. */
export const dotenvTarget = 'tune';

const names = [...variantsOf(dotenvTarget), '.env.local', '.local.env', '.env'];

/** One glob for each folder that has such files. Nx looks up the members of one set of braces; with any other glob it would search all folders. */
export const dotenvGlobs = (root: string, escapeGlob: (path: string) => string): string[] =>
  [...new Set([root, '.'])].map((folder) => `${folder === '.' ? '' : `${escapeGlob(folder)}/`}{${names.join(',')}}`);
