import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, sep } from 'node:path';

import type { InputFiles } from './inputFiles.js';
import { linksOn } from './linksOn.js';
import type { Seen } from './seen.js';

/** Finds what of the files that a trial read is not among its inputs. */
export interface Judge {
  /** Returns the path relative to the workspace if the file lies in it, or is linked from it, and is not an input. */
  read(file: string, trialDir: string): string | undefined;
  /**
   * Judges a folder whose entries were listed in the same way, as the glob that declares it; `folder/**` covers all folders
   * below.
   */
  listed(folder: string, trialDir: string): string | undefined;
}

/** Judges each path once: thousands of trials read the same files. */
export function createJudge(inputs: InputFiles): Judge {
  const root = realpathOf(inputs.workspaceRoot);
  const reads = remembered((file) => judgeRead(file, inputs, root));
  const listings = remembered((folder) => judgeListing(folder, inputs, root));
  const unlessOwn = (judge: (path: string) => string | undefined) => (path: string, trialDir: string) =>
    isWithin(trialDir, path) || isWithin(realpathOf(trialDir), path) ? undefined : judge(path);
  return { read: unlessOwn(reads), listed: unlessOwn(listings) };
}

/** The names of all files that were read, and of all folders that were listed (`folder/*`), that are not inputs. */
export function undeclaredAmong(
  { read, listed }: Pick<Seen, 'read' | 'listed'>,
  judge: Judge,
  trialDir: string,
): string[] {
  return [
    ...read.flatMap((file) => judge.read(file, trialDir) ?? []),
    ...listed.flatMap((folder) => judge.listed(folder, trialDir) ?? []),
  ];
}

function remembered(judge: (path: string) => string | undefined): (path: string) => string | undefined {
  const verdicts = new Map<string, string | undefined>();
  return (path) => {
    if (!verdicts.has(path)) verdicts.set(path, judge(path));
    return verdicts.get(path);
  };
}

/** A file has two names if a link leads to it. It is an input if one of them is, and the link as well. */
function judgeRead(file: string, inputs: InputFiles, root: string): string | undefined {
  const names = namesOf(file, inputs, root);
  const isHashed = names.some((name) => inputs.files.get(name) !== undefined);
  if (isHashed && areLinksKnown(file, names, inputs, root)) return undefined;
  const inside = names.filter((name) => !name.startsWith('../'));
  const isFolder = statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (inside.length === 0 || isFolder || isTemporary(file, root)) return undefined;
  if (inside.every((name) => isInstalled(name, inputs) || isOfTools(name))) return undefined;
  const [name = ''] = inside;
  // The file that states its version represents all files of a package.
  const folder = packageFolder(name);
  return folder === undefined ? name : `${folder}/package.json`;
}

/** A folder with all folders below it, or one alone. */
function judgeListing(path: string, inputs: InputFiles, root: string): string | undefined {
  if (basename(path) !== '**') return listedFolder(path, inputs, root, '*');
  const [top = '', ...others] = foldersBelow(dirname(path));
  const name = listedFolder(top, inputs, root, '**/*');
  return name ?? others.map((folder) => listedFolder(folder, inputs, root, '*')).find((one) => one !== undefined);
}

/** A listing is an input if any new file in the folder would change the hash, as the present ones do. */
function listedFolder(folder: string, inputs: InputFiles, root: string, glob: string): string | undefined {
  const names = namesOf(folder, inputs, root);
  const [name] = names.filter((one) => !one.startsWith('../'));
  if (name === undefined || !existsSync(folder) || isTemporary(folder, root) || isOfTools(name)) return undefined;
  if (name.split('/').includes('node_modules') && isInstalled(`${name}/package.json`, inputs)) return undefined;
  const isCovered = names.some((one) => isFolderHashed(one, inputs)) && areLinksKnown(folder, names, inputs, root);
  const isKnown = (file: string): boolean =>
    ownFile.test(file) || names.some((one) => inputs.files.has(joined(one, file)));
  return isCovered && filesIn(folder).every(isKnown) ? undefined : joined(name, glob);
}

const isFolderHashed = (name: string, { folders, flatFolders }: InputFiles): boolean =>
  flatFolders.includes(name) || folders.some((covered) => covered === '' || isUnder(covered, name));

/** Sweep files and what nx-tune writes beside them are never part of a declared folder. */
const ownFile = /^(.+\.)?tune\.(ya?ml|json|config\.m?ts|params\.d\.ts|(lock|curves|known)\.json)$/;

function foldersBelow(folder: string): string[] {
  const skipped = new Set(['node_modules', '.git', '.nx', '.tune']);
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory() && !skipped.has(entry.name));
    return [folder, ...folders.flatMap(({ name }) => foldersBelow(join(folder, name)))];
  } catch {
    return [folder];
  }
}

/** The path and the place that it leads to, relative to the workspace, with slashes. */
function namesOf(path: string, { workspaceRoot }: InputFiles, root: string): string[] {
  const real = realpathOf(path);
  const names = [
    relative(workspaceRoot, path),
    relative(root, real),
    ...(path.startsWith(root) ? [relative(root, path)] : []),
  ];
  return [...new Set(names.map((name) => name.split(sep).join('/')))];
}

/**
 * A link that is not an input may be pointed at another file of the hash. Those among installed packages are made by their
 * managers.
 */
const areLinksKnown = (path: string, names: readonly string[], inputs: InputFiles, root: string): boolean =>
  names.length === 1 ||
  linksOn(path, [inputs.workspaceRoot, root]).every(
    (link) => inputs.links.has(link) || link.split('/').includes('node_modules'),
  );

const joined = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);
const isUnder = (folder: string, path: string): boolean => path === folder || path.startsWith(`${folder}/`);
const isWithin = (folder: string, path: string): boolean => path === folder || path.startsWith(folder + sep);

/** A folder for temporary files may lie in the workspace, as the workspace may lie in it. */
const isTemporary = (path: string, root: string): boolean =>
  isWithin(root, realpathOf(tmpdir())) && isWithin(tmpdir(), path) && realpathOf(tmpdir()) !== root;

/** Git's and Nx's own files, and what tools keep among installed packages. */
const isOfTools = (name: string): boolean =>
  /^(\.git|\.nx)(\/|$)|(^|\/)node_modules\/(\.cache|\.bin|\.package-lock\.json|\.modules\.yaml)(\/|$)/.test(name);

/**
 * The packages that the runner itself loads into the process of a trial: the loader of objectives and the generator behind
 * `trial.rng`.
 */
const loadedByRunner = new Set(['jiti', 'seedrandom']);

/** An installed package is an input if its version is hashed. nx-tune's own packages are known by the version of its engine. */
function isInstalled(name: string, { workspaceRoot, packages, files }: InputFiles): boolean {
  const folder = packageFolder(name);
  if (folder === undefined) return false;
  const called = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
  if (called === 'nx-tune' || called.startsWith('@nx-tune/') || loadedByRunner.has(called)) return true;
  if (files.has(`${folder}/package.json`)) return true;
  const manifest = manifestOf(join(workspaceRoot, folder));
  return (
    packages.has(`${manifest.name ?? called}@${manifest.version ?? ''}`) ||
    packages.has(`${called}@${manifest.version ?? ''}`)
  );
}

/** The folder of the installed package that a path lies in. */
function packageFolder(name: string): string | undefined {
  const parts = name.split('/');
  const start = parts.lastIndexOf('node_modules') + 1;
  const length = parts[start]?.startsWith('@') === true ? 2 : 1;
  return start === 0 ? undefined : parts.slice(0, start + length).join('/');
}

function manifestOf(folder: string): { readonly name?: string; readonly version?: string } {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: string; version?: string };
  } catch {
    return {};
  }
}

function filesIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  } catch {
    return [];
  }
}

/** The real place of a path; of one that no longer exists, that of the nearest folder that does. */
function realpathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realpathOf(above), path.slice(above.length));
  }
}
