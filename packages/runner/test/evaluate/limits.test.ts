import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Limits } from '@nx-tune/sweep';

import type { Evaluation } from '../../src/model/evaluation.js';
import type * as Evaluators from '../../src/evaluate/evaluators.js';
import { appears } from '../support/appears.js';
import { compiled } from '../support/compiled.js';
import { createTask } from '../support/createTask.js';
import { failedBy } from '../support/failedBy.js';
import { isAlive } from '../support/isAlive.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const { createEvaluators } = compiled('evaluate/evaluators.js') as typeof Evaluators;
const projectDir = temporaryFolder();
const evaluators = createEvaluators(2);
afterAll(() => evaluators.close());

let modules = 0;
function evaluate(body: string, limits: Partial<Limits>, isolation: 'thread' | 'process'): Promise<Evaluation> {
  const path = `objective${++modules}.cjs`;
  const files = { [path]: `module.exports = async (params, trial) => { ${body} };` };
  const source = { objective: { kind: 'module', path }, files } as const;
  return evaluators.evaluate(createTask(projectDir, source, { isolation, limits: { retries: 0, ...limits } }));
}

const brief = { timeoutMs: 500 };
const timedOut = /^timed out: it ran longer than "timeout" \(0.5 seconds\)$/;

describe.each(['thread', 'process'] as const)('a trial in a %s of its own', (isolation) => {
  it.concurrent.each<[string, string, Partial<Limits>, RegExp]>([
    ['awaits what never comes', 'await new Promise(() => undefined)', {}, /^the objective never settles/],
    ['goes on for ever', 'setInterval(() => 0, 1000); await new Promise(() => undefined)', brief, timedOut],
    ['loops for ever', 'for (;;);', brief, timedOut],
    ['is deaf to signals', `process.on('SIGTERM', () => undefined); for (;;);`, brief, timedOut],
    [
      'exhausts the heap',
      'const all = []; for (;;) all.push(new Array(1e5).fill(all.length));',
      { memoryMb: 48 },
      /memory/i,
    ],
    ['overflows the stack', 'const f = () => f() + 1; return f();', {}, /RangeError: Maximum call stack/],
    [
      'throws in a timer',
      'setTimeout(() => { throw new Error("in a timer"); }); await new Promise(() => undefined);',
      {},
      /in a timer/,
    ],
    ['calls process.abort', 'process.abort();', {}, /abort|SIGABRT/i],
    ['answers a BigInt', 'return { loss: 1n };', {}, /metric "loss" must be a number/],
    ['answers a function', 'return { loss: () => 1 };', {}, /metric "loss" must be a number, but it is a function/],
    ['answers a cycle', 'const a = { loss: 1 }; a.self = a; return a;', {}, /metric "self" must be a number/],
    ['answers what throws when it is read', 'return { get loss() { throw new Error("trap"); } };', {}, /trap/],
  ])('that %s fails alone', async (_, body, limits, cause) => {
    expect((await evaluate(body, limits, isolation)).outcome).toEqual(failedBy(cause));
    expect((await evaluate('return 1', {}, isolation)).outcome).toEqual({ kind: 'completed' });
  });

  it('leaves nothing to the next ones: neither variables of the environment nor changed params', async () => {
    await evaluate(`process.env.LEFT = 'behind'; delete process.env.PATH; params.x = 1; return 1;`, {}, isolation);
    const look = `return { loss: Number('LEFT' in process.env) + Number(!process.env.PATH) + Object.keys(params).length }`;
    const next = await Promise.all([evaluate(look, {}, isolation), evaluate(look, {}, isolation)]);
    expect(next.map(({ metrics }) => metrics)).toEqual([{ loss: 0 }, { loss: 0 }]);
  });

  it('is not taken for one that never settles, whatever it awaits', async () => {
    const awaits = [
      'await new Promise((done) => setTimeout(done, 50));',
      'await fs.promises.readFile(__filename);',
      `await util.promisify(require('node:zlib').gzip)(Buffer.alloc(1e6));`,
      `await util.promisify(require('node:child_process').execFile)(process.execPath, ['-e', '0']);`,
      `await util.promisify(require('node:crypto').pbkdf2)('a', 'b', 1e5, 8, 'sha1');`,
      `const { port1, port2 } = new MessageChannel(); port1.postMessage(1);
       await new Promise((done) => (port2.onmessage = done)); port2.close();`,
      `await new Promise((done) => new (require('node:worker_threads').Worker)('0', { eval: true }).on('exit', done));`,
    ];
    const body = `const fs = require('node:fs'); const util = require('node:util');\n${awaits.join('\n')}\nreturn 1;`;
    const evaluations = await Promise.all([evaluate(body, {}, isolation), evaluate(body, {}, isolation)]);
    expect(evaluations.map(({ outcome }) => outcome)).toEqual([{ kind: 'completed' }, { kind: 'completed' }]);
  });

  it('is infeasible if it says so', async () => {
    const { outcome, metrics } = await evaluate(`trial.infeasible('x is too large'); return 1;`, {}, isolation);
    expect([outcome, metrics]).toEqual([{ kind: 'infeasible', reason: 'x is too large' }, {}]);
  });
});

test('what a trial leaves behind in its thread cannot hurt the next one there', async () => {
  const one = createEvaluators(1);
  const run = (body: string): Promise<Evaluation> => {
    const path = `left${++modules}.cjs`;
    const text = `const { promisify } = require('node:util'); module.exports = async () => { ${body} };`;
    const source = { objective: { kind: 'module', path }, files: { [path]: text } } as const;
    return one.evaluate(createTask(projectDir, source));
  };
  const bombs = [
    'setTimeout(boom, 20)',
    'setTimeout(boom, 40, 1)',
    'setInterval(boom, 30)',
    'setImmediate(() => setImmediate(() => setImmediate(boom)))',
  ];
  const leaves = `const boom = () => { throw new Error('late'); }; ${bombs.join('; ')}; return 1;`;
  const waits = 'await promisify(setTimeout)(100); await promisify(setImmediate)(); return 2;';
  try {
    expect((await run(leaves)).outcome).toEqual({ kind: 'completed' });
    expect((await run(waits)).outcome).toEqual({ kind: 'completed' });
  } finally {
    await one.close();
  }
});

describe('a command', () => {
  const run = (
    script: string,
    timeoutMs?: number,
    memoryMb?: number,
  ): { readonly evaluation: Promise<Evaluation>; readonly dir: string } => {
    const objective = { kind: 'command', command: ['node', '-e', script] } as const;
    const limits = {
      retries: 0,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(memoryMb === undefined ? {} : { memoryMb }),
    };
    const task = createTask(projectDir, { objective, files: {} }, { limits, isolation: 'process' });
    return { evaluation: evaluators.evaluate(task), dir: join(task.trialDir, 'artifacts') };
  };

  it('that takes too long is asked to end, and what it started ends with it', async () => {
    const script = `const fs = require('node:fs'); const dir = process.env.TUNE_TRIAL_DIR;
      process.once('SIGTERM', () => { fs.writeFileSync(dir + '/asked', ''); process.exit(0); });
      const child = require('node:child_process').spawn(process.execPath, ['-e', "process.on('SIGTERM', () => 0); setInterval(() => 0, 1000)"]);
      fs.writeFileSync(dir + '/part', String(child.pid)); fs.renameSync(dir + '/part', dir + '/pid');
      setInterval(() => 0, 1000);`;
    const { evaluation, dir } = run(script, 1_000);
    await appears(join(dir, 'pid'));
    const child = Number(readFileSync(join(dir, 'pid'), 'utf8'));
    expect(isAlive(child)).toBe(true);
    expect((await evaluation).outcome).toEqual(
      failedBy(/^node: timed out: it ran longer than "timeout" \(1 seconds\)/),
    );
    expect(existsSync(join(dir, 'asked'))).toBe(true);
    while (isAlive(child)) await new Promise(setImmediate);
  });

  it('that takes too much memory is ended, counted with what it has started', async () => {
    const hungry = 'const all = []; setInterval(() => all.push(Buffer.alloc(16e6, 1)), 10)';
    const script = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(hungry)}]); setInterval(() => 0, 1000);`;
    expect((await run(script, undefined, 300).evaluation).outcome).toEqual(
      failedBy(/^node: out of memory: it used more than "memory" \(300 megabytes\)/),
    );
  });

  it('that is quick enough is let be', async () => {
    expect((await run('console.log(1)', 60_000).evaluation).outcome).toEqual({ kind: 'completed' });
  });

  it('is infeasible if it says so', async () => {
    const { outcome } = await run(`console.log('{"infeasible": "too large"}')`).evaluation;
    expect(outcome).toEqual({ kind: 'infeasible', reason: 'too large' });
  });
});
