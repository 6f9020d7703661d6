import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';

import { journaled } from './support/journaled.js';
import { createWorkspace, type Workspace } from './support/workspace.js';

/** Goes on from what the trial before left, and fails if that is not what it must be. */
const objective = `const fs = require('node:fs');
const path = require('node:path');
module.exports = async ({ x }, trial) => {
  fs.appendFileSync(process.env.E2E_COUNTER, trial.id + '\\n');
  const { size } = fs.statSync(process.env.E2E_COUNTER);
  if (size === 13 * Number(process.env.E2E_STAY_AT)) await new Promise(() => setInterval(() => undefined, 1e6));
  const read = (folder) => JSON.parse(fs.readFileSync(path.join(folder, 'state.json'), 'utf8'));
  const state = trial.checkpoint === undefined ? { x, epochs: 0 } : read(trial.checkpoint);
  if (state.x !== x) throw new Error('the checkpoint of another trial');
  if (trial.checkpoint !== undefined) fs.writeFileSync(path.join(trial.checkpoint, 'state.json'), 'spoilt');
  fs.writeFileSync(path.join(trial.dir, 'state.json'), JSON.stringify({ x, epochs: trial.budget }));
  return { loss: x + 1 / trial.budget, before: state.epochs };
};
`;
const command = `const fs = require('node:fs');
fs.appendFileSync(process.env.E2E_COUNTER, 'c\\n');
const [epochs] = process.argv.filter((word) => word.startsWith('--epochs=')).map((word) => Number(word.slice(9)));
const before = process.env.TUNE_CHECKPOINT === undefined ? 0 : Number(fs.readFileSync(process.env.TUNE_CHECKPOINT + '/epochs.txt', 'utf8'));
fs.writeFileSync(process.env.TUNE_TRIAL_DIR + '/epochs.txt', String(epochs));
if (Number(process.env.TUNE_BUDGET) !== epochs) throw new Error('two budgets');
console.log(JSON.stringify({ loss: JSON.parse(process.env.TUNE_PARAMS).x + 1 / epochs, before }));
`;
const sweep = `objective: src/objective.cjs
method: random
metric: { name: loss }
parameters:
  x: { min: 0.0, max: 1.0 }
budget: { name: epochs }
early_terminate: { type: hyperband, max_iter: 4, eta: 2 }
run_cap: 9
`;
/** Reports until it is ended, unless it may run to its own end. */
const program = `const fs = require('node:fs');
fs.appendFileSync(process.env.E2E_COUNTER, 'w\\n');
const x = Number(process.argv.find((word) => word.startsWith('--x=')).slice(4));
let step = 0;
setInterval(() => {
  fs.writeFileSync(process.env.TUNE_TRIAL_DIR + '/model', String(++step));
  console.log(JSON.stringify({ step, loss: x + 1 / step }));
  if (step === 30 && process.env.TUNE_BUDGET === undefined) process.exit();
}, 1);
`;
const wandb = `program: src/program.cjs
method: random
metric: { name: loss, goal: minimize }
parameters:
  x: { min: 0.0, max: 1.0 }
early_terminate: { type: hyperband, min_iter: 2, eta: 2 }
run_cap: 4
`;
const files = {
  'apps/race/project.json': '{"name":"race"}',
  'apps/race/src/objective.cjs': objective,
  'apps/race/src/command.cjs': command,
  'apps/race/src/program.cjs': program,
  'apps/race/tune.yaml': sweep,
};
const file = 'apps/race/tune.yaml';

interface Result {
  readonly id: string;
  readonly params: { readonly x: number };
  readonly budget: { readonly epochs: number };
  readonly continues?: string;
  readonly metrics: { readonly loss: number; readonly before: number };
}

/** 4@1 2@2 1@4, 2@2 1@4, 3@4: nine configurations, thirteen trials. */
const trialCount = 13;

describe('a sweep that stops trials early', () => {
  let first: Workspace;
  let good: string;
  const others: Workspace[] = [];
  const own = async (of: Workspace): Promise<Workspace> => {
    const clone = await of.cloned('own');
    others.push(clone);
    return clone;
  };
  const text = (workspace: Workspace, name = 'tune'): string => workspace.read(`apps/race/.tune/${name}/trials.json`);
  const resultsIn = (trials: string): readonly Result[] => (JSON.parse(trials) as { trials: Result[] }).trials;

  beforeAll(async () => {
    first = await createWorkspace({ files });
    expect(await first.executions('tune', 'race', '--parallel=2')).toBe(trialCount);
    good = text(first);
  });
  afterAll(async () => {
    for (const workspace of [...others, first]) await workspace.dispose();
  });
  /** Each test starts from the files as they were, and a cache that knows the sweep. */
  beforeEach(() => {
    for (const [path, content] of Object.entries(files)) first.write(path, content);
    for (const name of ['long', 'command', 'bohb', 'wandb']) first.remove(`apps/race/${name}.tune.yaml`);
  });

  test('the best of each rung go on, from where they stopped', () => {
    const results = resultsIn(good);
    const budgets = results.map(({ budget }) => budget.epochs).toSorted((a, b) => a - b);
    expect(budgets).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4]);
    const byId = new Map(results.map((result) => [result.id, result]));
    for (const { continues, params, budget, metrics } of results) {
      const below = continues === undefined ? undefined : byId.get(continues);
      expect(metrics.before).toBe(below?.budget.epochs ?? 0);
      if (below === undefined) continue;
      expect(below.params).toEqual(params);
      expect(2 * below.budget.epochs).toBe(budget.epochs);
    }
  });

  test('a warm run computes nothing; the lock has it all; explain agrees', async () => {
    expect(await first.executions('tune', 'race', '--frozen-lock')).toBe(0);
    expect(text(first)).toBe(good);
    expect((await first.verb('explain', 'race')).output).toContain("will not run: Nx's cache has its result");
    expect((await first.verb('best', 'race')).output).toContain('x: ');
  });

  test('a larger run_cap runs only what it adds, the same eight at a time, in processes, elsewhere', async () => {
    const alike = `${sweep}isolation: process\n`;
    const small = alike.replace('run_cap: 9', 'run_cap: 4');
    const workspace = await createWorkspace({ files: { ...files, [file]: small } });
    others.push(workspace);
    Object.assign(workspace.env, { LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Kathmandu' });
    const started = await workspace.executions('tune', 'race', '--parallel=8');
    workspace.write(file, alike);
    expect(await workspace.executions('tune', 'race', '--parallel=8')).toBe(trialCount - started);
    expect(text(workspace)).toBe(good);
  });

  test('a larger run_cap runs only what is new; back again, none', async () => {
    first.write(file, sweep.replace('run_cap: 9', 'run_cap: 13'));
    expect(await first.executions('tune', 'race')).toBe(4 + 2 + 1);
    const known = new Map(resultsIn(text(first)).map((result) => [result.id, result]));
    for (const result of resultsIn(good)) expect(known.get(result.id)).toEqual(result);
    first.write(file, sweep);
    expect(await first.executions('tune', 'race')).toBe(0);
    expect(text(first)).toBe(good);
  });

  test('an edit of the objective runs all; taken back, none, though others had been promoted meanwhile', async () => {
    first.edit('apps/race/src/objective.cjs', 'loss: x +', 'loss: 1 - x +');
    expect(await first.executions('tune', 'race')).toBe(trialCount);
    expect(text(first)).not.toBe(good);
    first.write('apps/race/src/objective.cjs', objective);
    expect(await first.executions('tune', 'race')).toBe(0);
    expect(text(first)).toBe(good);
  });

  test('a larger max_iter keeps what was started; so does a sweep beside it that shares trials', async () => {
    const other = `${sweep}seed: 3\n`;
    first.write(file, other);
    expect(await first.executions('tune', 'race')).toBe(trialCount);
    const short = text(first);
    const started = resultsIn(short)
      .filter(({ continues }) => continues === undefined)
      .map(({ id }) => id);
    first.write(
      'apps/race/long.tune.yaml',
      other.replace('max_iter: 4', 'max_iter: 8').replace('run_cap: 9', 'run_cap: 19'),
    );
    first.remove(file);
    const before = first.counted();
    expect((await first.nx('run', 'race:tune-long')).code).toBe(0);
    const long = resultsIn(text(first, 'long'));
    expect(started.filter((id) => !long.some((result) => result.id === id))).toEqual([]);
    const known = new Set(resultsIn(short).map(({ id }) => id));
    expect(first.counted() - before).toBe(long.filter(({ id }) => !known.has(id)).length);
    first.write(file, other);
    expect(await first.executions('run-many', '-t', 'tune', 'tune-long', '-p', 'race')).toBe(0);
    expect(text(first)).toBe(short);
  });

  test('a command continues, too, and so it does without batches', async () => {
    const command = 'command: [node, src/command.cjs, "${args}"]';
    const small = sweep.replace('run_cap: 9', 'run_cap: 4');
    first.write('apps/race/command.tune.yaml', small.replace('objective: src/objective.cjs', command));
    expect(await first.executions('tune-command', 'race', '--no-batch')).toBe(4 + 2 + 1);
    const seen = ({ params, budget, metrics }: Result): unknown => [params, budget, metrics];
    const ofCommand = resultsIn(text(first, 'command'));
    expect(ofCommand.map(({ metrics }) => metrics.before).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 0, 1, 1, 2]);
    expect(resultsIn(good).map(seen)).toEqual(expect.arrayContaining(ofCommand.map(seen)));
  });

  test('a replay computes all of it again, and one trial with what it continues', async () => {
    // The lock is that of the last run, which may have been another test's.
    expect((await first.nx('tune', 'race')).code).toBe(0);
    expect(text(first)).toBe(good);
    const all = await first.nx('run', 'race:tune-replay');
    expect([all.code, all.output]).toEqual([0, expect.stringContaining('13 identical')]);
    const last = resultsIn(good).find(({ budget, continues }) => budget.epochs === 4 && continues !== undefined);
    const one = await first.nx('run', 'race:tune-replay', `--trials=${last?.id}`);
    expect([one.code, one.output]).toEqual([0, expect.stringContaining('1 identical')]);
  });

  test('after a kill, the next run computes what had not finished', async () => {
    const clone = await own(first);
    clone.env['E2E_STAY_AT'] = '6';
    const nx = clone.start('tune', 'race', '--parallel=1');
    const { pid } = nx;
    if (pid === undefined) throw new Error('nx did not start');
    const ended = once(nx, 'exit');
    while (clone.counted() < 6 || journaled(clone, 'apps/race') < 5) await setTimeout(10);
    process.kill(-pid, 'SIGKILL');
    await ended;
    delete clone.env['E2E_STAY_AT'];
    expect((await clone.nx('tune', 'race')).code).toBe(0);
    expect(text(clone)).toBe(good);
    expect(clone.counted()).toBe(trialCount + 1);
  });

  test('a file of W&B: programs are ended by what they report, the same at any parallelism, and nothing twice', async () => {
    first.write('apps/race/wandb.tune.yaml', wandb);
    expect(await first.executions('tune-wandb', 'race', '--parallel=1')).toBe(4 + 2 + 1);
    const one = text(first, 'wandb');
    const results = JSON.parse(one) as {
      trials: { budget: { reports: unknown }; metrics: object; params: { x: number } }[];
    };
    const steps = { 2: 2, 4: 4, whole: 30 };
    for (const { budget, metrics, params } of results.trials)
      expect(metrics).toEqual({ loss: params.x + 1 / steps[budget.reports as keyof typeof steps] });
    const before = first.counted();
    const again = await first.nx('tune-wandb', 'race', '--parallel=3', '--skip-nx-cache');
    expect([again.code, again.output]).toEqual([0, expect.stringMatching(/after 2, 4 reports[^]*whole/)]);
    expect(first.counted() - before).toBe(4 + 2 + 1);
    expect(text(first, 'wandb')).toBe(one);
    first.write('apps/race/wandb.tune.yaml', wandb.replace('run_cap: 4', 'run_cap: 6'));
    const ran = await first.executions('tune-wandb', 'race');
    const known = new Set(resultsIn(one).map(({ id }) => id));
    const more = resultsIn(text(first, 'wandb'));
    expect(more).toHaveLength(6 + 3 + 1);
    expect(ran).toBe(more.filter(({ id }) => !known.has(id)).length);
    const replayed = await first.nx('run', 'race:tune-wandb-replay');
    expect([replayed.code, replayed.output]).toEqual([0, expect.stringContaining('10 identical')]);
  });

  test('with a method that learns, the last race starts with whole runs', async () => {
    const learns = wandb.replace('random', 'bayes').replace('eta: 2', 'eta: 8').replace('run_cap: 4', 'run_cap: 10');
    first.write('apps/race/wandb.tune.yaml', learns);
    expect(await first.executions('tune-wandb', 'race', '--parallel=3')).toBe(8 + 1 + 2);
    const budgets = resultsIn(text(first, 'wandb')).map(({ budget }) => JSON.stringify(budget));
    expect(budgets.filter((budget) => budget === '{"reports":2}')).toHaveLength(8);
    expect(budgets.filter((budget) => budget === '{"reports":"whole"}')).toHaveLength(1 + 2);
    expect(await first.executions('tune-wandb', 'race')).toBe(0);
  });

  test('with tpe it is BOHB: the same at any parallelism, and nothing twice', async () => {
    const bohb = sweep.replace('method: random', 'method: tpe').replace('run_cap: 9', 'run_cap: 13');
    first.write('apps/race/bohb.tune.yaml', `${bohb}seed: 5\n`);
    expect(await first.executions('tune-bohb', 'race', '--parallel=1')).toBe(trialCount + 7);
    const one = text(first, 'bohb');
    expect(await first.executions('tune-bohb', 'race', '--parallel=4', '--skip-nx-cache')).toBe(trialCount + 7);
    expect(text(first, 'bohb')).toBe(one);
    expect(await first.executions('tune-bohb', 'race')).toBe(0);
  });
});
