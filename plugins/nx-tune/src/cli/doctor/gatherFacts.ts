import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, posix, relative } from 'node:path';

import { lockFile } from '@nx-tune/sweep';
import { readNxJson } from 'nx/src/config/nx-json.js';
import { readJsonFile } from 'nx/src/utils/fileutils.js';

import { outputFolder } from '../../constants.js';
import { importClosure, type ImportEdge } from '../../imports/importClosure.js';
import { interpreterCommands } from '../../inference/targets/pythonInterpreter.js';
import { readSweepPlan } from '../../inference/read/readSweepPlan.js';
import { readProject } from '../../study/project.js';
import { readText } from '../../study/readText.js';
import type { SweepLocation } from '../../study/sweepLocation.js';
import { workspaceRoot } from '../workspace.js';
import type { Facts, ImportedPackage, SweepFacts } from './facts.js';
import { readPackageLock } from './packageLock.js';
import { git, runs } from './processes.js';

/** Looks at the workspace, at git and at the environment, and runs nothing of the user's but an interpreter's `--version`. */
export function gatherFacts(places: readonly SweepLocation[]): Facts {
  const own = require('../../../package.json') as {
    readonly engines: { readonly node: string };
    readonly peerDependencies: { readonly nx: string };
  };
  const packageLock = readPackageLock(workspaceRoot);
  const isGit = git(workspaceRoot, 'rev-parse', '--git-dir');
  return {
    nxJson: readNxJson(workspaceRoot) ?? {},
    env: process.env,
    versions: { node: process.versions.node, nx: installed('nx'), typescript: installed('typescript') },
    ranges: { node: own.engines.node, nx: own.peerDependencies.nx },
    hasNxJs: installed('@nx/js') !== undefined,
    ...(packageLock === undefined ? {} : { packageLock }),
    declared: declaredIn('.'),
    isGit,
    sweeps: places.map((place) => sweepFacts(place, isGit)),
  };
}

/** The version of a package as the workspace finds it. */
function installed(name: string): string | undefined {
  try {
    const path = createRequire(join(workspaceRoot, 'package.json')).resolve(`${name}/package.json`);
    return readJsonFile<{ version: string }>(path).version;
  } catch {
    return undefined;
  }
}

function sweepFacts({ project, root, file, name }: SweepLocation, isGit: boolean): SweepFacts {
  const lock = posix.join(root, lockFile(name));
  const about = {
    project,
    name,
    file,
    lock: {
      file: lock,
      exists: existsSync(join(workspaceRoot, lock)),
      isIgnored: isGit && git(workspaceRoot, 'check-ignore', '-q', '--no-index', lock),
      isCommitted: isGit && isCommitted(lock),
    },
    ignoresOutput:
      isGit && git(workspaceRoot, 'check-ignore', '-q', posix.join(root, outputFolder, 'tune', 'best.json')),
  };
  const owner = readProject(workspaceRoot, root);
  const plan = owner === undefined ? undefined : readSweepPlan(workspaceRoot, owner, file);
  if (owner === undefined || plan?.kind !== 'valid')
    return {
      ...about,
      problems: plan?.kind === 'invalid' ? plan.problems : [],
      notices: [],
      unstable: [],
      sources: [],
      imports: [],
    };
  const closure = importClosure(plan.entries.map((entry) => join(workspaceRoot, root, entry)));
  const commands = interpreterCommands(owner, plan.sweep.objective);
  return {
    ...about,
    problems: [],
    notices: plan.notices,
    unstable: plan.sweep.unstable,
    sources: [...closure.files.keys()].map((path) => ({ file: fromRoot(path), text: readText(path) ?? '' })),
    imports: closure.edges.flatMap(importedPackage),
    ...(commands.length === 0
      ? {}
      : { python: { command: commands.join(' or '), runs: commands.some((command) => runs(workspaceRoot, command)) } }),
  };
}

const isCommitted = (file: string): boolean =>
  git(workspaceRoot, 'ls-files', '--error-unmatch', file) && git(workspaceRoot, 'diff', '--quiet', 'HEAD', '--', file);

const fromRoot = (path: string): string => relative(workspaceRoot, path).replaceAll('\\', '/');

function importedPackage({ from, to }: ImportEdge): ImportedPackage[] {
  if (to.kind !== 'package' || from.endsWith('.py')) return [];
  const file = fromRoot(from);
  return [{ name: to.name, version: to.version, from: file, isDeclared: foldersAbove(file).some(declares(to.name)) }];
}

/** `.` first, then down to the folder of the file. */
const foldersAbove = (file: string): string[] => {
  const parts = dirname(file).split('/');
  return ['.', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
};

const declares =
  (name: string) =>
  (folder: string): boolean =>
    declaredIn(folder).has(name);

function declaredIn(folder: string): ReadonlySet<string> {
  const path = join(workspaceRoot, folder, 'package.json');
  if (!existsSync(path)) return new Set();
  const manifest = readJsonFile<{ readonly [key: string]: object | undefined }>(path);
  const fields = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
  return new Set(fields.flatMap((field) => Object.keys(manifest[field] ?? {})));
}
