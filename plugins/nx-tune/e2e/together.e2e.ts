import { setTimeout } from 'node:timers/promises';

import { createStream } from '@nx-tune/search';

import { createWorkspace, type Workspace } from './support/workspace.js';

/** The number of times that two runs begin together: once by default, any number with NX_TUNE_TOGETHER_RUNS. */
const rounds = Number(process.env['NX_TUNE_TOGETHER_RUNS'] ?? 1);

const objective = `const fs = require('node:fs');
module.exports = ({ x }, trial) => {
  fs.appendFileSync(process.env.E2E_COUNTER, trial.id + '\\n');
  const before = trial.checkpoint === undefined ? '' : fs.readFileSync(trial.checkpoint + '/state.txt', 'utf8');
  fs.writeFileSync(trial.dir + '/state.txt', before + (trial.budget ?? 0) + ' ');
  return (x - 0.3) ** 2 + 1 / (trial.budget ?? 1);
};
`;
const common = `objective: src/objective.cjs
metric: { name: loss }
inputs: [{ env: E2E_SALT }]
parameters:
  x: { min: 0.0, max: 1.0 }
`;
const files = {
  'apps/both/project.json': '{"name":"both"}',
  'apps/both/src/objective.cjs': objective,
  'apps/both/learn.tune.yaml': `${common}method: tpe\ngeneration: 3\nrun_cap: 12\n`,
  'apps/both/race.tune.yaml': `${common}method: random\nbudget: { name: epochs }\nearly_terminate: { type: hyperband, max_iter: 4, eta: 2 }\nrun_cap: 9\n`,
};
const tune = ['run-many', '-t', 'tune-learn', 'tune-race', '-p', 'both', '--parallel=2'] as const;

describe('two runs of adaptive sweeps that begin together', () => {
  let workspace: Workspace;
  let reference: string[];
  const results = (): string[] =>
    ['learn', 'race'].map((name) => workspace.read(`apps/both/.tune/${name}/trials.json`));
  beforeAll(async () => {
    workspace = await createWorkspace({ files });
    expect((await workspace.nx(...tune)).code).toBe(0);
    // The other process has loaded Nx, too, so that the two begin together.
    expect((await workspace.beside('show', 'projects')).code).toBe(0);
    reference = results();
  });
  afterAll(() => workspace.dispose());

  test.each(Array.from({ length: rounds }, (_, index) => index))(
    'both succeed, with the results of a run alone, and nothing is left to compute: %i',
    async (index) => {
      const draw = createStream('together', index);
      // Another declared input is another hash for all, so nothing is in the cache; the results are the same.
      workspace.env['E2E_SALT'] = `${index}`;
      workspace.env['NX_TUNE_SLICE_MS'] = String(Math.floor(50 + 500 * draw()));
      workspace.remove('apps/both/.tune');
      const first = workspace.beside(...tune);
      await setTimeout(rounds === 1 ? 0 : 3000 * draw());
      for (const { code, output } of await Promise.all([first, workspace.nx(...tune)]))
        expect(`${code} ${output}`).toMatch(/^0 /);
      expect(results()).toEqual(reference);
      const before = workspace.counted();
      expect((await workspace.nx(...tune)).code).toBe(0);
      expect(workspace.counted()).toBe(before);
      expect(results()).toEqual(reference);
    },
  );
});
