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
    expect(all.filter((name) => /^digits~(?!inputs~)/.test(name))).toHaveLength(11);
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
