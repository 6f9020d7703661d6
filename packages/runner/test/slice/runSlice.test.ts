import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { TrialTask } from '../../src/model/trialTask.js';
import type { FinishedTrial } from '../../src/slice/finishedTrial.js';
import type * as RunSlice from '../../src/slice/runSlice.js';
import { compiled, compiledFile } from '../support/compiled.js';
import { createTask } from '../support/createTask.js';
import { failedBy } from '../support/failedBy.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const { runSlice } = compiled('slice/runSlice.js') as typeof RunSlice;
const projectDir = temporaryFolder();
const options = { parallel: 2, runId: 'run', versions: {} };

/** Trials of one module, whose params are their numbers. The body sees `n`. */
function tasksOf(count: number, body = 'return n;', changes: Partial<TrialTask> = {}): TrialTask[] {
  const path = `objective${++objectives}.cjs`;
  const files = { [path]: `const fs = require('node:fs');\nmodule.exports = async ({ n }, trial) => { ${body} };` };
  const source = { objective: { kind: 'module', path }, files } as const;
  return Array.from({ length: count }, (_, n) => createTask(projectDir, source, { params: { n }, ...changes }));
}
let objectives = 0;

const numbers = (finished: readonly FinishedTrial[]): number[] =>
  finished.map(({ task }) => Number(task.params['n'])).sort((a, b) => a - b);

/** Trials of a command, which need no threads. The script sees `n`, and `dir` as the trial's folder. */
const commandTasksOf = (count: number, script = ''): TrialTask[] => {
  const names = `const { n } = JSON.parse(process.env.TUNE_PARAMS); const dir = process.env.TUNE_TRIAL_DIR + '/..';`;
  const command = ['node', '-e', `${names} ${script}; console.log(n)`];
  return tasksOf(count, '', { objective: { kind: 'command', command } });
};

/** Every look at the clock finds that so much time has passed. For commands only: Piscina looks at it, too. */
function mockClock(stepMs: number): void {
  let now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => (now += stepMs));
}

describe('a slice of quick trials, two at a time', () => {
  const log = join(projectDir, 'executions');
  const events: string[] = [];
  let running = 0;
  let most = 0;
  let tasks: readonly TrialTask[];
  let finished: readonly FinishedTrial[];

  beforeAll(async () => {
    // A trial waits for a second one: if only one were running at a time, none would ever end.
    tasks = tasksOf(
      6,
      `const log = ${JSON.stringify(log)};
      fs.appendFileSync(log, n + '\\n');
      while (fs.readFileSync(log).length < 4) await new Promise(setImmediate);
      if (n === 1) throw new Error('x');
      return n;`,
    );
    finished = await runSlice(tasks, {
      ...options,
      onStarted: ({ id }) => (events.push(`${id} started`), void (most = Math.max(most, ++running))),
      onFinished: ({ task }) => (events.push(`${task.id} finished`), void running--),
    });
  });

  it('computes all of them, each once', () => {
    expect(numbers(finished)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(readFileSync(log, 'utf8').trim().split('\n').sort()).toEqual(['0', '1', '2', '3', '4', '5']);
  });

  it('never runs more at a time, nor fewer', () => {
    expect({ most, running }).toEqual({ most: 2, running: 0 });
  });

  it('writes each of them down', () => {
    for (const { task, result } of finished) {
      const answered = task.params['n'] === 1 ? {} : { value: task.params['n'] };
      expect(result).toMatchObject({ id: task.id, params: task.params, metrics: {}, ...answered });
      expect(JSON.parse(readFileSync(join(task.trialDir, 'result.json'), 'utf8'))).toEqual(result);
      expect(JSON.parse(readFileSync(join(task.trialDir, 'run.json'), 'utf8'))).toMatchObject({ runId: 'run' });
    }
  });

  it('reports each once when it starts, and then once when it has finished', () => {
    const expected = tasks.flatMap(({ id }) => [`${id} started`, `${id} finished`]);
    expect([...events].sort()).toEqual([...expected].sort());
    for (const { id } of tasks) expect(events.indexOf(`${id} started`)).toBeLessThan(events.indexOf(`${id} finished`));
  });
});

describe('a slice', () => {
  it('returns nothing if there is nothing to compute', async () => {
    expect(await runSlice([], options)).toEqual([]);
  });

  it.each([
    // Of three looks per trial, one step apart, two are its start and its end: the slice of 10 s trials lasts a minute.
    [10_000, 2],
    [1e6, 1],
  ])('starts none after its end, but computes one: %d ms at every look', async (stepMs, count) => {
    const tasks = commandTasksOf(4);
    mockClock(stepMs);
    const finished = await runSlice(tasks, { ...options, parallel: 1 });
    expect(numbers(finished)).toEqual(Array.from({ length: count }, (_, n) => n));
    const written = tasks.map(({ trialDir }) => existsSync(join(trialDir, 'result.json')));
    expect(written).toEqual(tasks.map((_, n) => n < count));
  });
});

describe('parallel', () => {
  it('of less than one means one', async () => {
    expect(numbers(await runSlice(commandTasksOf(1), { ...options, parallel: 0 }))).toEqual([0]);
  });

  it('changes no byte of any result, nor does the order in which trials end', async () => {
    const folder = join(projectDir, 'reverse');
    mkdirSync(folder);
    const gate = (n: unknown): string => join(folder, String(n));
    const wait = `while (n < 1 && !fs.existsSync(${JSON.stringify(folder)} + '/' + (n + 1))) await new Promise(setImmediate);`;
    const [forwards, one] = await idsAndBytes('', { ...options, parallel: 1 });
    const openNext = ({ task }: FinishedTrial): void => writeFileSync(gate(task.params['n']), '');
    const [backwards, two] = await idsAndBytes(wait, { ...options, onFinished: openNext });
    expect({ forwards, backwards }).toEqual({ forwards: ['a', 'b'], backwards: ['b', 'a'] });
    expect(two).toEqual(one);
  });

  /** Runs trials a and b: in which order they ended, and all that was written of them in the order of the tasks. */
  async function idsAndBytes(wait: string, sliceOptions: RunSlice.SliceOptions): Promise<[string[], string[]]> {
    const body = `${wait} trial.report(n, { loss: trial.rng() }); return n + trial.rng();`;
    const tasks = tasksOf(2, body).map((task, n) => ({ ...task, id: 'ab'.charAt(n) }));
    const finished = await runSlice(tasks, sliceOptions);
    const files = tasks.flatMap(({ trialDir }) => [join(trialDir, 'result.json'), join(trialDir, 'curve.jsonl')]);
    return [finished.map(({ task }) => task.id), files.map((file) => readFileSync(file, 'utf8'))];
  }
});

describe('a folder that cannot be written', () => {
  const kinds = (finished: readonly FinishedTrial[]): string[] =>
    [...finished]
      .sort((a, b) => Number(a.task.params['n']) - Number(b.task.params['n']))
      .map(({ result }) => result.outcome.kind);

  it('before the trial fails that trial alone, with the reason', async () => {
    const [broken, ...others] = commandTasksOf(3) as [TrialTask, ...TrialTask[]];
    writeFileSync(join(projectDir, 'file'), '');
    const trialDir = join(projectDir, 'file/trial');
    const finished = await runSlice([{ ...broken, trialDir }, ...others], options);
    expect(kinds(finished)).toEqual(['failed', 'completed', 'completed']);
    const failed = finished.find(({ task }) => task.id === broken.id);
    expect(failed?.result.outcome).toEqual(failedBy(/ENOTDIR/));
    expect(JSON.stringify(failed?.result.outcome)).not.toContain(projectDir);
  });

  it('after the trial fails that trial alone', async () => {
    const replace = `if (n === 1) { const folder = fs.realpathSync(dir); fs.rmSync(folder, { recursive: true }); fs.writeFileSync(folder, ''); }`;
    const finished = await runSlice(commandTasksOf(3, replace), options);
    expect(kinds(finished)).toEqual(['completed', 'failed', 'completed']);
  });

  it('does not hide why the trial had failed', async () => {
    const script = `fs.rmSync(fs.realpathSync(dir), { recursive: true }); throw new Error('boom 4711')`;
    const [finished] = await runSlice(commandTasksOf(1, script), options);
    expect(finished?.result.outcome).toEqual(failedBy(/boom 4711/));
  });
});

it('a result of an earlier execution is gone when the trial starts', async () => {
  const [task] = commandTasksOf(1, 'console.log(fs.readdirSync(dir).length); process.exit()') as [TrialTask];
  writeFileSync(join(task.trialDir, 'result.json'), 'stale');
  const [finished] = await runSlice([task], options);
  // What is there is the folder for artifacts and the params of the command.
  expect(finished?.result.value).toBe(2);
});

it('nothing that objectives print reaches the output of this process', () => {
  const noise = `process.stdout.write('raw'); process.stderr.write('error'); console.log('x'.repeat(1e4)); return n;`;
  const command = ['node', '-e', `console.error('error'); console.log('raw'); console.log(1)`];
  const tasks = [
    ...tasksOf(1, noise),
    ...tasksOf(1, noise, { isolation: 'process' }),
    ...tasksOf(1, '', { objective: { kind: 'command', command } }),
  ];
  const script = `require(${JSON.stringify(compiledFile('slice/runSlice.js'))}).runSlice(${JSON.stringify(tasks)}, ${JSON.stringify(options)})
    .then((finished) => console.log(JSON.stringify(finished.map(({ output, result }) => [result.outcome.kind, output.includes('raw') && output.includes('error')]))))`;
  const printed = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', stdio: 'pipe' });
  expect(JSON.parse(printed)).toEqual(Array.from({ length: 3 }, () => ['completed', true]));
});

describe('retries', () => {
  const flaky = (succeedsAt: number): string =>
    `const file = trial.dir + '/../../../attempts-' + trial.id; fs.appendFileSync(file, 'x');
     if (fs.readFileSync(file).length < ${succeedsAt}) throw new Error('bad luck'); return trial.rng();`;

  it('a crashed trial is tried again at once, with the same numbers, and says so', async () => {
    const limits = { retries: 2 };
    const [again] = await runSlice(tasksOf(1, flaky(3), { limits }), options);
    const [once] = await runSlice(tasksOf(1, 'return trial.rng();'), options);
    expect(again?.result.outcome).toEqual({ kind: 'completed' });
    expect(again?.result.value).toEqual(expect.any(Number));
    expect(again?.result.value).toBe(once?.result.value);
    expect(again?.output.match(/attempt \d failed, trying again: Error: bad luck/g)).toHaveLength(2);
  });

  it('each attempt of a command shows its output once, and then what happened', async () => {
    const command = ['node', '-e', "console.log('epoch 1'); console.error('train: error: no data'); process.exit(3)"];
    const objective = { kind: 'command', command } as const;
    const [finished] = await runSlice(tasksOf(1, '', { objective, limits: { retries: 1 } }), options);
    const attempt = 'epoch 1\ntrain: error: no data\n';
    expect(finished?.output).toBe(`${attempt}attempt 1 failed, trying again: train: error: no data\n${attempt}`);
  });

  it('but no more often than the sweep says', async () => {
    const [finished] = await runSlice(tasksOf(1, flaky(3), { limits: { retries: 1 } }), options);
    expect(finished?.result.outcome).toEqual(failedBy(/bad luck/));
  });
});

describe('the journal', () => {
  const executions = join(projectDir, 'journal-executions');
  const body = `fs.appendFileSync(${JSON.stringify(executions)}, n + '\\n'); if (n === 1) throw new Error('x'); return n;`;
  const executed = (): number => readFileSync(executions, 'utf8').split('\n').length - 1;

  it('finished trials are adopted, crashed ones are computed again, and recompute asks it nothing', async () => {
    const tasks = tasksOf(3, body, { inputs: 'digest' });
    expect((await runSlice(tasks, options)).map(({ origin }) => origin)).toEqual(['computed', 'computed', 'computed']);
    const second = await runSlice(tasks, options);
    expect(second.filter(({ origin }) => origin === 'journal').map(({ task }) => task.params['n'])).toEqual([0, 2]);
    expect(executed()).toBe(4);
    await runSlice(tasks, { ...options, recompute: true });
    expect(executed()).toBe(7);
    await runSlice(
      tasks.map((task) => ({ ...task, inputs: 'another digest' })),
      options,
    );
    expect(executed()).toBe(10);
  });
});

describe('what a trial has for itself', () => {
  it('no more trials run at a time than fit, and each sees its own share', async () => {
    const see = `return { loss: n, gpu: Number(process.env.CUDA_VISIBLE_DEVICES), threads: Number(process.env.OMP_NUM_THREADS) };`;
    let running = 0;
    let most = 0;
    const finished = await runSlice(tasksOf(6, see, { resources: { cpus: 2, gpus: 1 } }), {
      ...options,
      parallel: 6,
      capacity: { cpus: 64, gpus: ['4', '5'] },
      onStarted: () => void (most = Math.max(most, ++running)),
      onFinished: () => void running--,
    });
    expect(most).toBe(2);
    expect(numbers(finished)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(new Set(finished.map(({ result }) => result.metrics['gpu']))).toEqual(new Set([4, 5]));
    expect(finished.every(({ result }) => result.metrics['threads'] === 2)).toBe(true);
  });

  it('reaches processes and commands too', async () => {
    const capacity = { cpus: 1, gpus: ['7'] };
    const changes = { resources: { gpus: 1 }, isolation: 'process' } as const;
    const script = 'console.log(process.env.CUDA_VISIBLE_DEVICES)';
    const command = { ...changes, objective: { kind: 'command', command: ['node', '-e', script] } } as const;
    const tasks = [
      ...tasksOf(1, 'return Number(process.env.CUDA_VISIBLE_DEVICES)', changes),
      ...tasksOf(1, '', command),
    ];
    const finished = await runSlice(tasks, { ...options, capacity });
    expect(finished.map(({ result }) => result.value)).toEqual([7, 7]);
  });

  it('a trial that needs more GPUs than there are crashes, and the others go on', async () => {
    const tasks = [
      ...tasksOf(1, 'return n', { resources: { gpus: 2 } }),
      ...tasksOf(2, 'return n', { resources: { gpus: 1 } }),
    ];
    const finished = await runSlice(tasks, { ...options, capacity: { cpus: 1, gpus: ['0'] } });
    expect(finished.map(({ result }) => result.outcome.kind).sort()).toEqual(['completed', 'completed', 'failed']);
    const failed = finished.find(({ result }) => result.outcome.kind === 'failed');
    expect(failed?.result.outcome).toEqual(failedBy(/^"resources" asks for 2 GPUs, but this machine has 1/));
  });
});

describe('crashes', () => {
  const failFast = (count: number): Partial<TrialTask> => ({ limits: { retries: 0, failFast: count } });
  const kinds = (finished: readonly FinishedTrial[]): string[] =>
    finished.map(({ origin, result }) => `${origin} ${result.outcome.kind}`);

  it('with the same message stop what has not started, whose earlier results are gone', async () => {
    const tasks = tasksOf(5, 'throw new Error("no data")', failFast(2));
    const last = tasks[4] as TrialTask;
    mkdirSync(last.trialDir, { recursive: true });
    writeFileSync(join(last.trialDir, 'result.json'), '{}');
    const finished = await runSlice(tasks, { ...options, parallel: 1 });
    expect(kinds(finished)).toEqual([
      'computed failed',
      'computed failed',
      'stopped failed',
      'stopped failed',
      'stopped failed',
    ]);
    expect(finished[4]?.result.outcome).toEqual(
      failedBy(/^not started, because 2 trials crashed with the same error \("fail_fast: 2"\): Error: no data$/),
    );
    expect(existsSync(join(last.trialDir, 'result.json'))).toBe(false);
  });

  it('of earlier slices count', async () => {
    const earlierCrashes = [{ projectDir, error: 'Error: no data\n    at elsewhere' }];
    const tasks = tasksOf(2, 'throw new Error("no data")', failFast(2));
    expect(kinds(await runSlice(tasks, { ...options, parallel: 1, earlierCrashes }))).toEqual([
      'computed failed',
      'stopped failed',
    ]);
  });

  it('with different messages, or of another project, or where nobody asked, stop nothing', async () => {
    const different = tasksOf(3, 'throw new Error("no data " + n)', failFast(2));
    const calm = tasksOf(3, 'throw new Error("no data")');
    const earlierCrashes = [1, 2, 3].map(() => ({ projectDir: '/elsewhere', error: 'Error: no data 2' }));
    const finished = await runSlice([...different, ...calm], { ...options, parallel: 1, earlierCrashes });
    expect(kinds(finished)).toEqual(Array.from({ length: 6 }, () => 'computed failed'));
  });

  it('are adopted from the journal only where they are results', async () => {
    const changes = { inputs: 'the same', onCrash: 'record' } as const;
    const tasks = tasksOf(2, 'if (n === 1) throw new Error("x"); return n;', changes);
    await runSlice(tasks, options);
    expect((await runSlice(tasks, options)).map(({ origin }) => origin)).toEqual(['journal', 'journal']);
    const asErrors = tasks.map((task) => ({ ...task, onCrash: 'fail' as const }));
    expect((await runSlice(asErrors, options)).map(({ origin }) => origin).sort()).toEqual(['computed', 'journal']);
  });
});

test('ten trials have the same results in one thread and in ten, whatever each does to its surroundings', async () => {
  const tasks = tasksOf(
    10,
    `const left = process.env.LEFT_BEHIND ?? 'nothing';
    process.env.LEFT_BEHIND = String(n);
    const drawn = [trial.rng(), trial.rng(), trial.seed, left].join(' ');
    if (n % 3 === 0) throw new Error(drawn);
    trial.report(1, { loss: trial.rng() });
    return { loss: Math.sin(n) * trial.rng(), drawn: parseFloat(drawn), left: left === 'nothing' ? 0 : 1 };`,
    { isolation: 'thread' },
  );
  const resultsIn = async (threads: number): Promise<string[]> => {
    const finished = await runSlice(tasks, { ...options, parallel: threads, recompute: true });
    return finished.map(({ result }) => JSON.stringify(result)).toSorted();
  };
  const [one, ten] = [await resultsIn(1), await resultsIn(10)];
  expect(one).toHaveLength(10);
  expect(ten).toEqual(one);
});

describe('trials that allow no others beside them', () => {
  async function mostAtATime(tasks: readonly TrialTask[]): Promise<readonly [together: number, alone: boolean]> {
    const running = new Set<TrialTask>();
    let most = 0;
    let alone = true;
    const finished = await runSlice(tasks, {
      ...options,
      parallel: 3,
      onStarted: (task) => {
        running.add(task);
        most = Math.max(most, running.size);
        alone &&= running.size === 1 || [...running].every(({ parallel }) => parallel === undefined);
      },
      onFinished: ({ task }) => void running.delete(task),
    });
    expect(finished).toHaveLength(tasks.length);
    return [most, alone];
  }
  const alone = { parallel: 1 } as const;

  it('run one after another, in threads, in processes and as commands', async () => {
    const commands = commandTasksOf(2).map((task) => ({ ...task, ...alone }));
    for (const tasks of [
      tasksOf(3, 'return n;', alone),
      tasksOf(2, 'return n;', { ...alone, isolation: 'process' }),
      commands,
    ])
      expect(await mostAtATime(tasks)).toEqual([1, true]);
  });

  it('wait until those of another sweep have ended, which run side by side', async () => {
    const log = join(projectDir, 'side by side');
    const others = tasksOf(
      2,
      `fs.appendFileSync(${JSON.stringify(log)}, 'x');
      while (fs.readFileSync(${JSON.stringify(log)}).length < 2) await new Promise(setImmediate);
      return n;`,
    );
    expect(await mostAtATime([...tasksOf(2, 'return n;', alone), ...others])).toEqual([2, true]);
  });
});
