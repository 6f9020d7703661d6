import { createWorkspace, type Workspace } from './support/workspace.js';

const objective = `const fs = require('node:fs');
module.exports = ({ x, y }, trial) => {
  fs.appendFileSync(process.env.E2E_COUNTER, trial.id + '\\n');
  return { error: x + 0.1 * y, bytes: 1000 * (1 - Math.sqrt(x)) + 300 * y, ms: 4 * x + y };
};
`;
const rule = "results: ['ms < 3']";
const sweep = `objective: src/objective.cjs
method: bayes
generation: 5
run_cap: 15
metrics: [{ name: error }, { name: bytes }]
${rule}
parameters:
  x: { min: 0.0, max: 1.0 }
  y: { min: 0.0, max: 1.0 }
`;
const file = 'apps/learn/tune.yaml';
const output = 'apps/learn/.tune/tune';
const lock = 'apps/learn/tune.lock.json';

interface Best {
  readonly id: string;
  readonly front: readonly { readonly id: string }[];
  readonly hypervolume: number;
}

describe('a sweep with several goals', () => {
  let workspace: Workspace;
  let clone: Workspace | undefined;
  const best = (): Best => JSON.parse(workspace.read(`${output}/best.json`)) as Best;
  beforeAll(async () => {
    workspace = await createWorkspace({
      files: {
        'apps/learn/project.json': '{"name":"learn"}',
        'apps/learn/src/objective.cjs': objective,
        [file]: sweep,
      },
    });
    expect(await workspace.executions('tune', 'learn', '--parallel', '1')).toBe(15);
  });
  afterAll(async () => {
    await clone?.dispose();
    await workspace.dispose();
  });

  test('finds the same front, byte for byte, at any --parallel, and again from a lock', async () => {
    clone = await workspace.cloned('own');
    clone.remove(lock);
    expect(await clone.executions('tune', 'learn', '--parallel', '4')).toBe(15);
    for (const name of ['best.json', 'trials.json', 'leaderboard.md'])
      expect(clone.read(`${output}/${name}`)).toBe(workspace.read(`${output}/${name}`));
    expect(clone.read(lock)).toBe(workspace.read(lock));
    const frozen = await clone.nx('tune', 'learn', '--frozen-lock');
    expect([frozen.code, clone.read(lock)]).toEqual([0, workspace.read(lock)]);
    const { front, hypervolume, id } = best();
    expect(front.length).toBeGreaterThan(2);
    expect(front.map((one) => one.id)).toContain(id);
    expect(workspace.read(lock)).toContain(`"hypervolume":${hypervolume}`);
    expect(frozen.output).toContain(`Pareto front: ${front.length} of 15 trials`);
  });

  test('picks another trial of the front, and measures from another point, without running any', async () => {
    const { front } = best();
    workspace.edit(file, rule, `${rule}\nprefer: { order: [error, bytes] }`);
    workspace.edit(file, '{ name: bytes }', '{ name: bytes, reference: 5000 }');
    expect(await workspace.executions('tune', 'learn')).toBe(0);
    const lowest = (
      JSON.parse(workspace.read(`${output}/trials.json`)) as {
        trials: { id: string; metrics: { error: number }; outcome: { kind: string } }[];
      }
    ).trials
      .filter(({ outcome }) => outcome.kind === 'completed')
      .toSorted((a, b) => a.metrics.error - b.metrics.error)[0];
    expect(best()).toMatchObject({ id: lowest?.id, front, reference: { bytes: 5000 } });
    workspace.write(file, sweep);
  });

  test('with trials that are known in advance, another rule runs none, and one that violates it is not on the front', async () => {
    workspace.write(file, sweep.replace('bayes', 'sobol').replace('generation: 5\n', ''));
    await workspace.nx('tune', 'learn');
    const before = best();
    workspace.edit(file, 'ms < 3', 'ms < 1.5');
    const executions = workspace.counted();
    const { output: said } = await workspace.nx('tune', 'learn');
    expect(workspace.counted()).toBe(executions);
    expect(said).toMatch(/\d+ trials violate ms < 1\.5\./);
    expect(best().front.length).toBeLessThan(before.front.length);
  });

  test('names a metric that a rule compares and the objective does not return', async () => {
    workspace.edit(file, 'ms < 1.5', 'seconds < 1.5');
    const run = await workspace.nx('tune', 'learn');
    expect(run.code).not.toBe(0);
    expect(run.output).toContain('"results" compares "seconds", but the objective returned "bytes", "error", "ms"');
  });
});
