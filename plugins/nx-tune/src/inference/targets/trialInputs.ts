import type { DeclaredInput, Sweep } from '@nx-tune/sweep';
import type { TargetConfiguration } from '@nx/devkit';

import type { Project } from '../../study/project.js';
import type { ValidSweepPlan } from '../sweepPlan.js';
import { dotenvGlobs } from './dotenvFiles.js';
import { type InputsCoverage, inputsCoverage } from './inputsCoverage.js';
import { outsideFiles } from './outsideFiles.js';
import { isInterpreter, isPython } from './pythonInterpreter.js';
import { pythonRuntime } from './pythonRuntime.js';

type Inputs = NonNullable<TargetConfiguration['inputs']>;

/**
 * Everything that makes a trial run again, besides its own definition (params, seed, metric, code digest, engine).
 * This is the only place that declares it; docs/what-reruns.md explains it in words.
 */
export function trialInputs(
  project: Project,
  { sweep, unwatched, words, dotenv }: Pick<ValidSweepPlan, 'sweep' | 'unwatched' | 'words' | 'dotenv'>,
  declared: readonly DeclaredInput[],
): Inputs {
  const fromDisk = [
    ...dotenvGlobs(project.root, escapeGlob),
    // The digest of the code covers them too, but the daemon would not notice a change and compute it again.
    ...new Set([...unwatched, ...words.files].map(escapeGlob)),
    ...words.folders.map((folder) => `${escapeGlob(folder)}/**/*`),
  ];
  const variables = new Set([...dotenv, ...words.variables]);
  return [
    ...projectSource(project, sweep),
    // Libraries that the objective imports, with their npm packages; the rest of the lock file does not count.
    { projects: [project.name], input: 'default', dependencies: true },
    { externalDependencies: [] },
    { runtime: 'node -v' },
    ...pythonRuntime(project, sweep.objective),
    ...moduleSystem(project),
    ...declared.map((input) => declaredInput(project, input)),
    ...fromDisk.map((glob) => ({ fileset: `{workspaceRoot}/${glob}`, includeIgnored: true })),
    ...outsideFiles(words.outside),
    ...[...variables].filter((name) => !isDeclared(declared, name)).map((env) => ({ env })),
  ];
}

/** How far these inputs reach, for the judgement of what trials were seen to read. */
export const coverageOf = (project: Project, sweep: Sweep, declared: readonly DeclaredInput[]): InputsCoverage =>
  inputsCoverage(
    project,
    sourceGlobs(project, sweep).flatMap((glob) => /^(.*?)\/?\*\*\/\*$/.exec(glob)?.[1] ?? []),
    leftOutSource(sweep),
    declared,
  );

/** The project's source, except for files that cannot change a result. Anything that the objective imports counts in any case. */
function projectSource(project: Project, sweep: Sweep): Inputs {
  const within = (glob: string): string => `{workspaceRoot}/${join(project.root, glob)}`;
  return [...sourceGlobs(project, sweep).map(within), ...leftOutSource(sweep).map((glob) => `!${within(glob)}`)];
}

const leftOutSource = ({ objective }: Sweep): readonly string[] =>
  isPython(objective) ? [...ignoredSource, ...ignoredPythonSource] : ignoredSource;

/** A project in the workspace's root contains every other project, so only the objective's folder counts there. */
function sourceGlobs(project: Project, { objective }: Sweep): string[] {
  if (project.root !== '.') return ['**/*'];
  const path =
    objective.kind === 'module'
      ? objective.path
      : (objective.program ?? objective.command.find((word) => word.includes('.') && !isInterpreter(word)) ?? '');
  const [folder = '', ...rest] = path.split('/');
  const glob = rest.length > 0 ? `${folder}/**/*` : `*${/\.\w+$/.exec(path)?.[0] ?? '.none'}`;
  return isPython(objective) ? [glob, ...pythonManifests] : [glob];
}

/** Files in which Python projects declare their requirements. */
const pythonManifests = ['requirements*.txt', '{pyproject,poetry,uv,Pipfile}.{toml,lock}', 'environment.{yml,yaml}'];

/** The code digest sees imports of these files all the same; data files among them must be declared under `inputs`. */
const ignoredSource = [
  '{tune,*.tune}.{yaml,yml,json,config.ts,config.mts,params.d.ts}',
  '{tune,*.tune}.{lock,curves,known}.json',
  '.tune/**/*',
  'project.json',
  'package.json',
  '**/*.md',
  '**/*.{spec,test}.*',
  '**/__tests__/**/*',
  '{test,tests,docs}/**/*',
  '{eslint,jest,vitest}.config.*',
  '.eslintrc*',
  'tsconfig.spec.json',
];

/** Files that Python, its environments and its tools write among the sources, and tests by their usual names. */
const ignoredPythonSource = [
  '**/{__pycache__,.ipynb_checkpoints}/**/*',
  '**/*.py[co]',
  '**/{test_*,*_test,conftest}.py',
  '{.venv,venv,.tox,.nox,.pytest_cache,.mypy_cache,.ruff_cache}/**/*',
  '*.egg-info/**/*',
];

/** The fields of package.json that decide how modules are found; its version, scripts and tags change no result. */
function moduleSystem(project: Project): Inputs {
  const fields = ['type', 'main', 'module', 'exports', 'imports'];
  return project.hasPackageJson ? [{ json: `{workspaceRoot}/${join(project.root, 'package.json')}`, fields }] : [];
}

/** Data is often ignored by git, so it is read from disk: an ignored file counts like any other. */
function declaredInput(project: Project, input: DeclaredInput): Inputs[number] {
  if (input.kind === 'env') return { env: input.name };
  return {
    fileset: `{workspaceRoot}/${input.from === 'workspace' ? input.glob : join(project.root, input.glob)}`,
    includeIgnored: true,
  };
}

const isDeclared = (declared: readonly DeclaredInput[], name: string): boolean =>
  declared.some((input) => input.kind === 'env' && input.name === name);

const join = (root: string, path: string): string => (root === '.' ? path : `${root}/${path}`);

/** Turns a file's name into a glob, in which each character that globs treat specially becomes `?`. */
const escapeGlob = (file: string): string => file.replace(/[[\]{}()*!?]/g, '?');
