import { createWorkspace, type Workspace } from './support/workspace.js';

interface Shown {
  readonly targets: Record<string, { executor: string; dependsOn?: unknown; metadata: { description: string } }>;
  readonly metadata: { targetGroups: Record<string, string[]> };
}

/** Whose sweeps `nx affected` would run. */
async function affected(workspace: Workspace): Promise<string[]> {
  const command = 'show projects --affected --with-target tune --base=HEAD --json';
  const { code, output } = await workspace.nx(...command.split(' '));
  if (code !== 0) throw new Error(output);
  return JSON.parse(output) as string[];
}

async function createCommitted(): Promise<Workspace> {
  const workspace = await createWorkspace();
  await workspace.git('add', '-A');
  await workspace.git('commit', '-qm', 'All');
  return workspace;
}

describe('as a citizen of an Nx workspace', () => {
  let workspace: Workspace;
  beforeAll(async () => (workspace = await createCommitted()));
  afterAll(() => workspace.dispose());
  beforeEach(async () => void (await workspace.git('checkout', '-q', '.')));

  test('nx show project names the sweeps', async () => {
    const { output } = await workspace.nx('show', 'project', 'digits', '--json');
    const shown = JSON.parse(output) as Shown;
    expect(shown.targets['tune']).toMatchObject({
      executor: 'nx-tune:tune',
      metadata: { description: 'Sweep tune: 6 trials by grid, minimize loss' },
    });
    expect(shown.targets['tune-random']).toMatchObject({ executor: 'nx-tune:tune' });
    expect(shown.metadata.targetGroups).toEqual({
      'Hyperparameter tuning': [
        'tune-all',
        'tune-random',
        'tune-random-replay',
        'tune-random-report',
        'tune',
        'tune-replay',
        'tune-report',
      ],
    });
  });

  test('trials are projects that a tag hides', async () => {
    const all = JSON.parse((await workspace.nx('show', 'projects', '--json')).output) as string[];
    expect(all.filter((name) => /^_\/digits--\/(?!inputs--)/.test(name))).toHaveLength(11);
    const shown = JSON.parse(
      (await workspace.nx('show', 'projects', '--exclude=tag:tune:trial', '--json')).output,
    ) as string[];
    expect(shown.toSorted()).toEqual(['@acme/maths', '@acme/other', 'digits']);
  });

  test('nx graph knows what the objective imports', async () => {
    expect((await workspace.nx('graph', '--file=graph.json')).code).toBe(0);
    const { graph } = JSON.parse(workspace.read('graph.json')) as {
      graph: { dependencies: Record<string, { target: string }[]> };
    };
    expect(graph.dependencies['digits']?.map(({ target }) => target)).toEqual(expect.arrayContaining(['@acme/maths']));
    expect(graph.dependencies['digits']?.map(({ target }) => target)).not.toContain('@acme/other');
    workspace.remove('graph.json');
  });

  test('nx affected is exact', async () => {
    expect(await affected(workspace)).toEqual([]);
    workspace.edit('libs/other/src/index.ts', '1', '2');
    expect(await affected(workspace)).toEqual([]);
    workspace.edit('libs/maths/src/square.ts', 'x * x', 'x ** 2');
    expect(await affected(workspace)).toEqual(['digits']);
    expect(await workspace.executions('affected', '-t', 'tune', '--base=HEAD')).toBe(6);
    expect(await workspace.executions('affected', '-t', 'tune', '--base=HEAD')).toBe(0);
  });

  test('nx run-many runs every sweep of the name', async () => {
    expect(await workspace.executions('run-many', '-t', 'tune')).toBe(6);
    expect(await workspace.executions('run-many', '-t', 'tune', 'tune-random')).toBe(5);
  });

  test('nx tune --help says what it does', async () => {
    const { code, output } = await workspace.nx('tune', 'digits', '--help');
    expect(code).toBe(0);
    expect(output.replace(/\s+/g, ' ')).toContain('--top The number of trials that the');
  });
});

/** Two projects whose names people abbreviate. */
const shop = {
  'nx.json': JSON.stringify({ plugins: ['nx-tune'], analytics: false }),
  ...Object.fromEntries(
    ['web', 'api'].flatMap((name) => [
      [
        `apps/${name}/project.json`,
        JSON.stringify({
          name: `@shop/${name}`,
          targets: { test: { command: `echo ${name} is tested`, cache: false } },
        }),
      ],
      [`apps/${name}/index.js`, '1;\n'],
    ]),
  ),
};

/** A sweep in one of them. */
const sweep = {
  'apps/web/bundle.tune.yaml':
    'objective: ./objective.mjs\nmethod: grid\nmetric: { name: loss }\nparameters: { web: { values: [0.5, web, 7.1] } }\n',
  'apps/web/objective.mjs': 'export default ({ web }) => ({ loss: Number(web) || 1 });\n',
};

describe('where people type a part of a name', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace({ files: shop });
    for (const folder of ['apps/digits', 'libs']) workspace.remove(folder);
    await workspace.git('add', '-A');
    await workspace.git('commit', '-qm', 'All');
    workspace.write('apps/web/index.js', '2;\n');
  });
  afterAll(() => workspace.dispose());

  const questions = [
    'test web',
    'run web:test',
    'run-many -t test --projects=web',
    'run-many -t test -p *web*,@shop/*',
    'affected -t test --base=HEAD',
    'show project web --json',
    'show projects --projects=*web*,@shop/* --json',
    'graph --focus @shop/web --file=graph.json',
    'graph --focus web --file=graph.json',
  ];

  /** The projects that an answer names, and whether all went well. */
  async function answer(question: string): Promise<unknown> {
    workspace.remove('graph.json');
    const { code, output } = await workspace.nx(...question.split(' '));
    const text = workspace.exists('graph.json') ? workspace.read('graph.json') : output;
    return [question, code, code === 0 && question.endsWith('json') ? projectsIn(text) : saidIn(text)];
  }

  function projectsIn(json: string): unknown {
    const read = JSON.parse(json) as { name?: string; graph?: { nodes: object } };
    return read.name ?? (read.graph === undefined ? read : Object.keys(read.graph.nodes));
  }

  const saidIn = (text: string): string[] =>
    [...new Set(text.match(/Multiple projects|not exist|@shop\/\w+|_\/[\w@-]+|\w+ is tested/g))].toSorted();

  const answers = async (): Promise<unknown[]> => {
    const all = [];
    for (const question of questions) all.push(await answer(question));
    return all;
  };

  test('a sweep does not change what Nx understands', async () => {
    const before = await answers();
    expect(before).toContainEqual(['test web', 0, ['@shop/web', 'web is tested']]);
    expect(before).toContainEqual(['graph --focus @shop/web --file=graph.json', 0, ['@shop/web']]);
    for (const [file, text] of Object.entries(sweep)) workspace.write(file, text);
    expect(await answers()).toEqual(before);
  });

  test('the sweep and its verbs understand it, and a pattern means all its tasks', async () => {
    const { code, output } = await workspace.nx('tune-bundle', 'web');
    expect([code, output]).toEqual([0, expect.stringContaining('loss')]);
    expect(await workspace.verb('best', 'web')).toMatchObject({
      code: 0,
      output: expect.stringContaining('web: 0.5') as unknown,
    });
    expect(await workspace.verb('show', 'web', 'best')).toMatchObject({ code: 0 });
    expect(await workspace.nx('run-many', '-t', 'trial', '--projects=_/@shop--web/*')).toMatchObject({ code: 0 });
  });
});
