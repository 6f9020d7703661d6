import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/**
 * Measures the cost of watching which files trials read: the aim is at most 2 % of a run of 1,000 trivial trials in one thread. A
 * run's own time varies by more than that from run to run, so each part is measured by itself, in turn with and without the
 * witness, and the fastest of many short rounds of each is taken. `npm run bench:witness`, or `npm run bench:witness -- 100` for
 * longer.
 */
const [rounds = 30] = process.argv.slice(2).map(Number);
const trials = 1000;
/** The number of trials that are done before another program gets the core: few. */
const batch = 20;
const dist = join(import.meta.dirname, '../../packages/runner/dist');
const require = createRequire(import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'nx-tune-bench-'));
const { runSlice } = require(join(dist, 'index.js'));
const { createWitness } = require(join(dist, 'witness/witness.js'));
try {
  const tasks = writeTasks();
  const run = await fastest(3, [async () => timeOf(() => runTrials(tasks))]);
  const load = await fastest(rounds, [() => inNewThread(true, loadMs), () => inNewThread(false, loadMs)]);
  const evaluations = await evaluateInTurn(tasks);
  const judgement = await judgeAgain(tasks.slice(0, batch));
  print(
    run[0],
    load,
    evaluations.map((ms) => (ms * trials) / batch),
    (judgement[0] * trials) / batch,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Trials that do nothing, beside a hundred inputs. */
function writeTasks() {
  mkdirSync(join(folder, 'app/data'), { recursive: true });
  writeFileSync(join(folder, 'app/objective.cjs'), 'module.exports = ({ x }) => ({ loss: x * x });\n');
  for (let index = 0; index < 100; index++) writeFileSync(join(folder, `app/data/${index}.csv`), '');
  return Array.from({ length: trials }, (_, x) => ({
    id: `trial${x}`,
    objective: { kind: 'module', path: 'objective.cjs' },
    params: { x },
    seed: '0',
    projectDir: join(folder, 'app'),
    trialDir: join(folder, 'app/.tune/trials', `trial${x}`),
    isolation: 'thread',
    inputs: 'inputs',
  }));
}

function inputFiles() {
  const names = ['objective.cjs', ...Array.from({ length: 100 }, (_, index) => `data/${index}.csv`)];
  return {
    workspaceRoot: folder,
    files: new Map(names.map((name) => [`app/${name}`, 'digest'])),
    packages: new Set(),
    folders: ['app'],
    flatFolders: [],
    links: new Set(),
    isLeftOut: () => false,
    digestOf: () => 'digest',
  };
}

/** A whole run of the trials, with folders, results and the journal. */
function runTrials(tasks) {
  return runSlice(tasks, {
    parallel: 1,
    runId: 'bench',
    versions: {},
    recompute: true,
    sliceMs: Number.MAX_SAFE_INTEGER,
  });
}

/** Does what the main process does for each trial: a log's name, its content, and the verdict on what the thread has read. */
async function judgeAgain(tasks) {
  const witness = createWitness(inputFiles);
  const judge = (task) => witness.undeclared(task, { thread: 1 }, witness.envOf(task));
  try {
    return await fastest(20 * rounds, [() => timeOf(() => tasks.forEach(judge))]);
  } finally {
    witness.close();
  }
}

async function evaluateInTurn(tasks) {
  const [watched, unwatched] = await Promise.all([true, false].map(startThread));
  const few = tasks.slice(0, batch);
  const logged = few.map((task) => ({ ...task, env: { NX_TUNE_WITNESS_LOG: join(folder, 'log') } }));
  try {
    return await fastest(20 * rounds, [() => ask(watched, { tasks: logged }), () => ask(unwatched, { tasks: few })]);
  } finally {
    await Promise.all([watched, unwatched].map((thread) => thread.terminate()));
  }
}

/** Starts a thread as a pool does, and resolves when it has loaded everything. */
async function startThread(isWatched) {
  const thread = new Worker(join(import.meta.dirname, 'witness/worker.mjs'), { workerData: { dist, isWatched } });
  thread.loadMs = await ask(thread);
  return thread;
}

async function inNewThread(isWatched, measure) {
  const thread = await startThread(isWatched);
  await thread.terminate();
  return measure(thread);
}

function loadMs(thread) {
  return thread.loadMs;
}

function ask(thread, message) {
  if (message !== undefined) thread.postMessage(message);
  return once(thread, 'message').then(([answer]) => answer);
}

async function timeOf(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The least that each measure takes, in milliseconds. The order alternates, since the second may profit from the first. */
async function fastest(times, measures) {
  const least = measures.map(() => Infinity);
  for (let round = 0; round < times; round++)
    for (const step of measures.keys()) {
      const index = round % 2 === 0 ? step : measures.length - 1 - step;
      least[index] = Math.min(least[index], await measures[index]());
    }
  return least;
}

function print(run, [loadWith, loadWithout], [evaluateWith, evaluateWithout], judgement) {
  const extra = [evaluateWith - evaluateWithout, loadWith - loadWithout, judgement];
  const sum = extra.reduce((total, ms) => total + Math.max(0, ms), 0);
  const ms = (value) => `${value.toFixed(1)} ms`.padStart(10);
  console.log(`${trials} trivial trials in one thread          without      with     more
  evaluations in the thread          ${ms(evaluateWithout)}${ms(evaluateWith)}${ms(extra[0])}   ratio ${(evaluateWith / evaluateWithout).toFixed(3)}
  loading a thread, once             ${ms(loadWithout)}${ms(loadWith)}${ms(extra[1])}
  judgement in the main process                ${ms(judgement)}${ms(judgement)}
  all of it, beside a whole run      ${ms(run)}          ${ms(sum)}   ${((100 * sum) / run).toFixed(2)} %`);
}
