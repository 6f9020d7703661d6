import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { JsonObject } from '@nx-tune/search';
import type { BudgetAmount } from '@nx-tune/sweep';

import { createCommandEvaluator } from '../../../src/evaluate/command/commandEvaluator.js';
import type { CurvePoint, Evaluation } from '../../../src/model/evaluation.js';
import type { TrialTask } from '../../../src/model/trialTask.js';
import { createTask } from '../../support/createTask.js';
import { failedBy } from '../../support/failedBy.js';
import { gone, isAlive } from '../../support/isAlive.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';

const projectDir = temporaryFolder();
const graceMs = 300;
const evaluator = createCommandEvaluator(graceMs);
afterAll(() => evaluator.close());

/**
 * The functions that scripts report with: a line is printed, or appended to `curve.jsonl`; `forever` keeps a script from ending.
 */
const tools = `const fs = require('node:fs');
  const dir = process.env.TUNE_TRIAL_DIR;
  const write = (text) => fs.writeSync(1, text);
  const print = (step, more = {}) => write(JSON.stringify({ step, loss: 1 / step, ...more }) + '\\n');
  const append = (step) => fs.appendFileSync(dir + '/curve.jsonl', JSON.stringify({ step, metrics: { loss: 1 / step } }) + '\\n');
  const each = (report, from = 1, to = 1e9) => { for (let step = from; step <= to; step++) report(step); };
  const slowly = (report) => { let step = 0; setInterval(() => report(++step), 5); };
  const forever = () => setInterval(() => 0, 1000);
`;

function taskOf(
  script: string,
  amount: BudgetAmount,
  params: JsonObject = {},
  changes: Partial<TrialTask> = {},
): TrialTask {
  const command = ['node', '-e', `${tools}${script}`, '--', '${args_no_hyphens}'];
  const objective = { kind: 'command', command } as const;
  return createTask(
    projectDir,
    { objective, files: {} },
    { params, budget: { reports: amount }, reports: 'loss', ...changes },
  );
}
const evaluate = (script: string, amount: BudgetAmount, changes: Partial<TrialTask> = {}): Promise<Evaluation> =>
  evaluator.evaluate(taskOf(script, amount, {}, changes));

const curveOf = (steps: number): CurvePoint[] =>
  Array.from({ length: steps }, (_, index) => ({ step: index + 1, metrics: { loss: 1 / (index + 1) } }));
/** Returns the part of an evaluation that is the same each time. */
const resultOf = ({ output: _output, cpuMs: _cpu, peakMemoryBytes: _peak, ...result }: Evaluation): object => result;
const threeReports = { outcome: { kind: 'completed' }, metrics: { loss: 1 / 3 }, curve: curveOf(3) };

describe('after as many reports as wanted a program is ended, and the last of them is its result', () => {
  it.each([
    ['prints and goes on', 'each(print, 1, 3); forever()'],
    ['prints without a pause', 'each(print)'],
    ['prints slowly', 'slowly(print)'],
    ['appends and goes on', 'each(append, 1, 3); forever()'],
    ['appends without a pause', 'each(append)'],
    ['appends slowly', 'slowly(append)'],
    ['appends, and prints other numbers', `each((step) => { append(step); print(step, { loss: -1 }) })`],
    [
      'starts its file again, shorter',
      `each(append, 7, 8); setTimeout(() => { fs.writeFileSync(dir + '/curve.jsonl', ''); each(append, 1, 3); forever() }, 120)`,
    ],
    [
      'starts its file again, longer',
      `each(append, 7, 8); setTimeout(() => { fs.writeFileSync(dir + '/curve.jsonl', ''); each(append, 1, 9); forever() }, 120)`,
    ],
    ['ends by itself with more', 'each(print, 1, 50)'],
    ['ends by itself with just as many', 'each(append, 1, 3)'],
    ['crashes after more', 'each(print, 1, 5); process.exit(3)'],
    [
      'writes half a line',
      `each(print, 1, 2); write('{"step": 3, "loss"'); setTimeout(() => { write(': 0.3333333333333333}\\n'); forever() }, 50)`,
    ],
    [
      'appends half a line',
      `each(append, 1, 2); fs.appendFileSync(dir + '/curve.jsonl', '{"step": 3, "metrics"'); setTimeout(() => { fs.appendFileSync(dir + '/curve.jsonl', ': {"loss": 0.3333333333333333}}\\n'); forever() }, 120)`,
    ],
    [
      'prints much else',
      `each((step) => { write('x'.repeat(1e5) + '\\n{"no": json}\\n[1]\\n0.5\\n{"text": "a"}\\n{}\\n'); print(step, { text: 'b' }) }, 1, 3); forever()`,
    ],
    [
      'ends lines as Windows does',
      `each((step) => write(JSON.stringify({ step, loss: 1 / step }) + '\\r\\n'), 1, 3); forever()`,
    ],
  ])('%s', async (_, script) => {
    const evaluation = await evaluate(script, 3);
    expect(resultOf(evaluation)).toEqual(threeReports);
  });

  it('twenty thousand reports without a pause', async () => {
    const { output: _, ...evaluation } = await evaluate('each(print)', 20_000);
    expect(evaluation.metrics).toEqual({ loss: 1 / 20_000 });
    expect(evaluation.curve).toEqual(curveOf(20_000));
  });

  it('only reports of the metric count', async () => {
    const script = `each((step) => { write(JSON.stringify({ step, train: step }) + '\\n'); if (step % 2 === 0) print(step) })`;
    const { metrics, curve } = await evaluate(script, 2);
    expect(metrics).toEqual({ loss: 1 / 4 });
    expect(curve.map(({ step }) => step)).toEqual([1, 2, 2, 3, 4, 4]);
  });

  it('without a step, they are counted; a report is one though its number is not', async () => {
    const { metrics, curve } = await evaluate(`write('{"loss": 2}\\n{"loss": NaN}\\n{"loss": 1}\\n'); forever()`, 2);
    expect([metrics, curve]).toEqual([
      { loss: 'NaN' },
      [
        { step: 1, metrics: { loss: 2 } },
        { step: 2, metrics: { loss: 'NaN' } },
      ],
    ]);
  });

  it('one that does not listen is killed, with all that it has started', async () => {
    const script = `process.on('SIGTERM', () => print(99));
      const child = require('node:child_process').spawn(process.execPath, ['-e', "process.on('SIGTERM', () => 0); setInterval(() => 0, 1000)"]);
      write(JSON.stringify({ step: 1, loss: 1, pid: process.pid, child: child.pid }) + '\\n'); forever()`;
    const { outcome, metrics } = await evaluate(script, 1);
    expect(outcome).toEqual({ kind: 'completed' });
    expect(isAlive(Number(metrics['pid']))).toBe(false);
    await gone(Number(metrics['child']));
  });
});

describe('a program that ends by itself with fewer reports has its usual result', () => {
  it('the last line, and what it printed as its curve', async () => {
    const evaluation = await evaluate('each(print, 1, 3)', 4);
    expect(evaluation).toMatchObject(threeReports);
    expect(await evaluate(`each(append, 1, 2); write('{"loss": 7}')`, 4)).toMatchObject({
      metrics: { loss: 7 },
      curve: curveOf(2),
    });
  });

  it('a crash is one', async () => {
    const { outcome, curve } = await evaluate(`each(print, 1, 2); process.exit(3)`, 3);
    expect(outcome).toEqual(failedBy(/^node: exit code 3/));
    expect(curve).toEqual(curveOf(2));
  });

  it('infeasible params are, and a timeout is one', async () => {
    expect((await evaluate(`each(print, 1, 2); write('{"infeasible": "no"}')`, 3)).outcome).toEqual({
      kind: 'infeasible',
      reason: 'no',
    });
    const { outcome } = await evaluate('each(print, 1, 2); forever()', 3, { limits: { timeoutMs: 300, retries: 0 } });
    expect(outcome).toEqual(failedBy(/timed out/));
  });

  it('one that prints nothing but its result has no curve', async () => {
    expect(await evaluate(`write('{"loss": 7}\\n')`, 3)).toMatchObject({ metrics: { loss: 7 }, curve: [] });
  });
});

describe('a whole run', () => {
  it('is not ended, and what it printed is its curve', async () => {
    expect(await evaluate('each(print, 1, 50)', 'whole')).toMatchObject({
      metrics: { loss: 1 / 50 },
      curve: curveOf(50),
    });
    expect(await evaluate(`each(append, 1, 5); print(6)`, 'whole')).toMatchObject({
      metrics: { loss: 1 / 6 },
      curve: curveOf(5),
    });
  });

  it('keeps what it left, and one that is ended early leaves nothing', async () => {
    const script = `fs.writeFileSync(dir + '/model', process.pid + ''); each(append, 1, 9); print(9)`;
    const [early, whole] = [taskOf(script, 3), taskOf(script, 'whole')];
    await evaluator.evaluate(early);
    await evaluator.evaluate(whole);
    const left = ({ trialDir }: TrialTask): string[] => readdirSync(join(trialDir, 'artifacts')).toSorted();
    expect([left(early), left(whole)]).toEqual([[], ['curve.jsonl', 'model']]);
  });
});

it('a program is given no budget as a param, and nothing to go on from', async () => {
  const told = `const { TUNE_BUDGET, TUNE_PARAMS, TUNE_CHECKPOINT, PYTHONUNBUFFERED } = process.env;
    write(JSON.stringify([process.argv.slice(1), TUNE_BUDGET, TUNE_PARAMS, TUNE_CHECKPOINT, PYTHONUNBUFFERED]) + '\\n'); print(1)`;
  const continues = { id: 'below', trialDir: projectDir, digest: '' };
  const outputs = await Promise.all(
    ([9, 'whole'] as const).map(async (amount) => {
      const { output } = await evaluator.evaluate(taskOf(told, amount, { x: 1 }, { continues }));
      return JSON.parse(output.split('\n')[0] ?? '') as unknown;
    }),
  );
  expect(outputs).toEqual([
    [['x=1'], '9', '{"x":1}', null, '1'],
    [['x=1'], null, '{"x":1}', null, '1'],
  ]);
});

it('only what it logs counts for a program that calls our wandb', async () => {
  const script = `each(print, 7, 9); setTimeout(() => { each(append, 1, 3); forever() }, 60)`;
  const task = taskOf(script, 3);
  const objective = { ...task.objective, wandb: 'shim' } as TrialTask['objective'];
  const evaluation = await evaluator.evaluate({ ...task, objective });
  expect(resultOf(evaluation)).toEqual(threeReports);
});
