import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { journaledTrials } from '@nx-tune/runner';
import { createStream } from '@nx-tune/search';

import { createWorkspace, type Workspace } from './support/workspace.js';

/** The number of runs that are killed: a few by default, any number with `NX_TUNE_FAULT_RUNS=200 npm run test:faults`. */
const runs = Number(process.env['NX_TUNE_FAULT_RUNS'] ?? 3);
/** The number of trials of the sweep, each of which is a process in some of the runs. */
const trialCount = process.env['NX_TUNE_FAULT_RUNS'] === undefined ? 24 : 40;
const seed = process.env['NX_TUNE_FAULT_SEED'] ?? '4787';

/** Writes down who starts and who ends, and is busy in between: in native code, which takes as long where Node does not optimize. */
const objective = `const { pbkdf2Sync } = require('node:crypto');
const { appendFileSync, writeFileSync } = require('node:fs');
module.exports = ({ x }, trial) => {
  appendFileSync(process.env.E2E_LOG, 'start ' + trial.id + ' ' + process.pid + ' ' + process.ppid + ' ' + process.env.E2E_RUN + '\\n');
  let sum = 0;
  for (let i = 0; i < 10; i++) sum += pbkdf2Sync(String(trial.rng() * x), 'salt', 3000, 4, 'sha256').readUInt32LE();
  writeFileSync(trial.dir + '/sum.txt', String(sum));
  return { loss: sum };
};
`;
const sweep = (isolation: string): string =>
  `objective: ./src/objective.cjs\nmethod: grid\nmetric: { name: loss }\nisolation: ${isolation}\ninputs: [{ env: E2E_SALT }]\nparameters:\n  x: { min: 1, max: ${trialCount} }\n`;

const victims = [
  'ctrl-c',
  'ctrl-c twice',
  'SIGTERM to nx',
  'SIGKILL to nx',
  'SIGKILL to the worker',
  'SIGKILL to all',
] as const;
type Victim = (typeof victims)[number];

const figures = { kills: 0, finishedBefore: 0, executedAgain: 0, wrong: 0 };
afterAll(() => console.log(`faults: ${JSON.stringify(figures)}`));

describe.each([false, true])('with the daemon: %p', (daemon) => {
  let workspace: Workspace;
  let reference: string;
  const log = (): string => join(workspace.root, '../faults.log');
  const lines = (kind: string): string[][] =>
    (existsSync(log()) ? readFileSync(log(), 'utf8') : '')
      .split('\n')
      .map((line) => line.split(' '))
      .filter(([first]) => first === kind);
  const journal = (): ReadonlySet<string> => journaledTrials(workspace.path('apps/faults/.tune/journal'));
  const trials = (): string => workspace.read('apps/faults/.tune/tune/trials.json');

  beforeAll(async () => {
    const files = {
      'apps/faults/project.json': '{"name":"faults"}',
      'apps/faults/src/objective.cjs': objective,
      'apps/faults/tune.yaml': sweep('thread'),
    };
    // Runs that are killed are processes in any case.
    const nx = process.env['NX_TUNE_FAULT_RUNS'] === undefined ? 'warm' : 'real';
    workspace = await createWorkspace({ daemon, isolated: daemon, files, nx });
    workspace.env['E2E_LOG'] = log();
    expect((await workspace.nx('tune', 'faults')).code).toBe(0);
    reference = trials();
  });
  afterAll(() => workspace.dispose());

  const half = Array.from({ length: (daemon ? Math.floor : Math.ceil)(runs / 2) }, (_, index) => index);
  test.each(half)('kill %i', async (index) => {
    const draw = createStream(seed, 'faults', String(daemon), index);
    const victim = victims[Math.floor(draw() * victims.length)] ?? 'SIGKILL to nx';
    const isolation = draw() < 0.7 ? 'thread' : 'process';
    workspace.write('apps/faults/tune.yaml', sweep(isolation));
    // Another declared input is another hash for all, so nothing is in the cache; the results are the same.
    workspace.env['E2E_SALT'] = `${index}`;
    workspace.remove('apps/faults/.tune');
    rmSync(log(), { force: true });
    workspace.env['NX_TUNE_SLICE_MS'] = String(Math.floor(300 + 1500 * draw()));

    await interrupt(workspace, victim, isolation, 1 + Math.floor(draw() * (trialCount - 1)), () => lines('start'));
    const finished = journal();
    const startedBefore = new Set(lines('start').map(([, id]) => id));
    rmSync(log(), { force: true });
    // A process that a killed worker has just started begins its trial before it notices: that is the first run's.
    workspace.env['E2E_RUN'] = 'second';
    delete workspace.env['NX_TUNE_SLICE_MS'];
    const { code, output } = await workspace.nx('tune', 'faults');
    expect(`${code} ${output}`).toMatch(/^0 /);
    delete workspace.env['E2E_RUN'];

    const executed = lines('start').flatMap(([, id = '', , , run]) => (run === 'second' ? [id] : []));
    figures.kills++;
    figures.finishedBefore += finished.size;
    figures.executedAgain += executed.filter((id) => startedBefore.has(id)).length;
    figures.wrong += Number(trials() !== reference);
    expect(executed.filter((id) => finished.has(id))).toEqual([]);
    expect(new Set(executed).size).toBe(executed.length);
    expect(executed.length + finished.size).toBe(trialCount);
    expect(trials()).toBe(reference);
  });
});

/** Starts a run, and ends it when so many trials have started; resolves when nothing of it is left. */
async function interrupt(
  workspace: Workspace,
  victim: Victim,
  isolation: string,
  after: number,
  starts: () => string[][],
): Promise<void> {
  const nx = workspace.start('tune', 'faults', '--parallel=2');
  const ended = new Promise((resolve) => nx.once('close', resolve));
  const isEnded = (): boolean => nx.exitCode !== null || nx.signalCode !== null;
  while (starts().length < after && !isEnded()) await turn();
  const [, , pid = '', parent = ''] = starts().at(-1) ?? [];
  const worker = Number(isolation === 'thread' ? pid : parent);
  if (!isEnded()) strike(nx, worker, victim);
  await ended;
  while (isAlive(worker)) await turn();
}

/** Short beside a trial: runs are killed within trials, too. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2));

function strike(nx: ChildProcess, worker: number, victim: Victim): void {
  if (nx.pid === undefined) throw new Error('nx did not start');
  const group = -nx.pid;
  if (victim === 'SIGTERM to nx') send(nx.pid, 'SIGTERM');
  else if (victim === 'SIGKILL to nx') send(nx.pid, 'SIGKILL');
  else if (victim === 'SIGKILL to the worker') send(worker, 'SIGKILL');
  else if (victim === 'SIGKILL to all') send(group, 'SIGKILL');
  else {
    send(group, 'SIGINT');
    if (victim === 'ctrl-c twice') send(group, 'SIGINT');
  }
}

function send(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(pid, signal);
  } catch {
    // It has ended by itself meanwhile.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] !== 'Z';
  } catch {
    return false;
  }
}
