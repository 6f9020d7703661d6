import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { gridFile } from './support/fixture.js';
import { createWorkspace, type Workspace } from './support/workspace.js';

/** Objectives count their executions, as the one of the fixture does. */
const counted = (expression: string): string =>
  `const fs = require('node:fs');\nmodule.exports = ({ x }, trial) => {\n  fs.appendFileSync(process.env.E2E_COUNTER, trial.id + '\\n');\n  return ${expression};\n};\n`;

const sweep = (objective: string, ...lines: readonly string[]): string =>
  [`objective: src/${objective}.cjs`, 'metric: { name: loss }', ...lines, ''].join('\n');
const interval = 'parameters: { x: { min: 0.0, max: 1.0 } }';
const learning = (trials: number): string =>
  sweep('learn', 'method: tpe', `run_cap: ${trials}`, 'generation: 2', interval);

const grid = gridFile.replace('[0.1, 0.2, 0.3]', '[0.1]');
const file = 'apps/digits/tune.yaml';
const files = {
  [file]: grid,
  'apps/digits/src/learn.cjs': counted('(x - 0.3) ** 2'),
  'apps/digits/learn.tune.yaml': learning(2),
  'apps/digits/src/race.cjs': counted('x + 1 / trial.budget'),
  'apps/digits/race.tune.yaml': sweep(
    'race',
    'method: random',
    'run_cap: 2',
    'budget: { name: epochs }',
    'early_terminate: { type: hyperband, max_iter: 2, eta: 2 }',
    interval,
  ),
  'apps/digits/src/crash.cjs': counted("x === 2 ? (() => { throw new Error('a bug'); })() : x"),
  'apps/digits/crash.tune.yaml': sweep('crash', 'method: grid', 'parameters: { x: { values: [1, 2] } }'),
};

interface RunFile {
  readonly tasks: readonly {
    readonly taskId: string;
    readonly hash: string;
    readonly cacheStatus: string;
    readonly status: number;
  }[];
}

/** The visible effects of a command, except for when and where it ran. */
interface Seen {
  readonly code: number | null;
  readonly executions: number;
  /** For each task: its hash, whether it came from the cache, how it ended. */
  readonly tasks: readonly string[];
  /** The line of each task that Nx shows. */
  readonly shown: readonly string[];
  readonly cached: readonly string[];
  /** The results of each sweep. */
  readonly results: Readonly<Record<string, string>>;
}

async function see(workspace: Workspace, command: readonly string[]): Promise<Seen> {
  const before = workspace.counted();
  const { code, output } = await workspace.nx(...command);
  const cache = join(workspace.root, '../shared/cache');
  const { tasks } = JSON.parse(workspace.read('../shared/cache/run.json')) as RunFile;
  return {
    code,
    executions: workspace.counted() - before,
    tasks: tasks
      .map(({ taskId, hash, cacheStatus, status }) => `${taskId} ${hash} ${cacheStatus} ${status}`)
      .toSorted(),
    shown: (output.match(/^(> | *[✔✖] +)nx run .*$/gm) ?? []).toSorted(),
    cached: readdirSync(cache)
      .filter((name) => /^\d+$/.test(name))
      .toSorted(),
    results: Object.fromEntries(
      ['tune', 'learn', 'race', 'crash']
        .map((name) => `apps/digits/.tune/${name}/trials.json`)
        .filter((path) => workspace.exists(path))
        .map((path) => [path, workspace.read(path)]),
    ),
  };
}

/** An edit, and the number of trials that the command then executes. */
interface Scenario {
  readonly name: string;
  readonly apply: (workspace: Workspace) => void;
  readonly command: readonly string[];
  readonly executions: number;
  readonly code: number;
}

/** A hash follows from all that was edited, so a warm process that misses one of several edits has another one. */
const scenarios: readonly Scenario[] = [
  {
    name: 'nothing is edited but the lock, which fails a run that is to keep it',
    apply: (on) => on.edit('apps/digits/tune.lock.json', '"loss":1.1', '"loss":1.2'),
    command: ['tune', 'digits', '--frozen-lock'],
    executions: 0,
    code: 1,
  },
  {
    name: 'an input variable is set, a sweep that learns has grown, and a trial had crashed',
    apply: (on) => {
      on.env['E2E_SCALE'] = '3';
      on.write('apps/digits/learn.tune.yaml', learning(4));
    },
    command: ['run-many', '-t', 'tune', 'tune-learn', 'tune-crash', '-p', 'digits'],
    executions: 2 + 2 + 1,
    code: 1,
  },
  {
    name: 'an input variable is set in a .env file of the project, and batches are off',
    apply: (on) => on.write('apps/digits/.env', 'E2E_SCALE=4\n'),
    command: ['tune', 'digits', '--no-batch'],
    executions: 2,
    code: 0,
  },
];

/**
 * Most tests use one process for many commands of Nx: `support/warm` replaces how Nx starts processes and what it
 * remembers in one. Where an update of Nx breaks that, the two differ here.
 */
describe('a warm process of Nx and a cold one agree', () => {
  const workspaces: Workspace[] = [];
  let takeBack: readonly (() => void)[];
  const seeBoth = async (command: readonly string[]): Promise<readonly Seen[]> => {
    const seen: Seen[] = [];
    for (const workspace of workspaces) seen.push(await see(workspace, command));
    return seen;
  };

  beforeAll(async () => {
    workspaces.push(await createWorkspace({ files }), await createWorkspace({ nx: 'real', npm: true, files }));
    const targets = ['tune', 'tune-learn', 'tune-race', 'tune-crash'];
    const [warm, real] = await seeBoth(['run-many', '-t', ...targets, '-p', 'digits', '--parallel=2']);
    expect(warm).toEqual(real);
    expect(real).toMatchObject({ code: 1, executions: 2 + 2 + 3 + 2 });
    takeBack = workspaces.map((workspace) => workspace.remember());
  });
  afterAll(async () => {
    for (const workspace of workspaces) await workspace.dispose();
  });

  beforeEach(() => takeBack.forEach((back) => back()));

  test.each(scenarios)('when $name', async ({ apply, command, executions, code }) => {
    workspaces.forEach((workspace) => apply(workspace));
    const [warm, real] = await seeBoth(command);
    expect(warm).toEqual(real);
    expect(real).toMatchObject({ code, executions });
  });

  test('with the daemon, which hears of an edit, and receives a variable', async () => {
    for (const on of workspaces) on.env['NX_DAEMON'] = 'true';
    const [warm, real] = await seeBoth(['tune', 'digits']);
    expect(warm).toEqual(real);
    expect(real).toMatchObject({ code: 0, executions: 0 });
    for (const on of workspaces) {
      on.edit('apps/digits/src/offset.ts', '= 0', '= 6');
      on.env['E2E_SCALE'] = '6';
    }
    const [warmAfter, realAfter] = await seeBoth(['tune', 'digits']);
    expect(warmAfter).toEqual(realAfter);
    expect(realAfter).toMatchObject({ code: 0, executions: 2 });
    for (const on of workspaces) await on.nx('daemon', '--stop');
  });

  test('when the .env file, a value, a source, a library and the version of an npm package are edited, by npm or as npm would', async () => {
    const [warm, real] = workspaces;
    for (const on of workspaces) {
      on.write('apps/digits/.env', 'E2E_SCALE=5\n');
      on.edit(file, '[1, 2]', '[1, 2, 3]');
      on.edit('apps/digits/src/objective.ts', '+ offset', '+ 2 * offset');
      on.edit('libs/maths/src/square.ts', 'x * x', 'x ** 2');
    }
    warm?.install('tiny-sum', '2.0.0');
    await real?.npmInstall(real.tarball('tiny-sum-2.0.0.tgz'));
    const [one, other] = await seeBoth(['tune', 'digits']);
    expect(one).toEqual(other);
    expect(other).toMatchObject({ code: 0, executions: 3 });
  });
});
