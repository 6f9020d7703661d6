import type { Sweep } from '@nx-tune/sweep';

import { ownFiles } from '../../study/ownFiles.js';
import type { Project } from '../../study/project.js';
import { escapeGlob } from './globs.js';
import { isInterpreter, isPython } from './pythonInterpreter.js';

/** The source of a project: globs relative to its root. */
export interface ProjectSource {
  readonly globs: readonly string[];
  readonly ignored: readonly string[];
}

/** The project's source, except for files that cannot change a result. Anything that the objective imports counts in any case. */
export function projectSource(project: Project, sweep: Sweep): ProjectSource {
  const ignored = isPython(sweep.objective) ? [...ignoredSource, ...ignoredPythonSource] : ignoredSource;
  return { globs: sourceGlobs(project, sweep), ignored };
}

/** A project in the workspace's root contains every other project, so only the objective's folder counts there. */
function sourceGlobs(project: Project, { objective }: Sweep): string[] {
  if (project.root !== '.') return ['**/*'];
  const path =
    objective.kind === 'module'
      ? objective.path
      : (objective.program ?? objective.command.find((word) => word.includes('.') && !isInterpreter(word)) ?? '');
  const [folder = '', ...rest] = path.split('/');
  const glob = rest.length > 0 ? `${escapeGlob(folder)}/**/*` : `*${/\.\w+$/.exec(path)?.[0] ?? '.none'}`;
  return isPython(objective) ? [glob, ...pythonManifests] : [glob];
}

/** Files in which Python projects declare their requirements. */
const pythonManifests = ['requirements*.txt', '{pyproject,poetry,uv,Pipfile}.{toml,lock}', 'environment.{yml,yaml}'];

/**
 * The code digest sees imports of these files all the same; data files among them must be declared under `inputs`. There are few globs, since Nx
 * keeps each of them for each trial.
 */
const ignoredSource = [
  ...ownFiles,
  '{.tune,test,tests,docs}/**/*',
  '{project.json,package.json,tsconfig.spec.json,.eslintrc*,{eslint,jest,vitest}.config.*}',
  '**/{*.md,*.{spec,test}.*,__tests__/**/*}',
];

/** Files that Python, its environments and its tools write among the sources, and tests by their usual names. */
const ignoredPythonSource = [
  '**/{__pycache__,.ipynb_checkpoints}/**/*',
  '**/*.py[co]',
  '**/{test_*,*_test,conftest}.py',
  '{.venv,venv,.tox,.nox,.pytest_cache,.mypy_cache,.ruff_cache}/**/*',
  '*.egg-info/**/*',
];
