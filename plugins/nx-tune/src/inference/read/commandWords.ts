import { existsSync, realpathSync, type Stats, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, relative, resolve } from 'node:path';

import type { DeclaredInput, ObjectiveDefinition } from '@nx-tune/sweep';

import { packageAbove, withDependencies } from '../../imports/installedPackages.js';
import type { Project } from '../../study/project.js';
import { escapeGlob } from '../targets/globs.js';
import { isInterpreter } from '../targets/pythonInterpreter.js';
import { shellPatterns } from './shellPatterns.js';
import { pathsIn, variablesIn, words } from './wordParts.js';

/** Everything that the words of a command name, whether git knows it or not. A module names nothing. */
export interface CommandWords {
  /** Files, relative to the workspace; also absent ones, which may appear. A link is followed when it is hashed. */
  readonly files: readonly string[];
  /** Folders, relative to the workspace, all files of which count. */
  readonly folders: readonly string[];
  /** Globs relative to the workspace, for the patterns that a shell replaces by the files that match. */
  readonly globs: readonly string[];
  /** Patterns that cannot be followed: they hold a variable, or lie outside of the workspace. */
  readonly unknownPatterns: readonly string[];
  /** Files outside of the workspace: absolute if the command says so, or else relative to the workspace. */
  readonly outside: readonly string[];
  /** `name@version` of the npm packages whose programs the command runs, and of all that they depend on. */
  readonly packages: readonly string[];
  /** The environment variables of `${envvar:NAME}`. */
  readonly variables: readonly string[];
}

/** Finds what the words of a command name: where it runs, in the workspace's root, outside, or on the PATH. */
export function commandWords(
  workspaceRoot: string,
  project: Project,
  objective: ObjectiveDefinition,
  env: NodeJS.ProcessEnv = process.env,
): CommandWords {
  const ofCommand = words(objective, env);
  const found = ofCommand.flatMap((word) => pathsIn(word));
  const projectDir = join(workspaceRoot, project.root);
  const folders = found
    .map((path) => resolve(projectDir, path))
    .filter((path) => isFolder(path) && isWithin(workspaceRoot, path));
  const places = { workspaceRoot, projectDir, folders, path: env['PATH'] ?? '' };
  const named = [...new Set(found)]
    .filter((path) => !isInterpreter(path))
    .flatMap((path) => findNamed(path, places).flatMap((file) => classify(file, path, places)));
  const ofKind = (kind: Named['kind']): string[] =>
    [...new Set(named.flatMap((one) => (one.kind === kind ? [one.name] : [])))].toSorted();
  return {
    files: ofKind('file'),
    folders: ofKind('folder'),
    ...globsOf(ofCommand, places),
    outside: ofKind('outside'),
    packages: ofKind('package'),
    variables: variablesIn(objective),
  };
}

/** The globs of a command count as those that a sweep file declares do. */
export const inputsOfCommand = ({ globs }: CommandWords): DeclaredInput[] =>
  globs.map((glob) => ({ kind: 'files', from: 'workspace', glob }));

interface Places {
  readonly workspaceRoot: string;
  /** The folder in which the command runs. */
  readonly projectDir: string;
  /** Folders that the command names: it may change to one of them. */
  readonly folders: readonly string[];
  readonly path: string;
}

interface Named {
  readonly kind: 'file' | 'folder' | 'outside' | 'package';
  readonly name: string;
}

/** The patterns of a shell, wherever the command may run: in its project or in a folder that it names. */
function globsOf(
  ofCommand: readonly string[],
  { workspaceRoot, projectDir, folders }: Places,
): Pick<CommandWords, 'globs' | 'unknownPatterns'> {
  const { patterns, unknown } = shellPatterns(ofCommand);
  const globs = patterns.map((pattern) =>
    [projectDir, ...folders].flatMap((folder) => globIn(workspaceRoot, folder, pattern) ?? []),
  );
  const outside = patterns.filter((pattern, index) => globs[index]?.length === 0 && !isOfSystem(pattern));
  return { globs: [...new Set(globs.flat())].toSorted(), unknownPatterns: [...unknown, ...outside] };
}

/** A pattern as a glob of Nx, relative to the workspace; undefined if it lies outside. */
function globIn(workspaceRoot: string, folder: string, pattern: string): string | undefined {
  const parts = pattern.split('/');
  const first = parts.findIndex((part) => /[*?[]/.test(part));
  const above = resolve(folder, parts.slice(0, first).join('/') || (pattern.startsWith('/') ? '/' : '.'));
  if (!isWithin(workspaceRoot, above)) return undefined;
  const base = relative(workspaceRoot, above).replaceAll('\\', '/');
  const names = parts.slice(first).join('/').replaceAll('[^', '[!');
  return base === '' ? names : `${escapeGlob(base)}/${names}`;
}

/**
 * The absolute paths that a word names. One that looks like a path counts even if nothing is there yet; a file may have the name
 * of a glob.
 */
function findNamed(path: string, places: Places): string[] {
  const { workspaceRoot, projectDir, folders } = places;
  const own = resolve(projectDir, path);
  if (existsSync(own)) return [own];
  const others = [...folders, ...(path.includes('/') ? [workspaceRoot] : [])].map((folder) => resolve(folder, path));
  const found = others.filter(isFile);
  if (found.length > 0) return found;
  const program = path.includes('/') ? undefined : programOf(path, places);
  if (program !== undefined) return [program];
  return looksLikePath(path) && isWithin(workspaceRoot, own) ? [own] : [];
}

/** The file that runs if a command names a program: the first on the PATH, or else one of an npm package. */
function programOf(name: string, { path, projectDir, workspaceRoot }: Places): string | undefined {
  if (!/^\w[\w.+-]*$/.test(name)) return undefined;
  const bins = [projectDir, workspaceRoot].map((folder) => join(folder, 'node_modules/.bin'));
  const folders = [...path.split(delimiter).filter(isAbsolute), ...bins];
  const index = folders.findIndex((folder) => isWithin(workspaceRoot, folder) && isFile(join(folder, name)));
  // A program of the system does not count, so that machines can share results.
  const isOthers = folders.slice(0, Math.max(0, index)).some((folder) => isFile(join(folder, name)));
  return index < 0 || isOthers ? undefined : join(folders[index] ?? '', name);
}

const looksLikePath = (path: string): boolean =>
  /[/.]/.test(path) && /[a-z]/i.test(path) && !/^-|[\s=*?]|:\/\//.test(path);

function classify(file: string, word: string, { workspaceRoot, projectDir }: Places): Named[] {
  const at = (path: string): string => relative(workspaceRoot, path).replaceAll('\\', '/');
  if (isFolder(file)) return isCounted(file, { workspaceRoot, projectDir }) ? [{ kind: 'folder', name: at(file) }] : [];
  const real = existsSync(file) ? realpathSync(file) : file;
  if (isInstalled(real)) return packageNamed(real);
  if (isWithin(workspaceRoot, file)) return isInstalled(file) ? [] : [{ kind: 'file', name: at(file) }];
  return isFile(file) && !isOfSystem(real) ? [{ kind: 'outside', name: isAbsolute(word) ? word : at(file) }] : [];
}

function packageNamed(file: string): Named[] {
  const found = packageAbove(file);
  return found === undefined ? [] : [...withDependencies([found])].map((name) => ({ kind: 'package', name }));
}

/** The project's own folder and those above it hold the results, too; its source counts in any case. */
const isCounted = (folder: string, { workspaceRoot, projectDir }: Pick<Places, 'workspaceRoot' | 'projectDir'>) =>
  isWithin(workspaceRoot, folder) &&
  !isWithin(folder, projectDir) &&
  !relative(workspaceRoot, folder)
    .split(/[\\/]/)
    .some((part) => ['node_modules', '.git', '.nx', '.tune'].includes(part));

/** Files of the operating system, which differ from machine to machine although results do not. */
const isOfSystem = (file: string): boolean =>
  /^\/(bin|sbin|lib\w*|usr\/(bin|sbin|lib\w*)|etc|dev|proc|sys)\//.test(file);

const isInstalled = (file: string): boolean => file.split(/[\\/]/).includes('node_modules');

const isWithin = (folder: string, path: string): boolean => {
  const [first, ...rest] = relative(folder, path).split(/[\\/]/);
  return first !== '..' && !isAbsolute([first, ...rest].join('/'));
};

const isFile = (path: string): boolean => statOf(path)?.isFile() === true;
const isFolder = (path: string): boolean => statOf(path)?.isDirectory() === true;

/** A word may be anything: too long for a name, or a path through a file. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
