import { createWorkspace, type Workspace } from './support/workspace.js';

/** Falls to its floor within so many epochs, and then stays there. Counts its epochs. */
const objective = `const fs = require('node:fs');
module.exports = ({ floor, epochs }, trial) => {
  fs.appendFileSync(process.env.E2E_COUNTER, trial.id + '\\n');
  for (let epoch = 1; epoch <= 20; epoch++) {
    fs.writeFileSync(trial.dir + '/epochs.txt', String(epoch));
    try {
      trial.report(epoch, { loss: floor + Math.max(0, epochs - epoch) });
    } catch (error) {
      if (floor !== 3) throw error;
    }
  }
  return { loss: -1 };
};
`;
const sweep = `objective: src/objective.cjs
method: grid
metric: { name: loss }
parameters:
  floor: { values: [1, 2, 3] }
  epochs: { values: [2, 9] }
`;
const files = {
  'apps/slow/project.json': '{"name":"slow"}',
  'apps/slow/src/objective.cjs': objective,
  'apps/slow/tune.yaml': sweep,
};
interface Result {
  readonly id: string;
  readonly params: { readonly floor: number; readonly epochs: number };
  readonly outcome: { readonly kind: string; readonly step?: number };
  readonly metrics: { readonly loss: number };
}

describe('trials that are stopped by what they report', () => {
  let workspace: Workspace;
  const results = (sweepName = 'tune'): readonly Result[] =>
    (JSON.parse(workspace.read(`apps/slow/.tune/${sweepName}/trials.json`)) as { trials: Result[] }).trials;
  const short = ({ outcome, metrics }: Result): string => `${outcome.kind} ${outcome.step} ${metrics.loss}`;

  let takeBack: () => void;
  beforeAll(async () => {
    workspace = await createWorkspace({ files });
    takeBack = workspace.remember();
  });
  afterAll(() => workspace.dispose());
  beforeEach(() => takeBack());

  test('patience ends a trial with its best report, also if the objective does not listen, and in processes alike', async () => {
    workspace.write('apps/slow/tune.yaml', `${sweep}stop: { patience: 3 }\n`);
    expect(await workspace.executions('tune', 'slow', '--parallel=1')).toBe(6);
    const good = results();
    expect(good.map(short)).toEqual([
      'completed 5 1',
      'completed 12 1',
      'completed 5 2',
      'completed 12 2',
      'completed 5 3',
      'completed 12 3',
    ]);
    expect(await workspace.executions('tune', 'slow')).toBe(0);
    const text = workspace.read('apps/slow/.tune/tune/trials.json');
    workspace.write('apps/slow/tune.yaml', `${sweep}stop: { patience: 3 }\nisolation: process\n`);
    expect(await workspace.executions('tune', 'slow', '--skip-nx-cache', '--parallel=8')).toBe(6);
    expect(workspace.read('apps/slow/.tune/tune/trials.json')).toBe(text);
    workspace.write('apps/slow/tune.yaml', `${sweep}stop: { patience: 4 }\n`);
    expect(await workspace.executions('tune', 'slow')).toBe(6);
    workspace.write('apps/slow/tune.yaml', `${sweep}stop: { patience: 3 }\n`);
    expect(await workspace.executions('tune', 'slow')).toBe(0);
  });

  test('the median of a committed sweep is hashed, and nothing else of that sweep', async () => {
    workspace.write('apps/slow/tune.yaml', `${sweep}curves: true\n`);
    expect(await workspace.executions('tune', 'slow')).toBe(6);
    expect(JSON.parse(workspace.read('apps/slow/tune.curves.json'))).toMatchObject({
      trials: 6,
      metric: { name: 'loss' },
    });
    const other = `${sweep.replace('[1, 2, 3]', '[1, 3]')}stop: { median: tune, after: 4 }\n`;
    workspace.write('apps/slow/fast.tune.yaml', other);
    expect(await workspace.executions('tune-fast', 'slow')).toBe(4);
    // Half of the trials are worse than the median in the end, and floor 3 is.
    expect(results('fast').map(({ outcome }) => outcome.kind)).toEqual([
      'completed',
      'completed',
      'stopped',
      'stopped',
    ]);
    workspace.write('apps/slow/tune.yaml', `${sweep}curves: true\nfail_fast: 2\n`);
    expect(await workspace.executions('tune-fast', 'slow')).toBe(0);
    workspace.write('apps/slow/tune.yaml', `${sweep.replace('[1, 2, 3]', '[1, 2]')}curves: true\n`);
    expect(await workspace.executions('tune', 'slow')).toBe(0);
    expect(await workspace.executions('tune-fast', 'slow')).toBe(4);
    workspace.write('apps/slow/tune.yaml', `${sweep}curves: true\n`);
    const frozen = await workspace.nx('tune', 'slow', '--frozen-lock');
    expect([frozen.code, frozen.output]).toEqual([1, expect.stringContaining('tune.curves.json is not what')]);
    workspace.remove('apps/slow/tune.curves.json');
    const missing = await workspace.nx('run', 'slow:tune-fast');
    expect([missing.code, missing.output]).toEqual([
      1,
      expect.stringContaining('tune.curves.json cannot be used: it does not exist'),
    ]);
  });
});
