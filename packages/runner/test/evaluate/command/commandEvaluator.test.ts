import { join } from 'node:path';

import type { JsonObject } from '@nx-tune/search';

import { createCommandEvaluator } from '../../../src/evaluate/command/commandEvaluator.js';
import type { Evaluation } from '../../../src/model/evaluation.js';
import type { TrialTask } from '../../../src/model/trialTask.js';
import { commandFor } from '../../support/behaviours.js';
import { createTask } from '../../support/createTask.js';
import { describeEvaluatorContract } from '../../support/describeEvaluatorContract.js';
import { failedBy } from '../../support/failedBy.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';

describeEvaluatorContract('commands', createCommandEvaluator, commandFor);

const projectDir = temporaryFolder();
const evaluator = createCommandEvaluator();
afterAll(() => evaluator.close());

/** A trial whose command is Node with a script. */
function taskOf(script: string, params: JsonObject = {}): TrialTask {
  const objective = { kind: 'command', command: ['node', '-e', script, '--', '${args_no_hyphens}'] } as const;
  return createTask(projectDir, { objective, files: {} }, { params });
}
const evaluate = (script: string): Promise<Evaluation> => evaluator.evaluate(taskOf(script));

it('a command gets its params as arguments, as JSON in the environment, and as a file', async () => {
  const script = `const { TUNE_PARAMS, TUNE_PARAMS_FILE, ...env } = process.env;
    const file = require('node:fs').readFileSync(TUNE_PARAMS_FILE, 'utf8');
    const told = { args: process.argv.slice(1), env: JSON.parse(TUNE_PARAMS), file: JSON.parse(file) };
    console.log(JSON.stringify({ ...told, cwd: process.cwd(), seed: env.TUNE_SEED, id: env.TUNE_TRIAL_ID, dir: env.TUNE_TRIAL_DIR }));
    console.log(1);`;
  const params = { 'weird text': '$(id) "\n--x', nested: { deep: [1, null] } };
  const task = taskOf(script, params);
  const { output, outcome } = await evaluator.evaluate(task);
  expect(outcome).toEqual({ kind: 'completed' });
  expect(JSON.parse(output.split('\n')[0] ?? '')).toEqual({
    args: ['weird text=$(id) "\n--x', 'nested.deep=[1,null]'],
    env: params,
    file: params,
    cwd: projectDir,
    seed: 'seed',
    id: task.id,
    dir: join(task.trialDir, 'artifacts'),
  });
});

it.each([
  [undefined, '0'],
  [3, '3'],
])('a command knows its replicate: %p', async (replicate, told) => {
  const task = { ...taskOf('console.log(process.env.TUNE_REPLICATE)'), ...(replicate !== undefined && { replicate }) };
  expect((await evaluator.evaluate(task)).output.trim()).toBe(told);
});

it.each([
  ['data/a b.cnf', 'data/a b.cnf'],
  [7, '7'],
  [{ b: 1, a: 'x' }, '{"a":"x","b":1}'],
])('a command knows its case: %p', async (on, told) => {
  const task = { ...taskOf('console.log(process.env.TUNE_CASE)'), case: on };
  expect((await evaluator.evaluate(task)).output.trim()).toBe(told);
});

it('metrics.json in its folder counts before what it printed', async () => {
  const script = `require('node:fs').writeFileSync(process.env.TUNE_TRIAL_DIR + '/metrics.json', '{ "loss": 2 }'); console.log(1)`;
  expect((await evaluate(script)).metrics).toEqual({ loss: 2 });
});

const reports = `const report = (line) => require('node:fs').appendFileSync(process.env.TUNE_TRIAL_DIR + '/curve.jsonl', line + '\\n');
  report('{"step": 1, "metrics": {"loss": 0.5}}');`;

it('what it appends to curve.jsonl in its folder is its learning curve, however it ends', async () => {
  const curve = [{ step: 1, metrics: { loss: 0.5 } }];
  expect(await evaluate(`${reports} console.log(1)`)).toMatchObject({ outcome: { kind: 'completed' }, curve });
  expect(await evaluate(`${reports} process.exit(3)`)).toMatchObject({ outcome: { kind: 'failed' }, curve });
  const { outcome } = await evaluate(`${reports} report('step 2'); console.log(1)`);
  expect(outcome).toEqual(failedBy(/curve\.jsonl: line 2 is not a report .*: "step 2"/));
});

it('Python hashes strings identically in every process, and leaves no bytecode, unless the user has decided otherwise', async () => {
  const told = `const { PYTHONHASHSEED, PYTHONDONTWRITEBYTECODE } = process.env; console.log(PYTHONHASHSEED, PYTHONDONTWRITEBYTECODE); console.log(1)`;
  expect((await evaluate(told)).output).toBe('0 1\n1\n');
  process.env['PYTHONHASHSEED'] = '17';
  expect((await evaluate(told)).output).toBe('17 1\n1\n');
  delete process.env['PYTHONHASHSEED'];
});

it.each([
  ['process.exitCode = 3; console.log(1)', /^node: exit code 3\n1$/],
  [`console.error('why'); process.exitCode = 3`, /^node: exit code 3\nwhy$/],
  [`process.kill(process.pid, 'SIGKILL')`, /^node: ended by SIGKILL$/],
  [`console.log('done')`, /last line is not JSON: "done"/],
  [`console.log('1'); console.error('2')`, undefined],
  ['', /printed nothing and wrote no metrics\.json/],
  [`require('node:fs').writeFileSync(process.env.TUNE_TRIAL_DIR + '/metrics.json', '{')`, /metrics\.json is not JSON/],
  [`require('node:fs').mkdirSync(process.env.TUNE_TRIAL_DIR + '/metrics.json')`, /EISDIR/],
])('%s', async (script, cause) => {
  const { outcome } = await evaluate(script);
  expect(outcome).toEqual(cause === undefined ? { kind: 'completed' } : failedBy(cause));
});

it.each([
  ['no-such-command', projectDir, /^no-such-command: did not start .*ENOENT/],
  ['./no-such-script', projectDir, /^\.\/no-such-script: did not start .*ENOENT/],
  ['', projectDir, /did not start/],
])('a command that does not exist is named: "%s"', async (command, dir, cause) => {
  const objective = { kind: 'command', command: [command] } as const;
  const { outcome } = await evaluator.evaluate(createTask(dir, { objective, files: {} }));
  expect(outcome).toEqual(failedBy(cause));
});

it('a module is ignored', async () => {
  const objective = { kind: 'module', path: 'a.ts' } as const;
  const { outcome } = await evaluator.evaluate(createTask(projectDir, { objective, files: {} }));
  expect(outcome).toEqual(failedBy(/Internal error/));
});
