import type { DeclaredInput, Sweep } from '@nx-tune/sweep';
import type { TargetConfiguration } from '@nx/devkit';

import type { UnseenByNx } from '../../imports/unseenByNx.js';
import { ownFiles } from '../../study/ownFiles.js';
import type { Project } from '../../study/project.js';
import type { ValidSweepPlan } from '../sweepPlan.js';
import { declaredFolders } from './declaredFolders.js';
import { dotenvGlobs } from './dotenvFiles.js';
import { escapeGlob, inProject } from './globs.js';
import { outsideRuntime } from './outsideRuntime.js';
import { projectSource } from './projectSource.js';
import { pythonRuntime } from './pythonRuntime.js';

type Inputs = NonNullable<TargetConfiguration['inputs']>;

/**
 * Everything that makes a trial run again, besides its own definition (params, seed, code digest, engine).
 * This is the only place that declares it; docs/what-reruns.md explains it in words.
 */
export function trialInputs(
  project: Project,
  {
    sweep,
    words,
    dotenv,
    otherCases = [],
    bases = [],
  }: Pick<ValidSweepPlan, 'sweep' | 'words' | 'dotenv' | 'otherCases' | 'bases'>,
  declared: readonly DeclaredInput[],
  unseen: UnseenByNx,
): Inputs {
  const fromDisk = new Set([
    ...dotenvGlobs(project.root, escapeGlob),
    ...[...unseen.files, ...words.files].map(escapeGlob),
    ...unseen.globs,
    ...words.folders.map((folder) => `${escapeGlob(folder)}/**/*`),
  ]);
  const variables = new Set([...dotenv, ...words.variables]);
  return [
    ...sourceFilesets(project, sweep),
    ...otherCases.map(leaveOut),
    // What they say is in the definitions of trials, as far as it matters to one. A module that reads one is seen to; a command may not be.
    ...(sweep.objective.kind === 'module' ? bases.map((file) => leaveOut(escapeGlob(file))) : []),
    // Libraries that the objective imports, with their npm packages; the rest of the lock file does not count.
    { projects: [project.name], input: 'default', dependencies: true },
    { externalDependencies: [] },
    { runtime: 'node -v' },
    ...pythonRuntime(project, sweep.objective),
    ...moduleSystem(project, sweep),
    ...declared.map((input) => declaredInput(project, input)),
    ...withoutOwnFiles(project, declared, words.globs.length > 0),
    // The daemon would not notice a change of these, so the digest of the code has only their names.
    ...[...fromDisk].map(readByNx),
    ...unseen.sourceLinks.map((link) => `!{workspaceRoot}/${link}`),
    ...unseen.declaredLinks.map((link) => ({ fileset: `!{workspaceRoot}/${link}`, includeIgnored: true })),
    ...unseen.watched.map((glob) => `{workspaceRoot}/${glob}`),
    ...outsideRuntime(
      [...new Set([...words.outside, ...unseen.outside])].toSorted(),
      unseen.routes,
      declaredFolders(project, declared),
    ),
    ...[...variables].filter((name) => !isDeclared(declared, name)).map((env) => ({ env })),
  ];
}

/** Keeps files out of the source: those that are cases, which the trials on one have among what is declared, and those that sweep files extend. */
export const leaveOut = (glob: string): string => `!{workspaceRoot}/${glob}`;

/** The filesets of the project's source. */
function sourceFilesets(project: Project, sweep: Sweep): Inputs {
  const within = (glob: string): string => `{workspaceRoot}/${inProject(project, glob)}`;
  const { globs, ignored } = projectSource(project, sweep);
  return [...globs.map(within), ...ignored.map((glob) => `!${within(glob)}`)];
}

/** The fields of package.json that decide how modules are found, and what `npm run` runs; its version and tags change no result. */
function moduleSystem(project: Project, { objective }: Sweep): Inputs {
  const runsScripts = objective.kind === 'command' && objective.command.some((word) => scriptRunner.test(word));
  const fields = ['type', 'main', 'module', 'exports', 'imports', ...(runsScripts ? ['scripts'] : [])];
  return project.hasPackageJson ? [{ json: `{workspaceRoot}/${inProject(project, 'package.json')}`, fields }] : [];
}

const scriptRunner = /(^|[\s'"/])(npm|pnpm|yarn|bun)(\s|$)/;

/** Data is often ignored by git, so it is read from disk: an ignored file counts like any other. */
function declaredInput(project: Project, input: DeclaredInput): Inputs[number] {
  if (input.kind === 'env') return { env: input.name };
  return readByNx(input.from === 'workspace' ? input.glob : inProject(project, input.glob));
}

/** A wide glob, or one of a command, must not take in what the run itself writes, such as the lock. */
function withoutOwnFiles(project: Project, declared: readonly DeclaredInput[], hasGlobs: boolean): Inputs {
  const isWide = hasGlobs || declared.some((input) => input.kind === 'files' && /^[*{]/.test(input.glob));
  const globs = ['**/.tune/**/*', ...ownFiles.map((glob) => inProject(project, glob))];
  return isWide ? globs.map((glob) => ({ fileset: `!{workspaceRoot}/${glob}`, includeIgnored: true })) : [];
}

const isDeclared = (declared: readonly DeclaredInput[], name: string): boolean =>
  declared.some((input) => input.kind === 'env' && input.name === name);

/** Nx reads these files whenever it hashes, whether git ignores them or not. */
const readByNx = (glob: string): Inputs[number] => ({ fileset: `{workspaceRoot}/${glob}`, includeIgnored: true });
