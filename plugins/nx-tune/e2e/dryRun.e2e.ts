import { createWorkspace, type Workspace } from './support/workspace.js';

const objective = `import { appendFileSync } from 'node:fs';
export default function objective(params, trial) {
  appendFileSync(process.env.E2E_COUNTER, trial.id + '\\n');
  return { loss: (params.x - 0.3) ** 2 + 1 / ((trial.budget?.steps ?? 1) + 1) };
}
`;

const sweep = (...lines: readonly string[]): string =>
  ['objective: ./objective.mjs', 'metric: { name: loss, goal: minimize }', ...lines, ''].join('\n');

const files = {
  'apps/dry/project.json': JSON.stringify({ name: 'dry' }),
  'apps/dry/objective.mjs': objective,
  'apps/dry/tune.yaml': sweep('method: grid', 'parameters: { x: { values: [0.1, 0.2] } }'),
  'apps/dry/learn.tune.yaml': sweep(
    'method: tpe',
    'run_cap: 6',
    'generation: 3',
    'parameters: { x: { min: 0.0, max: 1.0 } }',
  ),
  'apps/dry/rungs.tune.yaml': sweep(
    'method: random',
    'run_cap: 4',
    'budget: { name: steps }',
    'early_terminate: { type: successive_halving, max_iter: 4, eta: 2 }',
    'parameters: { x: { min: 0.0, max: 1.0 } }',
  ),
};

describe('in a dry run, which computes and stores nothing,', () => {
  let workspace: Workspace;
  afterEach(() => workspace.dispose());

  async function plan(...args: readonly string[]): Promise<string> {
    const before = workspace.counted();
    const { code, output } = await workspace.nx(...args, '--dry-run');
    expect(`${code} ${output}`).toMatch(/^0 /);
    expect(workspace.counted()).toBe(before);
    return output;
  }

  test('a grid is planned from what the cache knows of it', async () => {
    workspace = await createWorkspace({ files });
    const cold = await plan('tune', 'dry');
    expect(cold).toContain('dry: 2 trials by grid; a dry run, which computes nothing');
    expect(cold).toMatch(/ 0 known, from the cache\n +2 to run\n +\w+ {2}x 0\.1\n +\w+ {2}x 0\.2\n/);
    expect(cold).toContain('No trial has run yet to estimate the time from');
    expect(workspace.exists('apps/dry/tune.lock.json')).toBe(false);
    expect(await workspace.executions('tune', 'dry')).toBe(2);
    workspace.edit('apps/dry/tune.yaml', '0.2', '0.2, 0.5');
    expect(await plan('tune', 'dry')).toMatch(
      / 2 known, from the cache\n +1 to run\n +\w+ {2}x 0\.5\n +\(Nx marks these "local cache", too: .*\)\n+About .* judging by the 2 known trials/,
    );
    // What is on the disk, but computed by other code, is not known.
    workspace.edit('apps/dry/objective.mjs', '0.3', '0.4');
    expect(await plan('tune', 'dry')).toMatch(/ 0 known, from the cache\n +3 to run\n/);
    expect(await workspace.executions('tune', 'dry')).toBe(3);
    expect(await plan('tune', 'dry')).toContain('Nothing is left to compute.');
  });

  test('a method that learns and rungs are planned as far as their results are known', async () => {
    workspace = await createWorkspace({ files });
    const both = ['run-many', '-t', 'tune-learn', 'tune-rungs', '-p', 'dry', '--output-style=static'];
    const cold = await plan(...both);
    expect(cold).toMatch(
      /dry \(learn\): 6 trials by tpe.*\n+ +0 known, from the cache\n +3 to run\n(.*\n){4} +3 later, chosen from the results of these/,
    );
    expect(cold).toMatch(
      /dry \(rungs\): 7 trials by random.*\n+ +0 known, from the cache\n +4 to run\n(.*\n){5} +3 later, chosen from the results of these/,
    );
    expect(await workspace.executions(...both)).toBe(13);
    expect((await plan(...both)).match(/Nothing is left to compute/g)).toHaveLength(2);
    workspace.edit('apps/dry/learn.tune.yaml', 'run_cap: 6', 'run_cap: 9');
    expect(await plan('run', 'dry:tune-learn')).toMatch(/ 6 known, from the cache\n +3 to run\n(.*\n){4}\n*About/);
    expect(await workspace.executions('run', 'dry:tune-learn')).toBe(3);
  });
});
