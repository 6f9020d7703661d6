import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

import { createWorkspace, type Workspace } from './support/workspace.js';

/** Each trial leaves an artifact, whose bytes are damaged too. */
const leavesAnArtifact = `import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export default function objective({ x, y }, trial) {
  writeFileSync(join(trial.dir, 'weights.bin'), Buffer.alloc(1000, x));
  writeFileSync(process.env.E2E_COUNTER, trial.id + '\\n', { flag: 'a' });
  return { loss: x * x + y };
}
`;
const grid = `objective: src/objective.mjs
method: grid
metric: { name: loss }
parameters:
  x: { values: [3, 1, 2, 4, 5, 6] }
  y: { values: [0.1, 0.2] }
`;
const files = {
  'apps/damaged/project.json': '{"name":"damaged"}',
  'apps/damaged/tune.yaml': grid,
  'apps/damaged/src/objective.mjs': leavesAnArtifact,
};
const output = 'apps/damaged/.tune';

/** The output of a run, and the files that it left. */
interface Seen {
  readonly code: number | null;
  readonly output: string;
  readonly trials: string | undefined;
}

/** Damage of the folder of one trial, given its absolute path and that of another trial's. */
type Damage = (trial: string, other: string) => void;

const editResult =
  (edit: (text: string) => string): Damage =>
  (trial) => {
    const file = join(trial, 'result.json');
    writeFileSync(file, edit(readFileSync(file, 'utf8')));
  };

const damages: readonly (readonly [name: string, damage: Damage])[] = [
  ['result.json cut short', editResult((text) => text.slice(0, text.length / 2))],
  ['result.json emptied', editResult(() => '')],
  ['result.json with a better metric', editResult((text) => text.replace(/"loss": [\d.]+/, '"loss": 0.001'))],
  ['result.json of another trial', (trial, other) => cpSync(join(other, 'result.json'), join(trial, 'result.json'))],
  ['a result.json that claims another outcome', editResult((text) => text.replace('"completed"', '"diverged"'))],
  ['result.json removed', (trial) => rmSync(join(trial, 'result.json'))],
  [
    'the whole folder of another trial',
    (trial, other) => {
      rmSync(trial, { recursive: true });
      cpSync(other, trial, { recursive: true });
    },
  ],
  [
    'a flipped bit in an artifact',
    (trial) => {
      const file = join(trial, 'artifacts/weights.bin');
      const bytes = readFileSync(file);
      bytes[500] = (bytes[500] ?? 0) ^ 1;
      writeFileSync(file, bytes);
    },
  ],
  [
    'a file in the place of the folder',
    (trial) => {
      rmSync(trial, { recursive: true });
      writeFileSync(trial, 'no folder');
    },
  ],
  [
    'run.json with a time in the future',
    (trial) => {
      const file = join(trial, 'run.json');
      writeFileSync(file, readFileSync(file, 'utf8').replace(/"startedAt": "\d+/, '"startedAt": "2999'));
    },
  ],
];

describe.each([
  ['off', false],
  ['on', true],
])('damage after a good run, the daemon %s', (_, daemon) => {
  let workspace: Workspace;
  let good: string;
  let artifacts: Readonly<Record<string, string>>;
  let ids: readonly string[];
  /** True if a run failed, as it may, and left the damage. */
  let isDamaged = false;
  const trialFolder = (id: string): string => workspace.path(`${output}/trials/${id}`);
  const tune = async (...args: readonly string[]): Promise<Seen> => {
    const { code, output: said } = await workspace.nx('tune', 'damaged', ...args);
    const trials = workspace.exists(`${output}/tune/trials.json`)
      ? workspace.read(`${output}/tune/trials.json`)
      : undefined;
    return { code, output: said, trials };
  };
  const readArtifacts = (): Record<string, string> =>
    Object.fromEntries(
      ids.map((id) => [id, readFileSync(join(trialFolder(id), 'artifacts/weights.bin')).toString('hex')]),
    );
  beforeAll(async () => {
    workspace = await createWorkspace({ daemon, files });
    const { code, output: said, trials } = await tune();
    expect(`${code} ${said}`).toMatch(/^0 /);
    good = trials ?? '';
    ids = (JSON.parse(good) as { trials: { id: string }[] }).trials.map(({ id }) => id);
    artifacts = readArtifacts();
  });
  afterAll(() => workspace.dispose());
  /** Whatever a test left, the next one starts from a good run. */
  afterEach(async () => {
    if (
      workspace.exists(`${output}/tune/trials.json`) &&
      workspace.read(`${output}/tune/trials.json`) === good &&
      !isDamaged
    )
      return;
    workspace.remove(output);
    isDamaged = false;
    const { code, output: said, trials } = await tune();
    expect(`${code} ${said}`).toMatch(/^0 /);
    expect(trials).toBe(good);
  });

  /** The undisturbed results, or a failure that names the file: never another leaderboard. */
  const expectTruth = ({ code, output: said, trials }: Seen, id: string): void => {
    isDamaged = code !== 0;
    if (code === 0) expect(trials).toBe(good);
    else {
      expect(said).toContain(`${output}/trials/${id}`);
      expect(said).not.toContain('All trials ');
    }
    expect(said).not.toContain('Internal error');
  };

  const damageAll = (): void => {
    const other = ids.at(-1) ?? '';
    for (const [index, [, damage]] of damages.entries()) damage(trialFolder(ids[index] ?? ''), trialFolder(other));
  };

  /** The daemon remembers what outputs there are; without a cache there is nothing to remember. */
  const withCacheLost = (rows: [string, boolean][], lost: [string, boolean]): [string, boolean][] =>
    daemon ? rows : [...rows, lost];

  test.each(withCacheLost([['', false]], [', their cache lost', true]))(
    `not believed%s: ${damages.map(([name]) => name).join('; ')}`,
    async (_, isLost) => {
      expect(damages.length).toBeLessThan(ids.length);
      damageAll();
      if (isLost) forgetCache(workspace);
      const seen = await tune();
      expect(`${seen.code} ${seen.output}`).toMatch(/^0 /);
      expect(seen.trials).toBe(good);
      expect(readArtifacts()).toEqual(artifacts);
    },
  );

  test.each(withCacheLost([['with its cache', false]], ['when its cache is lost', true]))(
    'a link in the place of the folder is not followed, %s',
    async (_, isLost) => {
      const [id = ''] = ids;
      const outside = join(dirname(workspace.root), `outside-${String(isLost)}`);
      mkdirSync(join(outside, 'artifacts'), { recursive: true });
      for (const name of ['precious.txt', 'result.json', 'artifacts/weights.bin'])
        writeFileSync(join(outside, name), name);
      rmSync(trialFolder(id), { recursive: true });
      symlinkSync(outside, trialFolder(id));
      if (isLost) forgetCache(workspace);
      expectTruth(await tune(), id);
      for (const name of ['precious.txt', 'result.json', 'artifacts/weights.bin'])
        expect(readFileSync(join(outside, name), 'utf8')).toBe(name);
      expect(readdirSync(outside).toSorted()).toEqual(['artifacts', 'precious.txt', 'result.json']);
    },
  );

  test('a link in the place of a whole trial with a better result is not followed', async () => {
    const [id = ''] = ids;
    const outside = join(dirname(workspace.root), 'better');
    renameSync(trialFolder(id), outside);
    const file = join(outside, 'result.json');
    const better = readFileSync(file, 'utf8').replace(/"loss": [\d.]+/, '"loss": 0.001');
    writeFileSync(file, better);
    symlinkSync(outside, trialFolder(id));
    expectTruth(await tune(), id);
    expect(readFileSync(file, 'utf8')).toBe(better);
    rmSync(outside, { recursive: true });
  });

  (daemon ? test.skip : test)(
    'what is damaged in the cache is computed in the same run, which says so, and restored by the next',
    async () => {
      const cache = join(dirname(workspace.root), 'shared/cache');
      const entryOf = (id: string): string => {
        const isOf = (hash: string): boolean => existsSync(join(cache, hash, `${output}/trials/${id}`));
        return join(cache, readdirSync(cache).find(isOf) ?? '');
      };
      const entries = ids.map(entryOf);
      const damaged = damages.filter(([name]) => !name.startsWith('run.json'));
      for (const [index, [, damage]] of damaged.entries())
        damage(
          join(entries[index] ?? '', `${output}/trials/${ids[index]}`),
          join(entries.at(-1) ?? '', `${output}/trials/${ids.at(-1)}`),
        );
      const [emptied, foreign] = [entries[damaged.length] ?? '', entries[damaged.length + 1] ?? ''];
      rmSync(join(emptied, 'apps'), { recursive: true });
      rmSync(foreign, { recursive: true });
      cpSync(entries.at(-1) ?? '', foreign, { recursive: true });
      workspace.remove(output);
      const before = workspace.counted();
      const seen = await tune();
      expect(`${seen.code} ${seen.output}`).toMatch(/^0 /);
      expect(seen.trials).toBe(good);
      expect(seen.output).toMatch(
        /cannot be trusted: .*; the trial was computed again\. Its entry \d+ in Nx's cache was wrong, and was put right\./,
      );
      expect(workspace.counted() - before).toBe(damaged.length + 2);
      expect(readArtifacts()).toEqual(artifacts);
      workspace.remove(output);
      const again = await tune();
      expect([again.code, again.trials, workspace.counted() - before]).toEqual([0, good, damaged.length + 2]);
      isDamaged = true;
      forgetCache(workspace);
    },
  );

  (daemon ? test.skip : test)(
    'trials that write over the results of all others, of earlier slices too, change none',
    async () => {
      workspace.write(
        'apps/damaged/src/rewrites.mjs',
        `import { existsSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
export default ({ x }, { dir, id }) => {
  const own = basename(dirname(dir));
  writeFileSync(process.env.E2E_COUNTER, id + '\\n', { flag: 'a' });
  for (const name of (process.env.E2E_IDS ?? '').split(' ').filter((name) => name !== own && existsSync(dir + '/../../' + name + '/result.json')))
    writeFileSync(dir + '/../../' + name + '/result.json', JSON.stringify({ id: name, loss: 0 }));
  return { loss: x };
};
`,
      );
      const space = grid.replace('objective.mjs', 'rewrites.mjs').replace('[0.1, 0.2]', '[0]');
      workspace.write('apps/damaged/rewrites.tune.yaml', `${space}inputs: [{ env: E2E_SALT }]\n`);
      const results = (): string => workspace.read(`${output}/rewrites/trials.json`);
      const folders = (): string[] => readdirSync(workspace.path(`${output}/trials`));
      const before = folders();
      expect(await workspace.executions('tune-rewrites', 'damaged')).toBe(6);
      const reference = results();
      Object.assign(workspace.env, {
        E2E_IDS: folders()
          .filter((folder) => !before.includes(folder))
          .join(' '),
        NX_TUNE_SLICE_MS: '0',
        E2E_SALT: 'another hash',
      });
      const counted = workspace.counted();
      const { code, output: said } = await workspace.nx('tune-rewrites', 'damaged');
      expect(`${code} ${said}`).toMatch(/^0 /);
      expect(results()).toBe(reference);
      expect(said).toMatch(
        /cannot be trusted: it is not a complete result; it was restored from Nx's cache, as were 4 more/,
      );
      expect(workspace.counted() - counted).toBe(6);
      delete workspace.env['NX_TUNE_SLICE_MS'];
      expect(await workspace.executions('tune-rewrites', 'damaged')).toBe(0);
      expect(results()).toBe(reference);
      for (const name of ['E2E_IDS', 'E2E_SALT']) delete workspace.env[name];
      for (const file of ['src/rewrites.mjs', 'rewrites.tune.yaml', 'rewrites.tune.lock.json'])
        workspace.remove(`apps/damaged/${file}`);
    },
  );

  (process.getuid?.() === 0 || daemon ? test.skip : test)('.tune that cannot be written (not as root)', async () => {
    const [id = ''] = ids;
    rmSync(trialFolder(id), { recursive: true });
    const folders = [workspace.path(output), workspace.path(`${output}/trials`)];
    for (const folder of folders) chmodSync(folder, 0o555);
    const seen = await tune();
    for (const folder of folders) chmodSync(folder, 0o755);
    expect(seen.code).not.toBe(0);
    expect(seen.output).toContain(output);
    expect(seen.output).not.toContain('Internal error');
    isDamaged = true;
  });
});

/** As on another machine, or after `nx reset`: Nx's cache and its records of outputs are gone, `.tune` is there. */
function forgetCache({ root }: Workspace): void {
  for (const name of ['cache', 'data']) {
    const folder = join(dirname(root), 'shared', name);
    if (existsSync(folder)) rmSync(folder, { recursive: true });
  }
}
