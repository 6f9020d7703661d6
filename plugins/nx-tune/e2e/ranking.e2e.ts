import { createWorkspace, type Workspace } from './support/workspace.js';

/** Each counts its executions. */
const several = `const fs = require('node:fs');
module.exports = ({ x }, trial) => {
  fs.appendFileSync(process.env.E2E_COUNTER, trial.id + '\\n');
  if (trial.report) for (let step = 1; step <= 4; step++) trial.report(step, { loss: x + 1 / step, size: 10 - x, odd: x === 1 ? NaN : x });
  return { loss: x, size: 10 - x, odd: x === 1 ? NaN : x, seconds: x / 7 };
};
`;
const bare = several.replace(/if \(trial.*\n/, '').replace(/return .*/, 'return x === 3 ? NaN : x;');

const sweepOf = (metric: string, more = ''): string =>
  `objective: src/objective.cjs\nmethod: grid\nmetric: { name: ${metric} }\nparameters: { x: { values: [1, 2, 3] } }\n${more}`;
const raced = (metric: string): string =>
  sweepOf(
    metric,
    'budget: { name: epochs }\nearly_terminate: { type: successive_halving, max_iter: 2, eta: 2 }\nrun_cap: 3\n',
  ).replace('grid', 'random');

interface Read {
  readonly metric: { readonly name: string };
  readonly trials: readonly {
    readonly id: string;
    readonly continues?: string;
    readonly outcome: { readonly kind: string; readonly missing?: string; readonly step?: number };
    readonly metrics: Record<string, unknown>;
  }[];
}

/** Sweeps of one project share the trials, which hold all metrics; each sweep reads its own. */
describe('another ranking', () => {
  let workspace: Workspace;
  const app = 'apps/rank';
  const sweep = `${app}/tune.yaml`;
  const rank = (metric: string, more?: string): void => workspace.write(sweep, sweepOf(metric, more));
  const read = (name = 'tune'): Read => JSON.parse(workspace.read(`${app}/.tune/${name}/trials.json`)) as Read;
  const best = (name = 'tune'): unknown =>
    (JSON.parse(workspace.read(`${app}/.tune/${name}/best.json`)) as { params: { x: number } }).params.x;
  const outcomes = (name?: string): string[] => read(name).trials.map(({ outcome }) => outcome.kind);
  const computed = (target = 'tune'): Promise<number> => workspace.executions(target, 'rank');

  beforeAll(async () => {
    workspace = await createWorkspace({
      files: {
        [`${app}/project.json`]: '{"name":"rank"}',
        [`${app}/src/objective.cjs`]: several,
        [`${app}/bare.tune.yaml`]: sweepOf('loss').replace('objective.cjs', 'bare.cjs'),
        [`${app}/src/bare.cjs`]: bare,
        [sweep]: sweepOf('loss'),
      },
    });
    expect(await computed()).toBe(3);
  });
  afterAll(() => workspace.dispose());

  test('computes nothing, and changes the first line of the lock alone', async () => {
    const lines = workspace.read(`${app}/tune.lock.json`).split('\n');
    expect(best()).toBe(1);
    rank('size');
    expect(await computed()).toBe(0);
    expect(best()).toBe(3);
    const now = workspace.read(`${app}/tune.lock.json`).split('\n');
    expect(now[0]).toContain('"metric":{"goal":"minimize","name":"size"}');
    expect(now.slice(1)).toEqual(lines.slice(1));
    const frozen = await workspace.nx('tune', 'rank', '--frozen-lock');
    expect([frozen.code, frozen.output]).toEqual([
      0,
      expect.stringContaining('compared with tune.lock.json: 3 trials'),
    ]);
  });

  test('works from the lock alone', async () => {
    rank('loss');
    expect(await computed()).toBe(0);
    workspace.remove(`${app}/.tune`);
    rank('size');
    expect((await workspace.verb('best', 'rank', '--sweep', 'tune')).output).toContain('x: 3');
    const frozen = await workspace.nx('tune', 'rank', '--frozen-lock');
    expect(frozen.code).toBe(1);
    expect(frozen.output).toContain('tune.lock.json is for minimize loss, and the sweep is for minimize size.');
    expect(frozen.output).not.toContain('differ');
  });

  test('NaN in a metric is a completed trial, unless a sweep ranks by that one', async () => {
    rank('loss');
    expect(await computed()).toBe(0);
    expect(outcomes()).toEqual(['completed', 'completed', 'completed']);
    rank('odd');
    expect(await computed()).toBe(0);
    expect(outcomes()).toEqual(['diverged', 'completed', 'completed']);
    expect(best()).toBe(2);
    rank('size');
    expect(await computed()).toBe(0);
    expect(outcomes()).toEqual(['completed', 'completed', 'completed']);
  });

  test('more entries under "metrics" compute nothing', async () => {
    rank('loss', 'metrics: { seconds: { deterministic: false } }\n');
    expect(await computed()).toBe(0);
    rank('loss', 'metrics: { seconds: { deterministic: false }, size: { deterministic: false, tolerance: 0.2 } }\n');
    expect(await computed()).toBe(0);
    expect(workspace.read(`${app}/tune.lock.json`)).toContain('"metrics":{"loss":2,"odd":2},"measured":');
  });

  test('two sweeps that differ in it share their trials, and each reads its own', async () => {
    rank('loss');
    workspace.write(`${app}/other.tune.yaml`, sweepOf('odd'));
    const { code } = await workspace.nx('run-many', '-t', 'tune', 'tune-other', '-p', 'rank');
    expect(code).toBe(0);
    expect(await computed('tune-other')).toBe(0);
    expect(read().trials.map(({ id }) => id)).toEqual(read('other').trials.map(({ id }) => id));
    expect([best(), best('other')]).toEqual([1, 2]);
    expect(outcomes('other')).toEqual(['diverged', 'completed', 'completed']);
    workspace.remove(`${app}/other.tune.yaml`);
  });

  test('a bare number has the name that a sweep gives it', async () => {
    const values = (): unknown[] => read('bare').trials.map(({ metrics }) => metrics);
    expect(await computed('tune-bare')).toBe(3);
    expect(values()).toEqual([{ loss: 1 }, { loss: 2 }, { loss: 'NaN' }]);
    workspace.edit(`${app}/bare.tune.yaml`, 'loss', 'cost');
    expect(await computed('tune-bare')).toBe(0);
    expect(values()).toEqual([{ cost: 1 }, { cost: 2 }, { cost: 'NaN' }]);
    expect(outcomes('bare')).toEqual(['completed', 'completed', 'diverged']);
    expect(best('bare')).toBe(1);
    expect(workspace.read(`${app}/bare.tune.lock.json`)).toContain('"metrics":{"cost":2}');
  });

  test('a metric that no trial returned fails the run, which does not promise to try again; a name that is right computes nothing', async () => {
    rank('accuracy');
    const before = workspace.counted();
    for (let run = 0; run < 2; run++) {
      const { code, output } = await workspace.nx('tune', 'rank');
      expect(code).toBe(1);
      expect(output).toContain(
        `the sweep's metric is "accuracy", but the objective returned "loss", "odd", "seconds", "size"`,
      );
      expect(output).toContain('3 of 3 trials did not return the metric "accuracy". Their results are kept');
      expect(output).not.toContain('The next run tries');
    }
    rank('size');
    expect(await computed()).toBe(0);
    expect(workspace.counted()).toBe(before);
  });

  test('with a rule that stops trials by a metric of its own', async () => {
    const stop = 'stop: { metric: size, patience: 2 }\n';
    rank('loss', stop);
    expect(await computed()).toBe(3);
    expect(read().trials.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 3 }, () => ({ kind: 'completed', step: 3 })),
    );
    rank('odd', stop);
    expect(await computed()).toBe(0);
    expect(read().trials[0]?.outcome).toEqual({ kind: 'diverged', step: 3 });
    rank('seconds', stop);
    const { code, output } = await workspace.nx('tune', 'rank');
    expect([code, output]).toEqual([1, expect.stringContaining('whose report() includes the metric "seconds"')]);
  });

  test('where a ranking decides which trials go on, trials of the first rung are shared', async () => {
    workspace.write(`${app}/race.tune.yaml`, raced('loss'));
    expect(await computed('tune-race')).toBe(4);
    workspace.edit(`${app}/race.tune.yaml`, 'name: loss', 'name: size');
    expect(await computed('tune-race')).toBe(1);
    workspace.edit(`${app}/race.tune.yaml`, 'name: size', 'name: loss');
    expect(await computed('tune-race')).toBe(0);
    const alone = read('race');
    workspace.write(`${app}/race-size.tune.yaml`, raced('size'));
    expect((await workspace.nx('run-many', '-t', 'tune-race', 'tune-race-size', '-p', 'rank')).code).toBe(0);
    expect(await computed('tune-race-size')).toBe(0);
    expect(read('race')).toEqual(alone);
    const went = (name: string): unknown[] => read(name).trials.flatMap(({ continues }) => continues ?? []);
    expect([went('race').length, went('race-size').length]).toEqual([1, 1]);
    expect(went('race')).not.toEqual(went('race-size'));
    workspace.remove(`${app}/race-size.tune.yaml`);
    workspace.edit(`${app}/race.tune.yaml`, 'name: loss', 'name: accuracy');
    const { code, output } = await workspace.nx('tune-race', 'rank');
    expect([code, output]).toEqual([1, expect.stringContaining('3 of 3 trials did not return the metric "accuracy"')]);
    workspace.remove(`${app}/race.tune.yaml`);
  });

  test('a method that learns searches by it, and computes nothing that another sweep has computed', async () => {
    const tpe = sweepOf('loss', 'run_cap: 3\ngeneration: 1\n').replace('grid', 'tpe');
    workspace.write(`${app}/learn.tune.yaml`, tpe);
    expect(await computed('tune-learn')).toBe(0);
    expect([read('learn').trials.length, best('learn')]).toEqual([3, 1]);
    workspace.edit(`${app}/learn.tune.yaml`, 'name: loss', 'name: size');
    expect(await computed('tune-learn')).toBe(0);
    expect(best('learn')).not.toBe(1);
    workspace.edit(`${app}/learn.tune.yaml`, 'name: size', 'name: loss');
    expect(await computed('tune-learn')).toBe(0);
  });
});
