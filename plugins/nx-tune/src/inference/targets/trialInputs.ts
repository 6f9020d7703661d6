import type { DeclaredInput, Sweep } from '@nx-tune/sweep';
import type { TargetConfiguration } from '@nx/devkit';

import type { Project } from '../../study/project.js';
import { isInterpreter, isPython, pythonRuntime } from './pythonRuntime.js';

type Inputs = NonNullable<TargetConfiguration['inputs']>;

/**
 * Everything that makes a trial run again, beside its own definition (params, seed, metric, code digest, engine):
 * the one place where it is written down. docs/what-reruns.md says it in words.
 */
export function trialInputs(
  owner: Project,
  sweep: Sweep,
  declared: readonly DeclaredInput[],
  unwatched: readonly string[],
): Inputs {
  return [
    ...ownSource(owner, sweep),
    // Libraries that the objective imports. Their npm packages count too; the rest of the lock file does not.
    { projects: [owner.name], input: 'default', dependencies: true },
    { externalDependencies: [] },
    { runtime: 'node -v' },
    ...pythonRuntime(owner, sweep.objective),
    ...moduleSystem(owner),
    ...declared.map((input) => declaredInput(owner, input)),
    // The digest of the code holds them too, but the daemon would not notice a change and make it anew.
    ...unwatched.map((file) => ({ fileset: `{workspaceRoot}/${escapeGlob(file)}`, includeIgnored: true })),
  ];
}

/** Source of the owner, without what cannot change a result. What the objective imports counts in any case. */
function ownSource(owner: Project, sweep: Sweep): Inputs {
  const within = (glob: string): string => `{workspaceRoot}/${join(owner.root, glob)}`;
  const never = isPython(sweep.objective) ? [...neverSource, ...neverPythonSource] : neverSource;
  return [...sourceGlobs(owner, sweep).map(within), ...never.map((glob) => `!${within(glob)}`)];
}

/** A project in the workspace's root has every other project inside it, so only the objective's folder counts there. */
function sourceGlobs(owner: Project, { objective }: Sweep): string[] {
  if (owner.root !== '.') return ['**/*'];
  const path =
    objective.kind === 'module'
      ? objective.path
      : (objective.program ?? objective.command.find((word) => word.includes('.') && !isInterpreter(word)) ?? '');
  const [folder = '', ...rest] = path.split('/');
  const own = rest.length > 0 ? `${folder}/**/*` : `*${/\.\w+$/.exec(path)?.[0] ?? '.none'}`;
  return isPython(objective) ? [own, ...pythonManifests] : [own];
}

/** Where Python projects say what they need. */
const pythonManifests = ['requirements*.txt', '{pyproject,poetry,uv,Pipfile}.{toml,lock}', 'environment.{yml,yaml}'];

/** Imports from these files are seen by the code digest all the same; data files among them are to be declared. */
const neverSource = [
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

/** What Python, its environments and its tools write among the sources, and tests by their usual names. */
const neverPythonSource = [
  '**/{__pycache__,.ipynb_checkpoints}/**/*',
  '**/*.py[co]',
  '**/{test_*,*_test,conftest}.py',
  '{.venv,venv,.tox,.nox,.pytest_cache,.mypy_cache,.ruff_cache}/**/*',
  '*.egg-info/**/*',
];

/** The fields of package.json by which modules are found; its version, scripts and tags change no result. */
function moduleSystem(owner: Project): Inputs {
  const fields = ['type', 'main', 'module', 'exports', 'imports'];
  return owner.hasPackageJson ? [{ json: `{workspaceRoot}/${join(owner.root, 'package.json')}`, fields }] : [];
}

/** Data is often ignored by git, so it is read from the disk: an ignored file counts like any other. */
function declaredInput(owner: Project, input: DeclaredInput): Inputs[number] {
  if (input.kind === 'env') return { env: input.name };
  return {
    fileset: `{workspaceRoot}/${input.from === 'workspace' ? input.glob : join(owner.root, input.glob)}`,
    includeIgnored: true,
  };
}

const join = (root: string, path: string): string => (root === '.' ? path : `${root}/${path}`);

/** A file's name as a glob: what has a meaning in globs matches any one character. */
const escapeGlob = (file: string): string => file.replace(/[[\]{}()*!?]/g, '?');
