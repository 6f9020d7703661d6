import { existsSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { sweepTarget } from '@nx-tune/sweep';

import { outputFolder } from '../../constants.js';
import { importClosure, type ImportEdge } from '../../imports/importClosure.js';
import { interpreterCommands } from '../../inference/targets/pythonInterpreter.js';
import { readSweepPlan } from '../../inference/read/readSweepPlan.js';
import { unmatchedInputs } from '../../run/unmatchedInputs.js';
import { unreadDotenv } from '../../run/unreadDotenv.js';
import { readProject } from '../../study/project.js';
import { lockPath } from '../../study/readLock.js';
import { readText } from '../../study/readText.js';
import type { SweepLocation } from '../../study/sweepLocation.js';
import { undeclaredInputs } from '../../study/undeclaredInputs.js';
import { undeclaredOnDisk } from '../../study/undeclaredOnDisk.js';
import { declaredPackages } from './declaredPackages.js';
import type { ImportedPackage, SweepFacts } from './facts.js';
import { git, runs } from './processes.js';

/** Looks at one sweep: its file, its objective, its lock and what git has of them. */
export function gatherSweepFacts(workspaceRoot: string, location: SweepLocation, isGit: boolean): SweepFacts {
  const { project: name, root, file } = location;
  const about = { project: name, name: location.name, file, ...gitFacts(workspaceRoot, location, isGit) };
  const project = readProject(workspaceRoot, root);
  const plan = project === undefined ? undefined : readSweepPlan(workspaceRoot, project, file);
  if (project === undefined || plan?.kind !== 'valid')
    return {
      ...about,
      problems: plan?.kind === 'invalid' ? plan.problems : [],
      notices: [],
      undeclared: { inputs: [], unknown: [] },
      allowsUndeclared: false,
      unstable: [],
      sources: [],
      imports: [],
    };
  const fromRoot = (path: string): string => relative(workspaceRoot, path).replaceAll('\\', '/');
  const entries = plan.entries.map((entry) => join(workspaceRoot, root, entry));
  const closure = importClosure(workspaceRoot, entries, plan.loader);
  const commands = interpreterCommands(project, plan.sweep.objective);
  return {
    ...about,
    problems: [],
    notices: [
      ...plan.notices,
      ...unmatchedInputs(workspaceRoot, root, file, plan.sweep),
      ...unreadDotenv(workspaceRoot, root, sweepTarget(plan.name)),
    ],
    undeclared: undeclaredInputs(
      workspaceRoot,
      root,
      plan.sweep.inputs,
      undeclaredOnDisk(join(workspaceRoot, root), plan),
    ),
    allowsUndeclared: plan.sweep.undeclared === 'allow',
    unstable: plan.sweep.measured.map(({ name }) => name),
    sources: [...closure.files.keys()].map((path) => ({ file: fromRoot(path), text: readText(path) ?? '' })),
    imports: closure.edges.flatMap((edge) => importedPackage(workspaceRoot, fromRoot(edge.from), edge)),
    ...(commands.length === 0
      ? {}
      : { python: { command: commands.join(' or '), runs: commands.some((command) => runs(workspaceRoot, command)) } }),
  };
}

function gitFacts(
  workspaceRoot: string,
  location: SweepLocation,
  isGit: boolean,
): Pick<SweepFacts, 'lock' | 'ignoresOutput'> {
  const file = lockPath(location).replaceAll('\\', '/');
  const says = (...args: readonly string[]): boolean => isGit && git(workspaceRoot, ...args);
  return {
    lock: {
      file,
      exists: existsSync(join(workspaceRoot, file)),
      isIgnored: says('check-ignore', '-q', '--no-index', file),
      isCommitted: says('ls-files', '--error-unmatch', file) && says('diff', '--quiet', 'HEAD', '--', file),
    },
    ignoresOutput: says('check-ignore', '-q', posix.join(location.root, outputFolder, 'tune', 'best.json')),
  };
}

function importedPackage(workspaceRoot: string, file: string, { from, to }: ImportEdge): ImportedPackage[] {
  if (to.kind !== 'package' || from.endsWith('.py')) return [];
  const isDeclared = foldersAbove(file).some((folder) => declaredPackages(join(workspaceRoot, folder)).has(to.name));
  return [{ name: to.name, version: to.version, from: file, isDeclared }];
}

/** The folders above a file: `.` first, then down to the folder of the file. */
const foldersAbove = (file: string): string[] => {
  const parts = dirname(file).split('/');
  return ['.', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
};
