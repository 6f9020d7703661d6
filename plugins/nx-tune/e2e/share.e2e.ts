import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

import { parse } from 'yaml';

import { type CacheServer, startCacheServer, token } from './support/cacheServer.js';
import { outputFiles } from './support/outputFiles.js';
import { entriesWith, poison } from './support/poison.js';
import { createWorkspace, type Workspace } from './support/workspace.js';

/** Writes down what of its surroundings a trial could be tempted by, and draws from its generator. */
const objective = `const fs = require('node:fs');
module.exports = ({ x }, trial) => {
  fs.appendFileSync(process.env.E2E_COUNTER, 'x\\n');
  fs.writeFileSync(trial.dir + '/draws.txt', [trial.rng(), trial.rng(), trial.seed, (1234.5).toLocaleString('en')].join(' '));
  trial.report(1, { loss: 2 * x });
  trial.report(2, { loss: x });
  return x;
};
`;
const sweep =
  'objective: src/shared.cjs\nmethod: lhs\nrun_cap: 6\nmetric: { name: loss }\nparameters:\n  x: { min: 0.0, max: 1.0 }\n';

describe('machines that share a remote cache', () => {
  let server: CacheServer;
  let first: Workspace;
  let takeBack: () => void;
  const clones: Workspace[] = [];
  /** Gives the first machine a sweep of which no machine knows anything. */
  const reseed = (seed: string): void => first.write('apps/digits/shared.tune.yaml', `${sweep}seed: ${seed}\n`);

  /**
   * A clone with caches of its own, as on another machine, as far as the first one is. It knows nothing of a seed that
   * another test has not used, so a few are enough for all tests.
   */
  const machine = async (number: 1 | 2 | 3): Promise<Workspace> => {
    const known = clones[number];
    const clone = (clones[number] = known ?? (await first.cloned('own')));
    if (known === undefined) return clone;
    clone.remove('apps/digits/.tune');
    for (const name of Object.keys(clone.env)) delete clone.env[name];
    Object.assign(clone.env, first.env);
    await first.git('add', '-A');
    await first.git('commit', '-qm', 'More', '--allow-empty');
    await clone.git('checkout', '-qf', '.');
    await clone.git('pull', '-q');
    return clone;
  };

  beforeAll(async () => {
    server = await startCacheServer();
    first = await createWorkspace({
      files: { 'apps/digits/src/shared.cjs': objective, 'apps/digits/shared.tune.yaml': sweep },
    });
    Object.assign(first.env, {
      NX_SELF_HOSTED_REMOTE_CACHE_SERVER: server.url,
      NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: token,
    });
    takeBack = first.remember();
  });
  /** Each test starts from the files as they were, with no result on the disk of the first machine. */
  beforeEach(() => {
    takeBack();
    first.remove('apps/digits/.tune');
    server.mood = 'well';
  });
  afterAll(async () => {
    for (const workspace of [...clones, first]) await workspace?.dispose();
    await server.close();
  });

  test('another clone, elsewhere and with other surroundings, computes nothing and has the same bytes', async () => {
    reseed('elsewhere');
    expect(await first.executions('tune-shared', 'digits')).toBe(6);
    const second = await machine(1);
    Object.assign(second.env, {
      HOME: second.path('..'),
      USER: 'somebody-else',
      LANG: 'tr_TR.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
      TZ: 'Pacific/Kiritimati',
    });
    expect(await second.executions('tune-shared', 'digits', '--parallel=5')).toBe(0);
    const [ours, theirs] = [outputFiles(first), outputFiles(second)];
    expect(Object.keys(ours).length).toBeGreaterThan(6 * 3);
    expect(theirs).toEqual(ours);
    expect(second.read('apps/digits/shared.tune.lock.json')).toBe(first.read('apps/digits/shared.tune.lock.json'));
  });

  test('without the cache, it computes the same bytes', async () => {
    reseed('without');
    expect(await first.executions('tune-shared', 'digits')).toBe(6);
    const third = await machine(2);
    delete third.env['NX_SELF_HOSTED_REMOTE_CACHE_SERVER'];
    Object.assign(third.env, { LC_ALL: 'de_DE.UTF-8', TZ: 'America/St_Johns' });
    expect(await third.executions('tune-shared', 'digits', '--parallel=1')).toBe(6);
    expect(outputFiles(third)).toEqual(outputFiles(first));
  });

  test.each(['read-only', 'conflict', 'slow'] as const)('a server that is %s stops nothing', async (mood) => {
    server.mood = mood;
    reseed(mood);
    server.seen();
    expect(await first.executions('tune-shared', 'digits')).toBe(6);
    expect(server.seen().some((request) => request.startsWith('PUT'))).toBe(true);
  });

  test('machines that compute a part each leave nothing to the one that gathers', async () => {
    reseed('6\nshards: 3');
    const parts: number[] = [];
    for (const shard of [1, 2, 3] as const)
      parts.push(await (await machine(shard)).executions('run', `digits:tune-shared-shard-${shard}`));
    expect(parts.every((part) => part > 0)).toBe(true);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(6);
    expect(await first.executions('tune-shared', 'digits')).toBe(0);
  });

  test('a server that takes no result does not answer, so the run says what it waits for', async () => {
    reseed('silent');
    server.mood = 'silent on PUT';
    server.seen();
    const running = first.real('nx', 'tune-shared', 'digits');
    while (!server.seen().some((request) => request.startsWith('PUT'))) await setTimeout(50);
    // Longer than the run waits until it says so.
    await setTimeout(7_500);
    server.mood = 'well';
    const { code, output } = await running;
    expect([code, output]).toEqual([
      0,
      expect.stringContaining(`Nx has been waiting for the remote cache ${server.url} for 5 s ...`) as unknown,
    ]);
  });

  test('a server that is broken or not there ends the run before the first trial; without it the run continues', async () => {
    reseed('broken');
    const { NX_SELF_HOSTED_REMOTE_CACHE_SERVER: url = '' } = first.env;
    const before = first.counted();
    server.mood = 'broken';
    expect(await first.nx('tune-shared', 'digits')).toMatchObject({
      code: 1,
      output: expect.stringContaining(
        `Note: the remote cache ${url} answers 500. Nx ends a run at the first trial that is not on this machine.`,
      ) as unknown,
    });
    server.mood = 'well';
    first.env['NX_SELF_HOSTED_REMOTE_CACHE_SERVER'] = 'http://127.0.0.1:65533';
    expect(await first.nx('tune-shared', 'digits')).toMatchObject({
      code: 1,
      output: expect.stringContaining(
        'Note: the remote cache http://127.0.0.1:65533 cannot be reached (ECONNREFUSED)',
      ) as unknown,
    });
    expect(first.counted()).toBe(before);
    delete first.env['NX_SELF_HOSTED_REMOTE_CACHE_SERVER'];
    expect(await first.executions('tune-shared', 'digits')).toBe(6);
  });

  test('a server that breaks when results are stored ends the run; what was computed is not computed again', async () => {
    reseed('breaks');
    server.mood = 'breaks on PUT';
    const before = first.counted();
    const { code, output } = await first.nx('tune-shared', 'digits');
    expect([code, output]).toEqual([1, expect.stringContaining('Misconfigured remote cache endpoint')]);
    expect(first.counted() - before).toBe(6);
    server.mood = 'well';
    expect(await first.executions('tune-shared', 'digits')).toBe(0);
  });

  test('an entry that cannot be unpacked ends one run; the next goes without the server, and says so', async () => {
    reseed('cut');
    expect(await first.executions('tune-shared', 'digits')).toBe(6);
    const second = await machine(3);
    server.mood = 'cut';
    const cut = await second.nx('tune-shared', 'digits');
    expect([cut.code, cut.output]).toEqual([1, expect.stringContaining('Failed to unpack entry') as unknown]);
    const before = second.counted();
    const { code, output } = await second.nx('tune-shared', 'digits');
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/the entry \d+ of the remote cache .* cannot be unpacked, .* Remove the entry there/),
    ]);
    expect(second.counted() - before).toBe(6);
    expect(await second.executions('tune-shared', 'digits')).toBe(0);
    expect(outputFiles(second)).toEqual(outputFiles(first));
  });

  test('the commands of the GitHub workflow compute each trial on one machine and gather them on the last', async () => {
    reseed('workflow');
    expect((await first.nx('g', 'nx-tune:github-workflow', 'digits', '--sweep=shared', '--shards=3')).code).toBe(0);
    const workflow = parse(first.read('.github/workflows/tune-digits-shared.yml')) as {
      readonly env: { readonly NX_TUNE_SHARDS: number };
      readonly jobs: Record<
        'trials' | 'gather',
        {
          readonly strategy?: { readonly matrix: { readonly shard: readonly number[] } };
          readonly steps: readonly { readonly run?: string; readonly uses?: string }[];
        }
      >;
    };
    const { trials, gather } = workflow.jobs;
    const commands = (steps: typeof trials.steps): string[] => steps.flatMap(({ run }) => run ?? []);
    expect(commands(trials.steps)).toEqual(['npm ci', 'npx nx run digits:tune-shared-shard-${{ matrix.shard }}']);
    expect(commands(gather.steps)).toEqual(['npm ci', 'npx nx run digits:tune-shared']);
    const shards = trials.strategy?.matrix.shard ?? [];
    expect(shards).toEqual([1, 2, 3]);
    const job = async (on: Workspace, steps: typeof trials.steps, shard: number): Promise<number> => {
      const variables = { NX_TUNE_SHARDS: String(workflow.env.NX_TUNE_SHARDS), CI: 'true' };
      Object.assign(on.env, variables);
      const command = commands(steps)[1]?.replace('${{ matrix.shard }}', String(shard)) ?? '';
      const executions = await on.executions(...command.split(' ').slice(2));
      for (const name of Object.keys(variables)) delete on.env[name];
      return executions;
    };
    const parts = [];
    for (const shard of [1, 2, 3] as const) parts.push(await job(await machine(shard), trials.steps, shard));
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(6);
    expect(await job(first, gather.steps, 0)).toBe(0);
  });

  test('a result that was damaged in the cache is computed, once on each machine; one that was forged with its checksum is believed, and shown by the lock and by a replay', async () => {
    reseed('poison');
    expect(await first.executions('tune-shared', 'digits')).toBe(6);
    const { id } = JSON.parse(first.read('apps/digits/.tune/shared/best.json')) as { id: string };
    const forge = (result: string): string => result.replace(/"value": [\d.]+/, '"value": -1000');
    const damaged = await machine(2);
    const [text = ''] = await poison(server, entriesWith(server, `"${id}"`), 'result.json', forge);
    expect(text).toContain(id);
    const before = damaged.counted();
    const healed = await damaged.nx('tune-shared', 'digits', '--frozen-lock');
    expect([healed.code, healed.output]).toEqual([0, expect.stringContaining('remove it there') as unknown]);
    expect(damaged.counted() - before).toBe(1);
    damaged.remove('apps/digits/.tune');
    expect(await damaged.executions('tune-shared', 'digits', '--frozen-lock')).toBe(0);

    const digest = (content: string): string => createHash('sha256').update(content).digest('hex');
    await poison(server, entriesWith(server, `"${id}"`), 'run.json', (run) =>
      run.replace(digest(text), digest(forge(text))),
    );
    const clone = await machine(1);
    const counted = clone.counted();
    const { code, output } = await clone.nx('tune-shared', 'digits', '--frozen-lock');
    expect([code, output]).toEqual([1, expect.stringContaining(id)]);
    expect(await clone.executions('tune-shared', 'digits')).toBe(0);
    expect(clone.read('apps/digits/.tune/shared/best.json')).toContain('-1000');
    const replay = await clone.nx('run', 'digits:tune-shared-replay');
    expect(replay.code).toBe(1);
    expect(replay.output).toMatch(new RegExp(`${id}[^]*-1000`));
    // What differs is computed twice.
    expect(clone.counted() - counted).toBe(7);
  });
});
