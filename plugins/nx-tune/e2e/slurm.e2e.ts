import { mkdirSync, symlinkSync } from 'node:fs';

import { gridFile } from './support/fixture.js';
import { hasSlurm, type SlurmCluster, startSlurm } from './support/slurmCluster.js';
import { createWorkspace, type Workspace } from './support/workspace.js';

/** Crashes for one point, unless it is fixed. */
const crashing = `import objective from './objective';

export default function crashing(params: { x: number; y: number }, trial: { id: string }): unknown {
  const answer = objective(params, trial);
  if (params.x === 2 && params.y === 0.3) throw new Error('this point is broken');
  return answer;
}
`;

(hasSlurm() ? describe : describe.skip)('on Slurm (needs slurm-wlm and munge)', () => {
  let workspace: Workspace;
  let cluster: SlurmCluster;
  let takeBack: () => void;
  beforeAll(async () => {
    cluster = await startSlurm(2);
    workspace = await createWorkspace({
      files: {
        'apps/digits/src/crashing.ts': crashing,
        'apps/digits/crashing.tune.yaml': gridFile
          .replace('./src/objective.ts', './src/crashing.ts')
          .replace('[1, 2]', '[2]')
          .replace('[0.1, 0.2, 0.3]', '[0.2, 0.3]'),
      },
    });
    Object.assign(workspace.env, cluster.env, { TZ: 'UTC' });
    takeBack = workspace.remember();
  });
  afterAll(async () => {
    await workspace?.dispose();
    await cluster?.close();
  });
  beforeEach(() => takeBack());

  test('a job array of parts computes the trials, and the job after it gathers them', async () => {
    workspace.write('apps/digits/tune.yaml', gridFile.replace('seed: 7', 'seed: 8'));
    const before = workspace.counted();
    const { code, output } = await workspace.verb('slurm', 'digits', '--tasks=2', '--wait', '--', '--time=5');
    expect(`${code} ${output}`).toMatch(/^0 /);
    expect(workspace.counted() - before).toBe(6);
    expect(output).toContain('6 trials as a job array of 2 tasks');
    expect(output).toContain('All trials   apps/digits/.tune/tune/trials.json');
    expect(await workspace.executions('tune', 'digits')).toBe(0);
    for (const part of [1, 2])
      expect(workspace.logs('apps/digits/.tune/slurm/tune', `_${part}.log`)).toContain(`tune-shard-${part}`);
  });

  test('a sweep that has grown computes what is new', async () => {
    expect((await workspace.nx('tune', 'digits')).code).toBe(0);
    const before = workspace.counted();
    workspace.edit('apps/digits/tune.yaml', '[1, 2]', '[1, 2, 3]');
    expect((await workspace.verb('slurm', 'digits', '--tasks=2', '--wait')).code).toBe(0);
    expect(workspace.counted() - before).toBe(3);
  });

  test('each trial is a task of a job array, and one that crashes is named, with its log', async () => {
    const before = workspace.counted();
    const { code, output } = await workspace.verb('slurm', 'digits', '--sweep=crashing', '--per-trial', '--wait');
    expect(code).toBe(1);
    // The gathering tries the one that crashed once more.
    expect(workspace.counted() - before).toBe(3);
    expect(output).toContain('job array of 2 tasks');
    const [, log = ''] =
      /x@2--y@0\.3\S+: crashed \(Error: this point is broken\); log (\S+_2\.log)\n/.exec(output) ?? [];
    expect(workspace.read(log)).toContain('this point is broken');
    expect(output.match(/: crashed \(/g)).toHaveLength(1);
  });

  test('a job that Slurm does not accept is reported', async () => {
    expect(await workspace.verb('slurm', 'digits', '--submit', '--', '--partition=nowhere')).toMatchObject({
      code: 1,
      output: expect.stringContaining('Slurm did not accept the job: ') as unknown,
    });
  });
});

test('without Slurm the scripts are written, and submitting says what is missing', async () => {
  const workspace = await createWorkspace();
  const { code, output } = await workspace.verb('slurm', 'digits', '--per-trial');
  expect([code, output]).toEqual([0, expect.stringContaining('apps/digits/.tune/slurm/tune/array.sh')]);
  expect(workspace.read('apps/digits/.tune/slurm/tune/array.sh')).toContain('#SBATCH --array=1-6\n');
  expect(workspace.read('apps/digits/.tune/slurm/tune/trials.txt').split('\n')).toHaveLength(7);
  mkdirSync(workspace.path('bin'));
  symlinkSync(process.execPath, workspace.path('bin/node'));
  workspace.env['PATH'] = workspace.path('bin');
  expect(await workspace.verb('slurm', 'digits', '--submit')).toMatchObject({
    code: 1,
    output: expect.stringContaining('sbatch is not installed here') as unknown,
  });
  expect(await workspace.verb('slurm', 'digits', '--tasks=none')).toMatchObject({ code: 1 });
  await workspace.dispose();
});
