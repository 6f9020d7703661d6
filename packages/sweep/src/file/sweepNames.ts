/** Sweep names that would take a target or a folder of nx-tune's own. */
const reserved =
  /^(tune|trials|slots|asks|promotions|gates|journal|inputs|dry-runs|slurm|replay|report|before|lock|status|best|shard(-.*)?|.*-replay|.*-report|.*-before|.*-shard-\d+)$/i;

const pattern = /^(?:(?<name>.+)\.)?tune\.(?:ya?ml|json|config\.m?ts)$/;

/** The glob of every sweep file of a workspace. */
export const sweepFileGlob = '**/{tune,*.tune}.{yaml,yml,json,config.ts,config.mts}';

/** `tune` for `tune.yaml` or `tune.config.ts`, `NAME` for `NAME.tune.yaml` or `NAME.tune.config.ts`, undefined for any other file. Takes the file's name alone. */
export function sweepName(fileName: string): string | undefined {
  const match = pattern.exec(fileName);
  return match === null ? undefined : (match.groups?.['name'] ?? 'tune');
}

/** Returns whether a sweep file is written in TypeScript. */
export const isTypescript = (file: string): boolean => /\.m?ts$/.test(file);

/** Returns the reason why a name cannot be used, or undefined. The name becomes a target, a folder and a file name. */
export function sweepNameProblem(name: string): string | undefined {
  if (name === 'tune') return undefined;
  if (/^all$/i.test(name)) return '"all" is reserved: the target tune-all runs all sweeps of a project';
  if (reserved.test(name)) return `"${name}" is reserved by nx-tune`;
  return /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)
    ? undefined
    : 'it does not consist of letters, digits, ".", "_" and "-"';
}

/** The committed file, beside the sweep file, that holds the sweep's results. */
export const lockFile = (name: string): string => (name === 'tune' ? 'tune.lock.json' : `${name}.tune.lock.json`);

/** The committed file that holds results which were computed elsewhere. */
export const importedResultsFile = (name: string): string => `${name}.tune.known.json`;

/** Returns whether a path names such a file. */
export const isImportedResultsFile = (path: string): boolean => /(^|\/)[^/]+\.tune\.known\.json$/.test(path);

/** The committed file, beside the sweep file, that says how trials of the sweep typically go. */
export const curvesFile = (name: string): string => (name === 'tune' ? 'tune.curves.json' : `${name}.tune.curves.json`);

/** The file beside a sweep file in YAML or JSON that declares the type of its params. */
export const paramsFile = (name: string): string => (name === 'tune' ? 'tune.params.d.ts' : `${name}.tune.params.d.ts`);

/** The target that computes the sweep again and compares it with its lock. */
export const replayTarget = (name: string): string => `${sweepTarget(name)}-replay`;

/** The target that writes the report of what is known, or shows it while the sweep runs. */
export const reportTarget = (name: string): string => `${sweepTarget(name)}-report`;

/** The target that runs what must run before the trials, if the sweep's target depends on other tasks. */
export const beforeTarget = (name: string): string => `${sweepTarget(name)}-before`;

/** The target that computes one part of the trials, from 1. */
export const shardTarget = (name: string, shard: number): string => `${sweepTarget(name)}-shard-${shard}`;

/** The target that runs all sweeps of a project. */
export const allTarget = 'tune-all';

/** The target that runs the sweep: `tune` or `tune-NAME`. */
export const sweepTarget = (name: string): string => (name === 'tune' ? 'tune' : `tune-${name}`);
