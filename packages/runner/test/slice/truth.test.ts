import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { createClaims } from '../../src/journal/claims.js';
import type { TrialTask } from '../../src/model/trialTask.js';
import type { FinishedTrial } from '../../src/slice/finishedTrial.js';
import type * as RunSlice from '../../src/slice/runSlice.js';
import { prepareTrialFolder, writeTrial } from '../../src/trialFolder/trialFolder.js';
import { appears } from '../support/appears.js';
import { compiled } from '../support/compiled.js';
import { createTask } from '../support/createTask.js';
import { failedBy } from '../support/failedBy.js';
import { recordFinished, writeArtifact } from '../support/journals.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const { runSlice } = compiled('slice/runSlice.js') as typeof RunSlice;
const projectDir = temporaryFolder();

let objectives = 0;
/** Trials of one module; the body sees `n`, and `others` as the folders of all trials of the project. */
function tasksOf(count: number, body: string, changes: Partial<TrialTask> = {}): TrialTask[] {
  const own = join(projectDir, `project${++objectives}`);
  const text = `const fs = require('node:fs'); const path = require('node:path'); const { spawn } = require('node:child_process');
module.exports = async ({ n }, trial) => {
  const others = fs.readdirSync(trial.dir + '/../..').sort().map((name) => path.join(trial.dir, '../..', name));
  ${body}
  return { loss: n };
};`;
  const source = { objective: { kind: 'module', path: 'objective.cjs' }, files: { 'objective.cjs': text } } as const;
  return Array.from({ length: count }, (_, n) =>
    createTask(own, source, {
      id: `t${n}`,
      trialDir: join(own, `.tune/trials/t${n}`),
      params: { n },
      inputs: 'inputs',
      ...changes,
    }),
  );
}

const noticed: string[] = [];
const events: FinishedTrial[] = [];
const run = (tasks: readonly TrialTask[], options: Partial<RunSlice.SliceOptions> = {}) => {
  noticed.length = 0;
  events.length = 0;
  return runSlice(tasks, {
    parallel: 1,
    runId: 'run',
    versions: {},
    onNoticed: (text) => noticed.push(text),
    onFinished: (trial) => events.push(trial),
    ...options,
  });
};
const losses = (tasks: readonly TrialTask[]): unknown[] =>
  tasks.map(
    ({ trialDir }) =>
      (JSON.parse(readFileSync(join(trialDir, 'result.json'), 'utf8')) as { metrics: { loss: number } }).metrics.loss,
  );

const rewriteOthers = `for (const folder of others) if (fs.existsSync(folder + '/result.json'))
  fs.writeFileSync(folder + '/result.json', fs.readFileSync(folder + '/result.json', 'utf8').replace(/"loss": \\d+/, '"loss": 99'));`;

test('trials that rewrite the results of all finished ones change none, and none is computed for that', async () => {
  const tasks = tasksOf(4, `fs.appendFileSync(trial.dir + '/../../../count', 'x'); ${rewriteOthers}`);
  const finished = await run(tasks);
  expect(finished.map(({ result }) => result.metrics)).toEqual([0, 1, 2, 3].map((loss) => ({ loss })));
  expect(losses(tasks)).toEqual([0, 1, 2, 3]);
  expect(readFileSync(join(tasks[0]?.projectDir ?? '', '.tune/count'), 'utf8')).toBe('xxxx');
  expect(noticed).toEqual(
    [0, 1, 2].map(
      (n) => `trial t${n}: result.json changed after the trial had ended, so its files were written again as they were`,
    ),
  );
});

test('trials that were adopted from the journal are guarded alike', async () => {
  const tasks = tasksOf(3, `if (n === 2) { ${rewriteOthers} }`);
  await run(tasks.slice(0, 2));
  const finished = await run(tasks);
  expect(finished.map(({ origin }) => origin)).toEqual(['journal', 'journal', 'computed']);
  expect([losses(tasks), noticed.length]).toEqual([[0, 1, 2], 2]);
});

test('a trial whose artifacts another one changed is computed again, alone', async () => {
  const tasks = tasksOf(
    3,
    `fs.writeFileSync(trial.dir + '/model.txt', String(n));
    if (n === 2) { fs.writeFileSync(others[0] + '/artifacts/model.txt', 'spoilt'); fs.writeFileSync(others[1] + '/artifacts/new.txt', ''); }`,
  );
  const finished = await run(tasks);
  expect(finished).toHaveLength(3);
  expect(events.map(({ task, isAgain }) => [task.id, isAgain])).toEqual([
    ['t0', undefined],
    ['t1', undefined],
    ['t2', undefined],
    ['t0', true],
  ]);
  expect(readFileSync(join(tasks[0]?.trialDir ?? '', 'artifacts/model.txt'), 'utf8')).toBe('0');
  expect(existsSync(join(tasks[1]?.trialDir ?? '', 'artifacts/new.txt'))).toBe(false);
  expect(noticed[0]).toMatch(
    /^trial t0: artifacts.model\.txt changed after the trial had ended, so the trial is computed again$/,
  );
});

test('trials that spoil each other for ever end as errors that name them', async () => {
  const tasks = tasksOf(
    2,
    `fs.writeFileSync(trial.dir + '/model.txt', String(n));
    for (const folder of others) if (folder !== path.dirname(trial.dir)) fs.mkdirSync(folder + '/artifacts', { recursive: true }), fs.writeFileSync(folder + '/artifacts/model.txt', 'spoilt ' + n);`,
  );
  const finished = await run(tasks);
  const failed = finished.filter(({ result }) => result.outcome.kind === 'failed');
  expect(failed.length).toBeGreaterThan(0);
  expect(failed[0]?.result.outcome).toEqual(
    failedBy(/^the files of this trial changed each of the 6 times after it had ended/),
  );
  expect(existsSync(join(failed[0]?.task.trialDir ?? '', 'result.json'))).toBe(false);
});

test('a trial that is missing at the end of a slice is computed again, and no empty folder is handed over', async () => {
  const tasks = tasksOf(3, `fs.writeFileSync(trial.dir + '/model.txt', String(n));`);
  const remove = ({ task }: FinishedTrial): void => {
    if (task.id === 't2' && events.length === 3) rmSync(join(task.projectDir, '.tune'), { recursive: true });
  };
  const finished = await run(tasks, { onFinished: (trial) => (events.push(trial), remove(trial)) });
  expect(finished).toHaveLength(3);
  expect(losses(tasks)).toEqual([0, 1, 2]);
  for (const { trialDir } of tasks) expect(existsSync(join(trialDir, 'artifacts/model.txt'))).toBe(true);
});

const childOf = (code: string, options: string): string =>
  `spawn(process.execPath, ['-e', ${JSON.stringify(code)}, trial.dir], ${options}).unref();`;
/** Writes over the result and an artifact again and again. */
const goesOn = `const fs = require('node:fs'); setInterval(() => { for (const name of ['/../result.json', '/model.txt']) try { fs.writeFileSync(process.argv[1] + name, 'left behind ' + Date.now()); } catch {} }, 1)`;

(process.platform === 'linux' ? describe : describe.skip)(
  'a process that a trial leaves behind and that goes on writing',
  () => {
    test.each([
      ['a thread', 'thread', `{ stdio: 'ignore' }`],
      ['a thread, out of its group', 'thread', `{ stdio: 'ignore', detached: true }`],
      ['a process', 'process', `{ stdio: 'ignore' }`],
      ['a process, out of its group', 'process', `{ stdio: 'ignore', detached: true }`],
    ] as const)('changes nothing: of %s', async (_, isolation, options) => {
      const body = `fs.writeFileSync(trial.dir + '/model.txt', String(n)); ${childOf(goesOn, options)} await new Promise((resolve) => setTimeout(resolve, 300));`;
      const tasks = tasksOf(2, body, { isolation });
      const finished = await run(tasks);
      expect(finished.map(({ result }) => result.outcome.kind)).toEqual(['completed', 'completed']);
      const state = (): string[] =>
        tasks.flatMap(({ trialDir }) =>
          ['result.json', 'artifacts/model.txt'].map((name) => readFileSync(join(trialDir, name), 'utf8')),
        );
      const [before] = [state(), await setTimeout(50)];
      expect([losses(tasks), state()]).toEqual([[0, 1], before]);
    });

    test('by a double fork', async () => {
      const script = `${JSON.stringify(process.execPath)} -e '${goesOn.replaceAll("'", '"')}' "$TUNE_TRIAL_DIR" > /dev/null 2>&1 &`;
      const command = [
        'sh',
        '-c',
        `echo 1 > $TUNE_TRIAL_DIR/model.txt; (setsid sh -c ${JSON.stringify(script).replaceAll('$', '\\$')} &) ; sleep 0.3; echo '{"loss": 7}'`,
      ];
      const [task] = tasksOf(1, '', { objective: { kind: 'command', command } }) as [TrialTask];
      const [finished] = await run([task]);
      expect(finished?.result.metrics).toEqual({ loss: 7 });
      expect(losses([task])).toEqual([7]);
    });
  },
);

test('timers that a trial leaves in its thread change nothing', async () => {
  const tasks = tasksOf(
    2,
    `const file = trial.dir + '/../result.json'; process.nextTick(() => setTimeout(() => fs.writeFileSync(file, 'late'), 1));
    const { setInterval: start } = require('node:timers'); start(() => fs.existsSync(file) && fs.writeFileSync(file, 'late'), 1);`,
  );
  await run(tasks);
  expect(losses(tasks)).toEqual([0, 1]);
});

describe('while a trial runs', () => {
  const waits = `fs.writeFileSync(trial.dir + '/../../../started', ''); while (!fs.existsSync(trial.dir + '/../../../go')) await new Promise((resolve) => setTimeout(resolve, 5));`;
  const tuneOf = ({ projectDir: own }: TrialTask): string => join(own, '.tune');

  test('if the journal is removed, nobody knows who computes it, and it is computed again', async () => {
    const [task] = tasksOf(1, waits) as [TrialTask];
    let executions = 0;
    const first = run([task], { onStarted: () => void executions++ });
    await appears(join(tuneOf(task), 'started'));
    rmSync(join(tuneOf(task), 'journal'), { recursive: true });
    writeFileSync(join(tuneOf(task), 'go'), '');
    expect((await first)[0]?.result.metrics).toEqual({ loss: 0 });
    expect(executions).toBe(2);
  });

  test('if another run takes it, since this one seems to be stopped, its result is taken, and its folder left alone', async () => {
    const [task] = tasksOf(1, waits) as [TrialTask];
    let executions = 0;
    const first = run([task], { onStarted: () => void executions++ });
    await appears(join(tuneOf(task), 'started'));
    // One beat of the first takes longer than what this one waits.
    const other = createClaims({ silenceMs: 30 });
    while (!(await other.take(task))) await setTimeout(5);
    prepareTrialFolder(task);
    writeArtifact(task, 'half', 'half of the other one');
    writeFileSync(join(tuneOf(task), 'go'), '');
    await setTimeout(300);
    expect(readFileSync(join(task.trialDir, 'artifacts/half'), 'utf8')).toBe('half of the other one');
    const completed = { outcome: { kind: 'completed' }, metrics: { loss: 5 }, curve: [], output: '' } as const;
    const execution = { runId: 'other', startedAt: new Date(), durationMs: 1, versions: {} };
    recordFinished(task, writeTrial(task, completed, execution));
    other.close();
    const [finished] = await first;
    expect([finished?.origin, finished?.result.metrics, executions]).toEqual(['journal', { loss: 5 }, 1]);
    expect(losses([task])).toEqual([5]);
  });
});
