import { formatLock, lockTrial, parseLock, resultOf } from '@nx-tune/sweep';

import { createWorkspace, type Workspace } from './support/workspace.js';

const objective = `const fs = require('node:fs');
module.exports = ({ x }, trial) => {
  fs.appendFileSync(process.env.E2E_COUNTER, trial.id + '\\n');
  return (x - 0.3) ** 2;
};
`;
/** No trial takes as little as that, so that a run without a lock ends after the first generation. */
const tiny = 'budget_seconds: 0.000001';
const large = 'budget_seconds: 1000000';
const sweep = `objective: src/objective.cjs
method: tpe
generation: 3
run_cap: 9
metric: { name: loss }
parameters: { x: { min: 0.0, max: 1.0 } }
${large}
`;
const file = 'apps/learn/tune.yaml';
const lock = 'apps/learn/tune.lock.json';
const trials = 'apps/learn/.tune/tune/trials.json';

/** The lock as a machine would have written it on which trials take no time that can be measured. */
function asIfQuick(text: string): string {
  const parsed = parseLock(text);
  if (!('lock' in parsed)) throw new Error(parsed.problem);
  const quick = parsed.lock.trials.map((trial) => lockTrial({ ...resultOf(trial), seconds: 0 }, { measured: [] }));
  return formatLock({ ...parsed.lock, trials: quick });
}

describe('a budget', () => {
  let workspace: Workspace;
  let clone: Workspace | undefined;
  beforeAll(async () => {
    workspace = await createWorkspace({
      files: {
        'apps/learn/project.json': '{"name":"learn"}',
        'apps/learn/src/objective.cjs': objective,
        [file]: sweep,
      },
    });
    expect(await workspace.executions('tune', 'learn')).toBe(9);
  });
  afterAll(async () => {
    await clone?.dispose();
    await workspace.dispose();
  });

  test('that is changed, or a price, computes no trial: it only says where proposals end', async () => {
    const all = workspace.read(trials);
    expect(workspace.read(lock).match(/"seconds":[\d.]+/g)).toHaveLength(9);
    workspace.edit(file, large, `${large}\nprice_per_hour: 3600`);
    expect(await workspace.executions('tune', 'learn')).toBe(0);
    workspace.edit(file, large, tiny);
    workspace.remove(lock);
    const less = await workspace.nx('tune', 'learn');
    expect(less.output).toMatch(
      /Note: stopped proposing after 3 of 9 trials: the recorded [\d.]+ s of 0\.000001 s are spent/,
    );
    expect(workspace.counted()).toBe(9);
    expect((await workspace.verb('status', 'learn')).output).toMatch(/learn +tune +tpe +3 +3 +0 .* fresh/);
    expect((await workspace.nx('tune', 'learn', '--dry-run')).output).toContain('3 trials by tpe');
    workspace.edit(file, tiny, large);
    expect(await workspace.executions('tune', 'learn')).toBe(0);
    expect(workspace.read(trials)).toBe(all);
  });

  test('ends where the lock says that it did, on another machine without a cache, and a replay finds the same', async () => {
    const all = workspace.read(trials);
    const locked = asIfQuick(workspace.read(lock));
    workspace.edit(file, large, tiny);
    workspace.write(lock, locked);
    await workspace.git('add', '-A');
    await workspace.git('commit', '-qm', 'quick');
    clone = await workspace.cloned('own');
    expect(await clone.executions('tune', 'learn', '--frozen-lock')).toBe(9);
    expect([clone.read(trials), clone.read(lock)]).toEqual([all, locked]);
    const replay = await clone.nx('run', 'learn:tune-replay');
    expect(replay.output).toContain('9 identical');
    expect([replay.code, clone.read(lock)]).toEqual([0, locked]);
    // Without the lock, what was recorded when the trials ran counts, and that was more.
    clone.remove(lock);
    expect(await clone.executions('tune', 'learn')).toBe(0);
    expect(clone.read(lock).match(/"id"/g)).toHaveLength(3);
  });
});
