import { gridFile } from './fixture.js';
import { createWorkspace, type Workspace } from './workspace.js';

/** The number of trials of the sweep. */
export const grid = 6;
export const sweep = 'apps/digits/tune.yaml';

/** Shares each point of the sweep, and disagrees in everything else that may change a result. */
const beside = `${gridFile.replace('inputs:\n', 'inputs:\n  - README.md\n')}resources: { cpus: 2 }\nundeclared: allow\non_crash: record\n`;

/** An edit of a workspace in which `nx tune digits` has run. */
interface Edit {
  readonly edit: string;
  readonly apply: (workspace: Workspace) => void;
}

const install =
  (...[name, version]: Parameters<Workspace['install']>) =>
  (workspace: Workspace): void =>
    workspace.install(name, version);

/** None of them makes a trial run again, nor do all of them together. */
export const harmless: readonly Edit[] = [
  { edit: 'outputs deleted', apply: (workspace) => workspace.remove('apps/digits/.tune') },
  { edit: 'a value removed', apply: edit(sweep, '[0.1, 0.2, 0.3]', '[0.1, 0.3]') },
  { edit: 'values reordered', apply: edit(sweep, '[1, 2]', '[2, 1]') },
  { edit: 'metric.goal', apply: edit(sweep, 'minimize', 'maximize') },
  { edit: 'imported results', apply: (workspace) => workspace.write('apps/digits/results.tune.known.json', '{}') },
  { edit: 'README of the owner', apply: edit('apps/digits/README.md', 'Digits', 'Numbers') },
  { edit: 'tests of the owner', apply: edit('apps/digits/src/objective.spec.ts', 'a test', 'another') },
  { edit: 'the lint target of the owner', apply: edit('apps/digits/project.json', 'echo lint', 'echo other') },
  { edit: 'tags of the owner', apply: edit('apps/digits/project.json', '"targets"', '"tags":["a"],"targets"') },
  { edit: 'another sweep file', apply: edit('apps/digits/random.tune.yaml', 'run_cap: 5', 'run_cap: 6') },
  {
    edit: 'a sweep with the same points, and other inputs and resources',
    apply: (workspace) => workspace.write('apps/digits/beside.tune.yaml', beside),
  },
  { edit: 'an unrelated library', apply: edit('libs/other/src/index.ts', '1', '2') },
  { edit: 'an unrelated npm package', apply: install('unrelated', '2.0.0') },
  { edit: 'an undeclared environment variable', apply: (workspace) => void (workspace.env['E2E_OTHER'] = '3') },
];

/** Each makes all trials run again. */
export const harmful: readonly Edit[] = [
  { edit: 'the objective', apply: edit('apps/digits/src/objective.ts', '+ offset', '+ 2 * offset') },
  { edit: 'a file that it imports', apply: edit('apps/digits/src/offset.ts', '= 0', '= 1') },
  { edit: 'a library that it imports', apply: edit('libs/maths/src/square.ts', 'x * x', 'x ** 2') },
  { edit: 'the version of an npm package that it imports', apply: install('tiny-sum', '2.0.0') },
  { edit: 'a declared data file', apply: edit('apps/digits/data/bias.txt', '0', '1') },
  { edit: 'a declared environment variable', apply: (workspace) => void (workspace.env['E2E_SCALE'] = '3') },
  { edit: 'the seed', apply: edit(sweep, 'seed: 7', 'seed: 8') },
  { edit: 'a value of a constant parameter', apply: edit(sweep, 'value: 5', 'value: 6') },
];

/** Replaces text in a file. */
export function edit(file: string, from: string, to: string): Edit['apply'] {
  return (workspace) => workspace.edit(file, from, to);
}

/** A workspace in which `nx tune digits` has run, and what takes back any of the edits. */
export interface TableWorkspace {
  readonly workspace: Workspace;
  takeBack(): void;
}

export async function createTableWorkspace(daemon: boolean): Promise<TableWorkspace> {
  const workspace = await createWorkspace({ daemon });
  expect(await workspace.executions('tune', 'digits')).toBe(grid);
  return { workspace, takeBack: workspace.remember() };
}
