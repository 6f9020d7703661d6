import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

import { journaled } from './support/journaled.js';
import { createWorkspace, type Workspace } from './support/workspace.js';

/** Noise that follows from the seed and the point alone, and a line for each execution. Whole numbers `x` have a time, too, which is other each time. */
const noisy = `const { appendFileSync } = require('node:fs');
module.exports = (x, { seed, replicate, budget, checkpoint }) => {
  appendFileSync(process.env.E2E_LOG, [x, replicate, budget, checkpoint ? 'continued' : 'started'].join(' ') + '\\n');
  if (process.env.E2E_HOLD !== undefined && replicate === 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20000);
  const luck = ((Number(seed) % 1009) * Math.round(x * 1e6)) % 97 / 500;
  return { loss: (x - 0.3) ** 2 + luck + 1 / (budget ?? 1), ...(x < 1 ? {} : { took: Number(process.hrtime.bigint() % 1000n) }) };
};
`;
/** A process for each trial costs more than all else, so only some of the sweeps are of a command. */
const program = `const { TUNE_PARAMS, TUNE_SEED: seed, TUNE_REPLICATE, TUNE_BUDGET, TUNE_CHECKPOINT: checkpoint } = process.env;
const budget = TUNE_BUDGET === undefined ? undefined : Number(TUNE_BUDGET);
console.log(JSON.stringify(require('./noisy.cjs')(JSON.parse(TUNE_PARAMS).x, { seed, replicate: Number(TUNE_REPLICATE), budget, checkpoint })));
`;
const common = `metric: { name: loss }
seed: 7
parameters: { x: { min: 0.0, max: 1.0 } }
`;
const ofModule = `objective: objective.cjs\n${common}`;
const ofCommand = `command: [node, program.cjs]\n${common}`;
const files = {
  'apps/r/noisy.cjs': noisy,
  'apps/r/objective.cjs': "module.exports = ({ x }, trial) => require('./noisy.cjs')(x, trial);\n",
  'apps/r/program.cjs': program,
  'apps/r/project.json': JSON.stringify({ name: 'r' }),
  'apps/r/tune.yaml': `${ofModule}method: tpe\ngeneration: 3\nrun_cap: 6\nreplicates: 2\n`,
  'apps/r/top.tune.yaml': `${ofModule}method: random\nrun_cap: 6\nreplicate_top: { count: 2, replicates: 3 }\n`,
  'apps/r/race.tune.yaml': `${ofModule}method: random\nrun_cap: 4\nbudget: { name: epochs }\nearly_terminate: { type: hyperband, max_iter: 3 }\nreplicate_top: { count: 1, replicates: 3 }\n`,
  'apps/r/goal.tune.yaml': `${ofCommand.replace('name: loss', 'name: loss, target: 9')}method: tpe\nrun_cap: 5\nbudget: { name: epochs }\nearly_terminate: { type: hyperband, max_iter: 3 }\nreplicate_top: { count: 1, replicates: 2 }\n`,
  'apps/r/timed.tune.yaml': `${ofCommand.replace('name: loss', 'name: took').replace('min: 0.0, max: 1.0', 'values: [1, 2, 3]')}method: grid\nmetrics: { took: { deterministic: false } }\nreplicates: 2\nreplicate_top: { count: 1, replicates: 4 }\n`,
};

describe('replicates', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace({ files });
    workspace.env['E2E_LOG'] = workspace.path('../executed');
  });
  afterAll(() => workspace.dispose());
  beforeEach(() => rmSync(workspace.path('../executed'), { force: true }));

  /** The lines of all executions since the last call. */
  function executed(): string[] {
    const lines = workspace.exists('../executed') ? workspace.read('../executed').trim().split('\n') : [];
    rmSync(workspace.path('../executed'), { force: true });
    return lines;
  }
  /** The numbers of the replicates that were executed, sorted. */
  const replicatesOf = (lines: readonly string[]): string =>
    lines
      .map((line) => line.split(' ')[1] ?? '')
      .toSorted()
      .join('');
  const gathered = (sweep: string): string[] =>
    ['trials.json', 'best.json', 'leaderboard.md'].map((name) => workspace.read(`apps/r/.tune/${sweep}/${name}`));
  const run = async (...args: readonly string[]): Promise<string> => {
    const { code, output } = await workspace.nx(...args);
    expect(`${code} ${output}`).toMatch(/^0 /);
    return output;
  };

  test('of a method that learns share their params, go on after a kill, and are the same at any --parallel', async () => {
    workspace.env['E2E_HOLD'] = 'yes';
    const nx = workspace.start('tune', 'r', '--parallel=2');
    const ended = once(nx, 'exit');
    const held = (): number => (workspace.exists('../executed') ? workspace.read('../executed').match(/ 1 /g) : null)?.length ?? 0; // prettier-ignore
    const isReady = (): boolean => journaled(workspace, 'apps/r') === 3 && held() === 2;
    for (let waited = 0; !isReady() && waited < 600; waited++) await setTimeout(100);
    process.kill(-(nx.pid ?? 0), 'SIGKILL');
    await ended;
    delete workspace.env['E2E_HOLD'];
    expect(journaled(workspace, 'apps/r')).toBe(3);
    const firsts = executed().filter((line) => line.split(' ')[1] === '0');
    const output = await run('tune', 'r', '--parallel=3');
    const lines = executed();
    expect(output).toContain('means of 2 replicates');
    expect(lines).toHaveLength(9);
    const all = [...firsts, ...lines].map((line) => line.split(' ').slice(0, 2).join());
    const points = new Set(all.map((line) => line.split(',')[0]));
    expect(points.size).toBe(6);
    expect(new Set(all)).toEqual(new Set([...points].flatMap((x) => [`${x},0`, `${x},1`])));
    const before = gathered('tune');
    await run('tune', 'r', '--parallel=1', '--skip-nx-cache');
    expect(executed()).toHaveLength(12);
    expect(gathered('tune')).toEqual(before);

    workspace.edit('apps/r/tune.yaml', 'run_cap: 6', 'run_cap: 7');
    expect(await run('tune', 'r')).toContain('12 cached, 2 computed');
    const replay = await run('run', 'r:tune-replay', '--sample=2');
    expect(replay).toContain('2 identical');
  });

  test('of the best alone: a larger count, more replicates and more trials run only what is new', async () => {
    const plan = await run('tune-top', 'r', '--dry-run');
    expect(plan).toContain('6 to run');
    expect(plan).toContain('4 later, chosen from the results of these');
    expect(executed()).toEqual([]);
    await run('tune-top', 'r', '--parallel=1');
    const first = executed();
    expect(replicatesOf(first.slice(0, 6))).toBe('000000');
    expect(replicatesOf(first.slice(6))).toBe('1122');
    const before = gathered('top');
    await run('tune-top', 'r', '--parallel=3', '--skip-nx-cache');
    expect(executed().toSorted()).toEqual(first.toSorted());
    expect(gathered('top')).toEqual(before);

    workspace.edit('apps/r/top.tune.yaml', 'replicates: 3', 'replicates: 5');
    expect(await run('tune-top', 'r')).toContain('10 cached, 4 computed');
    expect(replicatesOf(executed())).toBe('3344');
    workspace.edit('apps/r/top.tune.yaml', 'count: 2', 'count: 3');
    expect(await run('tune-top', 'r')).toContain('14 cached, 4 computed');
    expect(new Set(executed().map((line) => line.split(' ')[0])).size).toBe(1);
    workspace.edit('apps/r/top.tune.yaml', 'run_cap: 6', 'run_cap: 10');
    await run('tune-top', 'r');
    const more = executed().map((line) => line.split(' '));
    expect(more.filter(([, replicate]) => replicate === '0')).toHaveLength(4);
    const chosen = new Set(more.flatMap(([x, replicate]) => (replicate === '0' ? [] : [x])));
    expect(first.filter((line) => chosen.has(line.split(' ')[0]))).toEqual([]);
    expect(more).toHaveLength(4 + 4 * chosen.size);

    expect(await run('tune-top', 'r', '--frozen-lock')).toContain('0 computed');
    expect(await run('run', 'r:tune-top-replay')).toContain('22 identical');
    expect(executed()).toHaveLength(22);
    expect((await workspace.verb('status', 'r', '--sweep', 'top')).output).toMatch(/top +random +22 +22 +0 .* fresh/);
  });

  test('with rungs, of the best at the largest budget, from the start', async () => {
    await run('tune-race', 'r');
    const again = executed().filter((line) => line.split(' ')[1] !== '0');
    expect(again.map((line) => line.split(' ').slice(1).join(' ')).toSorted()).toEqual(['1 3 started', '2 3 started']);
    const best = JSON.parse(workspace.read('apps/r/.tune/race/best.json')) as object;
    expect(best).toMatchObject({ params: { x: Number(again[0]?.split(' ')[0]) }, replicates: 3 });
    expect(await run('tune-race', 'r')).toContain('0 computed');
    expect(await run('run', 'r:tune-race-replay')).toMatch(/Replay of (\d+) trials against \S+: \1 identical/);
  });

  test('of the best before the target was reached: brackets that were never proposed are not judged', async () => {
    await run('tune-goal', 'r');
    expect(
      executed()
        .map((line) => line.split(' ').slice(1).join(' '))
        .toSorted(),
    ).toEqual(['0 1 started', '0 1 started', '0 1 started', '0 3 continued', '1 3 started']);
  });

  test('of values that are measured: the choice is restored with them', async () => {
    await run('tune-timed', 'r', '--parallel=1');
    expect(executed()).toHaveLength(8);
    const before = gathered('timed');
    workspace.remove('apps/r/.tune');
    expect(await run('tune-timed', 'r')).toContain('8 cached, 0 computed');
    expect(executed()).toEqual([]);
    expect(gathered('timed')).toEqual(before);
  });
});
