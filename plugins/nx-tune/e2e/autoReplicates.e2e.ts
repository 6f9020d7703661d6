import { rmSync } from 'node:fs';

import { createWorkspace, type Workspace } from './support/workspace.js';

/** A line for each execution, and noise that follows from the seed and the point alone; whole numbers have none, but a time that is always other. */
const noisy = `const { appendFileSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
module.exports = (x, { seed, replicate, case: shift = 0 }) => {
  appendFileSync(process.env.E2E_LOG, x + ' ' + replicate + '\\n');
  if (process.env.E2E_CRASH !== undefined && replicate === 1) throw new Error('bad luck');
  const luck = ((Number(seed) % 1009) * Math.round(x * 1e6)) % 97 / 97;
  const noise = Number(readFileSync(join(__dirname, 'noise.txt'), 'utf8'));
  return x < 1 ? { loss: x + noise * luck + Number(shift) } : { loss: x, took: Number(process.hrtime.bigint() % 1000n) };
};
`;
/** A process for each trial costs more than all else, so only the sweep with the fewest trials is of a command. */
const program = `const { TUNE_PARAMS, TUNE_SEED: seed, TUNE_REPLICATE } = process.env;
console.log(JSON.stringify(require('./noisy.cjs')(JSON.parse(TUNE_PARAMS).x, { seed, replicate: Number(TUNE_REPLICATE) })));
`;
const common = `inputs: [noise.txt]
metric: { name: loss }
seed: 7
replicates: auto
`;
const ofModule = `objective: objective.cjs\n${common}`;
const ofCommand = `command: [node, program.cjs]\n${common}`;
const files = {
  'apps/a/noisy.cjs': noisy,
  'apps/a/objective.cjs': "module.exports = ({ x }, trial) => require('./noisy.cjs')(x, trial);\n",
  'apps/a/program.cjs': program,
  'apps/a/noise.txt': '0.7',
  'apps/a/project.json': JSON.stringify({ name: 'a' }),
  'apps/a/tune.yaml': `${ofModule}method: random\nrun_cap: 6\nparameters: { x: { min: 0.0, max: 1.0 } }\n`,
  'apps/a/exact.tune.yaml': `${ofCommand}metrics: { took: { deterministic: false } }\nmethod: grid\nparameters: { x: { values: [1, 2, 3, 4, 5] } }\n`,
  'apps/a/learning.tune.yaml': `${ofModule}method: tpe\nrun_cap: 6\nparameters: { x: { min: 0.0, max: 0.4 } }\n`,
  'apps/a/cases.tune.yaml': `${ofModule}method: random\nrun_cap: 5\ncases: [1, 2]\nparameters: { x: { min: 0.0, max: 0.4 } }\n`,
};

describe('replicates: auto', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace({ files });
    workspace.env['E2E_LOG'] = workspace.path('../executed');
  });
  afterAll(() => workspace.dispose());
  beforeEach(() => rmSync(workspace.path('../executed'), { force: true }));

  /** Returns the executions of replicate 0, 1, ... since the last call. */
  function executed(): number[] {
    const lines = workspace.exists('../executed') ? workspace.read('../executed').trim().split('\n') : [];
    rmSync(workspace.path('../executed'), { force: true });
    const numbers = lines.map((line) => Number(line.split(' ')[1]));
    return Array.from({ length: 1 + Math.max(-1, ...numbers) }, (_, number) => numbers.filter((one) => one === number).length); // prettier-ignore
  }
  const gathered = (sweep: string): string[] =>
    ['trials.json', 'best.json', 'leaderboard.md'].map((name) => workspace.read(`apps/a/.tune/${sweep}/${name}`));
  const run = async (...args: readonly string[]): Promise<string> => {
    const { code, output } = await workspace.nx(...args);
    expect(`${code} ${output}`).toMatch(/^0 /);
    return output.replaceAll(/\s+/g, ' ');
  };

  test('with a noisy objective, the first configurations decide, at any --parallel, and nothing runs twice', async () => {
    expect(await run('tune', 'a', '--dry-run')).toContain('7 to run');
    expect(executed()).toEqual([]);
    const output = await run('tune', 'a', '--parallel=3');
    expect(output).toContain('means of 3 replicates (auto)');
    expect(output).toContain('"replicates: auto" chose 3: noise is 0.78 of the spread');
    expect(executed()).toEqual([6, 6, 6]);
    const before = gathered('tune');
    expect(workspace.read('apps/a/tune.lock.json').split('\n')[0]).toContain(
      '"replicates":{"noise":0.78,"replicates":3,"why":"measured"}',
    );
    await run('tune', 'a', '--parallel=1', '--skip-nx-cache');
    expect(executed()).toEqual([6, 6, 6]);
    expect(gathered('tune')).toEqual(before);
    workspace.remove('apps/a/.tune');
    expect(await run('tune', 'a', '--frozen-lock')).toContain('18 cached, 0 computed');
    expect(gathered('tune')).toEqual(before);
    expect(executed()).toEqual([]);
  });

  test('a number that is written out, and more configurations, run only what is missing', async () => {
    workspace.edit('apps/a/tune.yaml', 'replicates: auto', 'replicates: 3');
    await run('tune', 'a');
    expect(executed()).toEqual([]);
    workspace.edit('apps/a/tune.yaml', 'replicates: 3', 'replicates: 4');
    await run('tune', 'a');
    expect(executed()).toEqual([0, 0, 0, 6]);
    workspace.edit('apps/a/tune.yaml', 'replicates: 4', 'replicates: auto');
    expect(await run('tune', 'a')).toContain('18 cached, 0 computed');
    workspace.edit('apps/a/tune.yaml', 'run_cap: 6', 'run_cap: 8');
    expect(await run('tune', 'a', '--dry-run')).toContain('6 to run');
    expect(await run('tune', 'a')).toContain('18 cached, 6 computed');
    expect(executed()).toEqual([2, 2, 2]);
    expect(await run('run', 'a:tune-replay')).toContain('24 identical');
    expect(executed()).toEqual([8, 8, 8]);
    expect((await workspace.verb('status', 'a', '--sweep', 'tune')).output).toMatch(/tune +random +24 +24 +0 .* fresh/);
  });

  test('another decision after a change: no result of before counts, and none is computed again after the change is undone', async () => {
    workspace.write('apps/a/noise.txt', '0.4');
    const output = await run('tune', 'a');
    expect(output).toContain('1 replicate (auto)');
    expect(output).toContain('12 trials: 0 cached, 12 computed');
    expect(executed()).toEqual([8, 4]);
    expect(JSON.parse(workspace.read('apps/a/.tune/tune/best.json'))).not.toHaveProperty('replicates');
    workspace.write('apps/a/noise.txt', '0.7');
    expect(await run('tune', 'a')).toContain('24 cached, 0 computed');
    expect(executed()).toEqual([]);
  });

  test('with an objective without noise, a single trial is run again', async () => {
    const plan = await run('tune-exact', 'a', '--dry-run');
    expect(plan).toContain('6 to run');
    expect(plan).toContain('19 more replicates at most, by the noise of the first trials');
    const output = await run('tune-exact', 'a', '--parallel=3');
    expect(output).toContain('1 replicate (auto)');
    expect(output).toContain('the objective seems not to use its seed');
    expect(executed()).toEqual([5, 1]);
    expect(await run('tune-exact', 'a')).toContain('6 cached, 0 computed');
    expect(await run('tune-exact', 'a', '--dry-run')).toContain('Nothing is left to compute');
    expect(executed()).toEqual([]);
  });

  test('with a method that learns, its first generation decides', async () => {
    const output = await run('tune-learning', 'a', '--parallel=3');
    const chosen = Number(/means of (\d) replicates \(auto\)/.exec(output)?.[1]);
    const all = (count: number): number[] => Array<number>(chosen).fill(count);
    expect(executed()).toEqual(all(6));
    const before = gathered('learning');
    await run('tune-learning', 'a', '--parallel=1', '--skip-nx-cache');
    expect(executed()).toEqual(all(6));
    expect(gathered('learning')).toEqual(before);
    workspace.edit('apps/a/learning.tune.yaml', 'run_cap: 6', 'run_cap: 7');
    await run('tune-learning', 'a');
    expect(executed()).toEqual(all(1));
    expect(await run('tune-learning', 'a')).toContain(`${7 * chosen} cached, 0 computed`);
    expect(await run('run', 'a:tune-learning-replay', '--sample=2')).toContain('2 identical');
  });

  test('on cases, and where replicates crash: what has not completed is tried again, and the decision is made again', async () => {
    workspace.env['E2E_CRASH'] = 'yes';
    const { code, output } = await workspace.nx('tune-cases', 'a');
    expect(code).toBe(1);
    expect(output).toContain('trials failed');
    const crashed = executed();
    expect(crashed.slice(0, 2)).toEqual([10, 10]);
    delete workspace.env['E2E_CRASH'];
    const again = await run('tune-cases', 'a');
    const chosen = Number(/means of (\d) replicates \(auto\) on each/.exec(again)?.[1]);
    expect(chosen).toBeGreaterThan(1);
    const more = executed();
    expect(more.slice(0, 2)).toEqual([0, 10]);
    expect((crashed[2] ?? 0) + (more[2] ?? 0)).toBe(10);
    expect(await run('tune-cases', 'a')).toContain(`${10 * chosen} cached, 0 computed`);
    expect(executed()).toEqual([]);
  });

  test('without batches, Nx would store that a trial did not run', async () => {
    const { code, output } = await workspace.nx('tune-exact', 'a', '--no-batch', '--skip-nx-cache');
    expect(code).toBe(1);
    expect(output).toContain('A race and "replicates: auto" need batches');
  });
});
