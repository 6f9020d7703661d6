import { type ChildProcess, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { createStream } from '@nx-tune/search';

import { type Ran, run } from './support/run.js';
import { createWorkspace, type Workspace } from './support/workspace.js';

/** Several runs are disturbed with `NX_TUNE_FAULT_RUNS=200 npm run test:faults`, one by default. */
const atLength = process.env['NX_TUNE_FAULT_RUNS'] !== undefined;
const runs = Number(process.env['NX_TUNE_FAULT_RUNS'] ?? 1);
const seed = process.env['NX_TUNE_FAULT_SEED'] ?? '4787';
/** Each is four runs of Nx. */
const patienceMs = 180_000;

/**
 * Writes down that it starts, is busy for a while, and then does harm, on request: it writes over the results of all
 * others, or leaves a process that goes on writing into its folder, in its group or out of it.
 */
const objective = `const fs = require('node:fs');
const path = require('node:path');
const { spawn } = require('node:child_process');
const goesOn = "const fs = require('node:fs'); setInterval(() => { for (const name of ['/../result.json', '/sum.txt']) try { fs.writeFileSync(process.argv[1] + name, 'left behind'); } catch {} }, 1); setTimeout(process.exit, 20000);";
module.exports = async ({ x }, trial) => {
  fs.appendFileSync(process.env.E2E_LOG, trial.id + ' ' + process.pid + ' ' + process.ppid + ' ' + process.env.E2E_RUN + '\\n');
  const before = trial.checkpoint === undefined ? '' : fs.readFileSync(trial.checkpoint + '/sum.txt', 'utf8') + ' ';
  await new Promise((resolve) => setTimeout(resolve, Number(process.env.E2E_BUSY_MS)));
  const loss = Math.round(1e6 * (trial.rng() + (x - 0.4) ** 2 + 1 / (trial.budget ?? 1)));
  fs.writeFileSync(trial.dir + '/sum.txt', before + loss);
  const harm = process.env.E2E_HARM;
  const up = path.join(trial.dir, '../..');
  if (harm === 'rewrites') for (const name of process.env.E2E_IDS.split(' ')) {
    const file = path.join(up, name, 'result.json');
    if (fs.existsSync(file)) fs.writeFileSync(file, JSON.stringify({ schemaVersion: 1, id: name, params: { x }, seed: '0', outcome: { kind: 'completed' }, metrics: { loss: 0 } }));
  }
  if (harm === 'leaves') spawn(process.execPath, ['-e', goesOn, trial.dir], { stdio: 'ignore', detached: x > 0.5 }).unref();
  return { loss };
};
`;
const common = (isolation: string): string =>
  `objective: src/objective.cjs\nmetric: { name: loss }\nisolation: ${isolation}\ninputs: [{ env: E2E_SALT }]\nparameters:\n  x: { min: 0.0, max: 1.0 }\n`;
const sweeps = {
  tune: 'method: sobol\nrun_cap: 10\n',
  learn: 'method: tpe\ngeneration: 3\nrun_cap: 9\n',
  race: 'method: random\nbudget: { name: epochs }\nearly_terminate: { type: hyperband, max_iter: 4, eta: 2 }\nrun_cap: 9\n',
} as const;
type Name = keyof typeof sweeps;
const names = Object.keys(sweeps) as Name[];
const fileOf = (name: Name): string => `apps/faults/${name === 'tune' ? '' : `${name}.`}tune.yaml`;
const targetOf = (name: Name): string => (name === 'tune' ? 'tune' : `tune-${name}`);

const kinds = [
  'stopped and continued',
  '.tune removed',
  'results rewritten',
  'processes left',
  'cache damaged',
  'two containers',
] as const;
type Kind = (typeof kinds)[number];

const figures = { disturbed: 0, wrong: 0, failedOnce: 0, loops: 0, lost: 0 };
afterAll(() => console.log(`faults meanwhile: ${JSON.stringify(figures)}`));

const canUnshare =
  process.platform === 'linux' && spawnSync('unshare', ['--pid', '--fork', '--mount-proc', 'true']).status === 0;
if (!canUnshare) console.warn('Skipped: two containers are imitated where "unshare --pid" is allowed.');

describe('a run that is disturbed while it computes', () => {
  let workspace: Workspace;
  const references = new Map<Name, string>();
  const log = (): string => join(workspace.root, '../faults.log');
  const lines = (): string[][] =>
    (existsSync(log()) ? readFileSync(log(), 'utf8') : '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split(' '));
  const trials = (name: Name): string =>
    workspace.exists(`apps/faults/.tune/${name}/trials.json`)
      ? workspace.read(`apps/faults/.tune/${name}/trials.json`)
      : '';
  const cacheFolder = (): string => join(workspace.root, '../shared/cache');

  beforeAll(async () => {
    const files = {
      'apps/faults/project.json': '{"name":"faults"}',
      'apps/faults/src/objective.cjs': objective,
      ...Object.fromEntries(names.map((name) => [fileOf(name), `${common('thread')}${sweeps[name]}`])),
    };
    // Runs that are disturbed are processes in any case, or have processes.
    workspace = await createWorkspace({ files, nx: atLength ? 'real' : 'warm' });
    Object.assign(workspace.env, { E2E_LOG: log(), E2E_BUSY_MS: '0', NX_TUNE_SILENCE_MS: '1500' });
    const wanted = atLength ? names : (['tune'] as const);
    const { code, output } = await workspace.nx('run-many', '-p', 'faults', '-t', ...wanted.map(targetOf));
    expect(`${code} ${output}`).toMatch(/^0 /);
    for (const name of wanted) references.set(name, trials(name));
    workspace.env['E2E_IDS'] = ['trials', 'slots']
      .flatMap((folder) =>
        workspace.exists(`apps/faults/.tune/${folder}`)
          ? readdirSync(workspace.path(`apps/faults/.tune/${folder}`))
          : [],
      )
      .join(' ');
  });
  afterAll(() => workspace.dispose());

  const drawn = Array.from({ length: runs }, (_, index) => index);
  test.each(drawn)(
    '%i',
    async (index) => {
      const draw = createStream(seed, 'meanwhile', index);
      // At length each kind has its turn.
      const kind = kinds[index % kinds.length] ?? kinds[0];
      if (kind === 'two containers' && !canUnshare) return;
      const name = atLength ? (names[Math.floor(draw() * names.length)] ?? 'tune') : 'tune';
      const isolation = draw() < 0.6 ? 'thread' : 'process';
      workspace.write(fileOf(name), `${common(isolation)}${sweeps[name]}`);
      for (const variable of ['E2E_HARM', 'NX_TUNE_SLICE_MS']) delete workspace.env[variable];
      // Another declared input is another hash for all, so nothing is in the cache; the results are the same.
      Object.assign(workspace.env, { E2E_SALT: `${index}`, E2E_BUSY_MS: String(Math.floor(20 + 200 * draw())) });
      workspace.env['NX_TUNE_SLICE_MS'] = String(Math.floor(2000 * draw()));
      workspace.remove('apps/faults/.tune');
      rmSync(log(), { force: true });

      const what = `${index}: ${kind}, ${name}, ${isolation}`;
      const disturbed = await disturb(kind, name, draw);
      figures.disturbed++;
      delete workspace.env['E2E_HARM'];
      for (const { code, output } of disturbed) {
        if (code !== 0) figures.failedOnce++;
        // A run that fails says which trial, and never an error of our own.
        if (code !== 0) expect([what, output]).toEqual([what, expect.not.stringContaining('Internal error')]);
      }
      if (disturbed.some(({ code }) => code === 0)) expectTruth(what, name);
      // Whatever happened, the next run is right, and the one after it has nothing to compute.
      const next = await workspace.nx(targetOf(name), 'faults');
      if (next.code !== 0) figures.loops++;
      expect(`${what}: ${next.code} ${next.output}`).toMatch(new RegExp(`^${what}: 0 `));
      expectTruth(what, name);
      const before = lines().length;
      expect((await workspace.nx(targetOf(name), 'faults')).code).toBe(0);
      if (lines().length > before) figures.lost++;
      expect([what, lines().length]).toEqual([what, before]);
      expectTruth(what, name);
    },
    patienceMs,
  );

  function expectTruth(what: string, name: Name): void {
    if (trials(name) !== references.get(name)) figures.wrong++;
    expect([what, trials(name)]).toEqual([what, references.get(name)]);
  }

  async function disturb(kind: Kind, name: Name, draw: () => number): Promise<readonly Ran[]> {
    const after = 1 + Math.floor(draw() * 7);
    if (kind === 'results rewritten' || kind === 'processes left') {
      workspace.env['E2E_HARM'] = kind === 'results rewritten' ? 'rewrites' : 'leaves';
      return [await workspace.nx(targetOf(name), 'faults', '--parallel=2')];
    }
    if (kind === 'cache damaged') return damageCache(name, draw);
    if (kind === 'two containers') {
      const results = await Promise.all([1, 2].map((number) => inContainer(number, name)));
      expect(new Set(lines().map(([id]) => id)).size).toBe(lines().length);
      return results;
    }
    const nx = workspace.start(targetOf(name), 'faults', '--parallel=2');
    const ended = new Promise<Ran>((resolve) => nx.once('close', (code) => resolve({ code, output: '' })));
    const hasEnded = (): boolean => nx.exitCode !== null || nx.signalCode !== null;
    while (lines().length < after && !hasEnded()) await setTimeout(2);
    if (kind === '.tune removed') {
      if (!hasEnded()) await removeTune();
      return [await ended];
    }
    return stopAndContinue(nx, ended, name, draw);
  }

  /** A folder into which somebody writes at this moment cannot be removed at once. */
  async function removeTune(): Promise<void> {
    for (let tries = 0; tries < 100; tries++)
      try {
        return rmSync(workspace.path('apps/faults/.tune'), { recursive: true, force: true });
      } catch {
        await setTimeout(1);
      }
  }

  /** As Ctrl-Z does, and the lid of a laptop: all of a run is stopped, or only its worker. */
  async function stopAndContinue(
    nx: ChildProcess,
    ended: Promise<Ran>,
    name: Name,
    draw: () => number,
  ): Promise<readonly Ran[]> {
    const [, pid = '', parent = ''] = lines().at(-1) ?? [];
    const worker = Number(workspace.read(fileOf(name)).includes('isolation: thread') ? pid : parent);
    const all = draw() < 0.5 ? [worker] : [worker, -(nx.pid ?? 0)];
    signal(all, 'SIGSTOP');
    workspace.env['E2E_RUN'] = 'second';
    const second = await workspace.nx(targetOf(name), 'faults', '--parallel=2');
    delete workspace.env['E2E_RUN'];
    signal(all, 'SIGCONT');
    return [await ended, second];
  }

  /** Cuts an entry of the cache, empties it, or puts another trial's into its place. */
  async function damageCache(name: Name, draw: () => number): Promise<readonly Ran[]> {
    expect((await workspace.nx(targetOf(name), 'faults')).code).toBe(0);
    const entries = readdirSync(cacheFolder()).flatMap((hash) => trialIn(hash, workspace.env['E2E_SALT'] ?? ''));
    const [one, other] = [0, 1].map(() => entries[Math.floor(draw() * entries.length)] ?? entries[0]);
    if (one === undefined || other === undefined) throw new Error('no trial is in the cache');
    const [how, root] = [Math.floor(draw() * 4), join(cacheFolder(), one.hash)];
    const result = join(root, one.path, 'result.json');
    if (how === 0) truncateSync(result, 40);
    if (how === 1) writeFileSync(result, readFileSync(result, 'utf8').replace(/"loss": \d+/, '"loss": 1'));
    if (how === 2) rmSync(join(root, 'apps'), { recursive: true });
    if (how === 3) {
      rmSync(root, { recursive: true });
      cpSync(join(cacheFolder(), other.hash), root, { recursive: true });
    }
    workspace.remove('apps/faults/.tune');
    return [await workspace.nx(targetOf(name), 'faults')];
  }

  /** The trial of this test in an entry of the cache: the newest are those of this test. */
  function trialIn(hash: string, salt: string): { readonly hash: string; readonly path: string }[] {
    for (const folder of ['trials', 'slots']) {
      const path = `apps/faults/.tune/${folder}`;
      const [id] = existsSync(join(cacheFolder(), hash, path)) ? readdirSync(join(cacheFolder(), hash, path)) : [];
      const own = id === undefined ? '' : `${path}/${id}`;
      if (own === '' || !workspace.exists(`${own}/run.json`) || salt === '') continue;
      const inCache = join(cacheFolder(), hash, own, 'run.json');
      if (existsSync(inCache) && readFileSync(inCache, 'utf8') === workspace.read(`${own}/run.json`))
        return [{ hash, path: own }];
    }
    return [];
  }

  /** One of two containers with one host name: they share files, and see only their own processes. */
  function inContainer(number: number, name: Name): Promise<Ran> {
    const nx = join(workspace.root, 'node_modules/nx/dist/bin/nx.js');
    const shared = join(workspace.root, '../shared');
    // Neither is stopped, so none may seem to be on a busy machine.
    const { NX_TUNE_SILENCE_MS: _, ...own } = workspace.env;
    const env = {
      ...process.env,
      ...own,
      NX_CACHE_DIRECTORY: join(shared, `cache-${number}`),
      NX_WORKSPACE_DATA_DIRECTORY: join(shared, `data-${number}`),
      NX_DAEMON: 'false',
      NX_ISOLATE_PLUGINS: 'false',
      NX_TUI: 'false',
      NX_NO_CLOUD: 'true',
      NX_SKIP_NATIVE_FILE_CACHE: 'true',
    };
    const words = ['--pid', '--fork', '--kill-child', '--mount-proc', process.execPath, nx];
    return run('unshare', [...words, targetOf(name), 'faults', '--parallel=2'], { cwd: workspace.root, env });
  }
});

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids)
    try {
      process.kill(pid, name);
    } catch {
      // It has ended by itself.
    }
}
