import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

import type { CreateNodesContext, CreateNodesResult } from '@nx/devkit';

import { inferNodes } from '../../src/inference/inferNodes.js';
import { readsOutside } from '../../src/inference/targets/outsideRuntime.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const sweep = 'objective: ./o.js\nmethod: grid\nmetric: { name: loss }\nparameters:\n  x: { values: [1, 2] }\n';
const project = { 'apps/a/project.json': '{"name":"a"}', 'apps/a/o.js': 'module.exports = () => 1;\n' };

async function nodes(
  files: { readonly [path: string]: string },
  root: string = temporaryWorkspace(files),
): Promise<NonNullable<CreateNodesResult['projects']>> {
  const sweeps = Object.keys(files).filter((file) => /(^|\/)([^/]+\.)?tune\.(ya?ml|json|config\.ts)$/.test(file));
  const results = await inferNodes(sweeps, undefined, {
    workspaceRoot: root,
    nxJsonConfiguration: {},
  } as CreateNodesContext);
  return Object.assign({}, ...results.map(([, { projects }]) => projects)) as NonNullable<
    CreateNodesResult['projects']
  >;
}

const problemsOf = (projects: Awaited<ReturnType<typeof nodes>>, root: string, target = 'tune'): string[] =>
  (projects[root]?.targets?.[target]?.metadata?.['sweep'] as { problems?: string[] } | undefined)?.problems ?? [];

test('each sweep file of a project is a target', async () => {
  const projects = await nodes({
    ...project,
    'apps/a/tune.yaml': sweep,
    'apps/a/big.tune.json': JSON.stringify({
      objective: 'o.js',
      method: 'grid',
      metric: { name: 'loss' },
      parameters: { x: { values: [2, 3] } },
    }),
  });
  expect(Object.keys(projects['apps/a']?.targets ?? {}).toSorted()).toEqual([
    'tune',
    'tune-all',
    'tune-big',
    'tune-big-replay',
    'tune-big-report',
    'tune-replay',
    'tune-report',
  ]);
  expect(Object.keys(projects).filter((root) => root.includes('/trials/'))).toHaveLength(3);
});

test('a project is named by project.json, else "nx" in package.json, else package.json, else its folder', async () => {
  const manifest = JSON.stringify({ name: 'of-package', nx: { name: 'of-nx' } });
  const names = await Promise.all(
    [
      { 'p/project.json': '{"name":"of-project"}', 'p/package.json': manifest },
      { 'p/project.json': '{}', 'p/package.json': manifest },
      { 'p/package.json': '{"name":"of-package"}' },
      { 'p/project.json': '{}' },
      { 'p/project.json': '{ no json' },
    ].map(
      async (files) =>
        (await nodes({ ...files, 'p/o.js': '', 'p/tune.yaml': sweep } as Record<string, string>))['p']?.name,
    ),
  );
  expect(names).toEqual(['of-project', 'of-nx', 'of-package', 'p', 'p']);
});

test.each([
  [
    'a file outside any project',
    { 'loose/tune.yaml': sweep },
    'loose',
    'tune',
    'loose/tune.yaml: a sweep file must be in the root folder of an Nx project, but loose is not one. Move the file, or add a project.json.',
  ],
  [
    'two of one name',
    { ...project, 'apps/a/tune.yaml': sweep, 'apps/a/tune.json': '{}' },
    'apps/a',
    'tune',
    'apps/a/tune.json and apps/a/tune.yaml: two sweep files in one folder must not have the same name. Rename or remove one of them.',
  ],
  [
    'a name that is taken',
    { ...project, 'apps/a/replay.tune.yaml': sweep },
    'apps/a',
    'tune-replay',
    'apps/a/replay.tune.yaml: NAME.tune.yaml needs a usable name, but "replay" is reserved by nx-tune. Rename the file.',
  ],
  [
    'the name of the target of all sweeps',
    { ...project, 'apps/a/all.tune.yaml': sweep },
    'apps/a',
    'tune-all',
    'apps/a/all.tune.yaml: NAME.tune.yaml needs a usable name, but "all" is reserved: the target tune-all runs all sweeps of a project. Rename the file.',
  ],
  [
    'a missing objective',
    { 'apps/a/project.json': '{}', 'apps/a/tune.yaml': sweep },
    'apps/a',
    'tune',
    'apps/a/tune.yaml:1 objective: "objective" must be a file of the project, but o.js is not: there is no such file. Paths are relative to the project.',
  ],
])('%s breaks only its own target', async (_, files, root, target, message) => {
  const projects = await nodes({
    ...files,
    'apps/fine/project.json': '{"name":"fine"}',
    'apps/fine/o.js': '',
    'apps/fine/tune.yaml': sweep,
  } as Record<string, string>);
  expect(problemsOf(projects, root, target)).toEqual([message]);
  expect(projects['apps/fine']?.targets?.['tune']?.dependsOn).toHaveLength(1);
});

test('an objective that links to a file outside the project is rejected', async () => {
  const files = { 'apps/a/project.json': '{}', 'apps/a/tune.yaml': sweep, 'secret.js': '' };
  const root = temporaryWorkspace(files);
  symlinkSync('../../secret.js', join(root, 'apps/a/o.js'));
  expect(problemsOf(await nodes(files, root), 'apps/a')).toEqual([
    'apps/a/tune.yaml:1 objective: "objective" must be a file of the project, but o.js is not: it is a link that leaves the project. Paths are relative to the project.',
  ]);
});

test('a sweep file among the outputs is ignored', async () => {
  expect(await nodes({ ...project, 'apps/a/.tune/trials/x/artifacts/tune.yaml': sweep })).toEqual({});
});

test('Nx hashes no absolute path', async () => {
  const files = { ...project, 'apps/a/tune.yaml': sweep };
  const root = temporaryWorkspace(files);
  expect(JSON.stringify(await nodes(files, root))).not.toContain(root);
});

test('notices name the parts of a Python command that nx-tune cannot see', async () => {
  const projects = await nodes({
    'nx.json': '{}',
    'apps/a/project.json': '{"name":"a"}',
    'apps/a/train.py': 'import sys\nfrom .absent import x\nsys.path.insert(0, "../b")\nimportlib.import_module(name)\n',
    'apps/a/tune.yaml': sweep.replace('objective: ./o.js', 'command: [uv, run, train.py]'),
  });
  expect(projects['apps/a']?.targets?.['tune']?.metadata?.['sweep']).toHaveProperty('notices', [
    expect.stringMatching(/^apps\/a\/train\.py:4 imports a computed name/),
    expect.stringMatching(/^apps\/a\/train\.py:3 uses sys\.path: /),
    expect.stringMatching(/^apps\/a\/train\.py imports "\.absent", which cannot be found/),
    expect.stringMatching(/^the command starts with "uv", /),
  ]);
});

test('the source of a Python command excludes files that its tools write, and in the root includes its requirements', async () => {
  const command = (text: string): string => sweep.replace('objective: ./o.js', `command: ${text}`);
  const inputsOf = async (root: string, text: string): Promise<string> => {
    const files = { [`${root}/project.json`]: '{"name":"a"}', [`${root}/tune.yaml`]: command(text) };
    const projects = await nodes({ ...files, [`${root}/train.py`]: '' });
    const [inputs] = Object.entries(projects).filter(([place]) => place.includes('/inputs/'));
    return JSON.stringify(inputs?.[1].targets?.['inputs']?.inputs);
  };
  expect(await inputsOf('apps/a', '[python3, train.py]')).toContain('"!{workspaceRoot}/apps/a/**/*.py[co]"');
  expect(await inputsOf('apps/a', '[node, train.mjs]')).not.toContain('.py');
  const atRoot = await inputsOf('.', '[.venv/bin/python, train.py]');
  expect(atRoot).toContain('"{workspaceRoot}/*.py","{workspaceRoot}/requirements*.txt"');
});

const config = (values: string, comment = ''): string => `import { defineSweep } from 'nx-tune';
${comment}
const sweep = defineSweep({
  objective: './o.ts',
  method: 'grid',
  metric: { name: 'loss' },
  parameters: { x: { values: ${values} } },
});
export default sweep;
`;
const trialRoots = (projects: Awaited<ReturnType<typeof nodes>>): string[] =>
  Object.keys(projects).filter((root) => root.includes('/trials/'));

describe('a sweep in TypeScript', () => {
  const typed = (text: string, imported: string): Record<string, string> => ({
    'apps/a/project.json': '{"name":"a"}',
    'apps/a/tune.config.ts': text,
    'apps/a/o.ts': `${imported}\nexport default () => 1;\n`,
  });
  const asType = "import type sweep from './tune.config';";

  test('has the same trials and inputs as in YAML', async () => {
    const yaml = { ...typed('', ''), 'apps/a/tune.yaml': sweep.replace('o.js', 'o.ts') };
    delete (yaml as Partial<typeof yaml>)['apps/a/tune.config.ts' as never];
    const [a, b] = [await nodes(typed(config('[1, 2]'), '')), await nodes(yaml)];
    expect(trialRoots(a)).toHaveLength(2);
    for (const root of trialRoots(a)) expect(a[root]).toEqual(b[root]);
  });

  test('a comment or another point does not change the existing trials', async () => {
    const before = await nodes(typed(config('[1, 2]'), asType));
    const after = await nodes(typed(config('[1, 2, 3]', '// three'), asType));
    expect(trialRoots(after)).toHaveLength(3);
    for (const root of trialRoots(before)) expect(after[root]).toEqual(before[root]);
  });

  test('an import of its values is an input of every trial, and there is a notice', async () => {
    const asValue = "import sweep from './tune.config';";
    const before = await nodes(typed(config('[1, 2]'), asValue));
    const after = await nodes(typed(config('[1, 2, 3]'), asValue));
    for (const root of trialRoots(before)) expect(after[root]).not.toEqual(before[root]);
    expect(JSON.stringify(after['apps/a']?.targets?.['tune']?.metadata)).toContain(
      'apps/a/o.ts imports apps/a/tune.config.ts: any change to the sweep file runs all trials again',
    );
  });

  test('two files for one sweep are an error, and so is a file that cannot be read', async () => {
    const both = await nodes({ ...typed(config('[1]'), ''), 'apps/a/tune.yaml': sweep });
    expect(problemsOf(both, 'apps/a')).toEqual([expect.stringContaining('must not have the same name')]);
    const computed = await nodes(typed(config('list()'), ''));
    expect(problemsOf(computed, 'apps/a')).toEqual([expect.stringContaining('apps/a/tune.config.ts:7:')]);
  });
});

const inputsOf = (projects: Awaited<ReturnType<typeof nodes>>): unknown[] =>
  Object.values(projects).flatMap(({ targets }) => targets?.['inputs']?.inputs ?? []);

test('no character of a path is taken for a glob, in inputs or outputs', async () => {
  const root = 'apps/(a) [b] {c}';
  const projects = await nodes({
    [`${root}/project.json`]: '{"name":"odd"}',
    [`${root}/package.json`]: '{"name":"odd"}',
    [`${root}/o.js`]: 'module.exports = () => 1;\n',
    [`${root}/tune.yaml`]: `${sweep}inputs: ['data/{x,y}/*.csv']\n`,
  });
  const escaped = '{workspaceRoot}/apps/\\(a\\) \\[b\\] \\{c\\}';
  expect(inputsOf(projects)).toEqual(
    expect.arrayContaining([
      `${escaped}/**/*`,
      `!${escaped}/**/{*.md,*.{spec,test}.*,__tests__/**/*}`,
      expect.objectContaining({ json: `${escaped}/package.json` }),
      { fileset: `${escaped}/data/{x,y}/*.csv`, includeIgnored: true },
    ]),
  );
  const outputs = Object.values(projects).flatMap(({ targets }) => targets?.['trial']?.outputs ?? []);
  expect(outputs).toHaveLength(2);
  expect(outputs.every((output) => output.startsWith(`${escaped}/.tune/trials/`))).toBe(true);
});

test('links lead Nx to their targets, unless git ignores them', async () => {
  const root = temporaryWorkspace({
    ...project,
    '.gitignore': 'ignored*\n',
    'apps/a/tune.yaml': `${sweep}inputs: ['data/*.csv']\n`,
    'apps/a/data/.keep': '',
    'shared/(x).csv': '',
    'shared/folder/y.csv': '',
  });
  const elsewhere = temporaryWorkspace({ 'z.csv': '' });
  symlinkSync('../../../shared/(x).csv', join(root, 'apps/a/data/x.csv'));
  symlinkSync(join(elsewhere, 'z.csv'), join(root, 'apps/a/data/z.csv'));
  symlinkSync('../../shared/folder', join(root, 'apps/a/folder'));
  symlinkSync(elsewhere, join(root, 'apps/a/elsewhere'));
  symlinkSync(elsewhere, join(root, 'apps/a/ignored'));
  symlinkSync('../..', join(root, 'apps/a/above'));
  const inputs = inputsOf(await nodes({ 'apps/a/tune.yaml': '' }, root));
  expect(inputs).toEqual(
    expect.arrayContaining([
      { fileset: '{workspaceRoot}/shared/\\(x\\).csv', includeIgnored: true },
      '{workspaceRoot}/shared/folder/**/*',
      { runtime: expect.stringMatching(/^node -p "[^"`$]*"$/) as string },
    ]),
  );
  const runtimes = (inputs as { runtime?: string }[]).flatMap(({ runtime }) => runtime ?? []);
  expect(runtimes.flatMap((runtime) => readsOutside(runtime) ?? [])).toEqual(['apps/a/data/z.csv', 'apps/a/elsewhere']);
  expect(JSON.stringify(inputs)).not.toMatch(/ignored\/|above\/|workspaceRoot}\/\*/);
});

describe('points that were tried by hand', () => {
  const wide = sweep
    .replace('x: { values: [1, 2] }', 'x: { min: 0.0, max: 1.0 }')
    .replace('grid', 'random\nrun_cap: 3');
  const trialRoots = (projects: Awaited<ReturnType<typeof nodes>>): string[] =>
    Object.keys(projects).filter((root) => root.includes('/.tune/trials/'));
  const withTried = (tried: string, file = wide): ReturnType<typeof nodes> =>
    nodes({ ...project, 'apps/a/tune.yaml': file, 'apps/a/.tune/tried.json': tried });

  test('are put beside the trials of the sweep, as those that they would be under "points"', async () => {
    const projects = await withTried(JSON.stringify({ schemaVersion: 1, sweeps: { tune: [{ x: 0.25 }] } }));
    expect(trialRoots(projects)).toHaveLength(4);
    const before = await nodes({ ...project, 'apps/a/tune.yaml': wide });
    const [tried = ''] = trialRoots(projects).filter((root) => before[root] === undefined);
    expect(projects['apps/a']).toEqual(before['apps/a']);
    const kept = await nodes({ ...project, 'apps/a/tune.yaml': `${wide}points: [{ x: 0.25 }]\n` });
    expect(projects[tried]).toEqual(kept[tried]);
  });

  test('may lie outside of the search space', async () => {
    const tried = '{"schemaVersion":1,"sweeps":{"tune":[{"x":3}]}}';
    expect(trialRoots(await withTried(tried))).toHaveLength(4);
  });

  test.each([
    '{',
    '[]',
    '{"sweeps":5}',
    '{"sweeps":{"tune":{"x":0.25}}}',
    '{"sweeps":{"tune":[5,null,[],{"x":"a"},{"y":0.5},{}]}}',
    '{"sweeps":{"other":[{"x":0.25}]}}',
  ])('are none in %s', async (tried) => {
    expect(trialRoots(await withTried(tried))).toHaveLength(3);
  });

  test('have slots of their own in no search, and do not exist where decisions come between trials', async () => {
    const tried = JSON.stringify({ sweeps: { tune: [{ x: 0.25 }] } });
    expect(trialRoots(await withTried(tried, wide.replace('random', 'tpe')))).toHaveLength(1);
    const rungs = `${wide}budget: { name: epochs }\nearly_terminate: { type: successive_halving, max_iter: 4 }\n`;
    expect(trialRoots(await withTried(tried, rungs))).toEqual(
      trialRoots(await nodes({ ...project, 'apps/a/tune.yaml': rungs })),
    );
  });
});

test.each([
  ['objective: ./o.js', true],
  ['command: [awk, -f, p.awk]', false],
])(
  'a file that a sweep extends is left out of the inputs where reading it is seen: %s',
  async (objective, isLeftOut) => {
    const projects = await nodes({
      ...project,
      'apps/a/p.awk': 'BEGIN { print 1 }\n',
      'apps/a/base.yaml': 'parameters:\n  x: { values: [1, 2] }\n',
      'apps/a/tune.yaml': `extends: ./base.yaml\n${objective}\nmethod: grid\nmetric: { name: loss }\n`,
    });
    const trials = Object.entries(projects).filter(([root]) => root.includes('/.tune/'));
    expect(trials.length).toBeGreaterThan(2);
    expect(JSON.stringify(trials).includes('!{workspaceRoot}/apps/a/base.yaml')).toBe(isLeftOut);
  },
);

describe('a budget', () => {
  const learning =
    'objective: ./o.js\nmethod: tpe\nrun_cap: 8\nmetric: { name: loss }\nparameters: { x: { min: 0.0, max: 1.0 } }\n';
  /** Returns what Nx hashes of each project, by its root. */
  const hashed = async (text: string, more: { readonly [path: string]: string } = {}): Promise<Map<string, string>> => {
    const projects = await nodes({ ...project, 'apps/a/tune.yaml': text, ...more });
    const targets = Object.entries(projects).map(([root, { name, targets: all }]): [string, string] => [
      root,
      JSON.stringify([name, all], (key, value: unknown) =>
        key === 'metadata' || key === 'dependsOn' ? undefined : value,
      ),
    ]);
    return new Map(targets);
  };
  const changed = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] =>
    [...new Set([...a.keys(), ...b.keys()])].filter((root) => a.get(root) !== b.get(root));

  test('and what the lock says that trials cost are hashed into what is proposed, and into no trial', async () => {
    const [plain, some, more] = [
      await hashed(learning),
      await hashed(`${learning}budget_seconds: 5\n`),
      await hashed(`${learning}budget_seconds: 6\n`),
    ];
    for (const [a, b] of [
      [plain, some],
      [some, more],
    ] as const) {
      expect(changed(a, b)).toHaveLength(2);
      expect(changed(a, b).every((root) => root.includes('/ask'))).toBe(true);
    }
    expect([...some].filter(([, text]) => text.includes('**/run.json'))).toHaveLength(2);
    expect([...plain].filter(([, text]) => text.includes('**/run.json'))).toHaveLength(0);
  });

  test('a price is not hashed into anything', async () => {
    expect(changed(await hashed(learning), await hashed(`${learning}price_per_hour: 2\n`))).toEqual([]);
  });

  test('two sweeps that are the same search are refused if one of them has a budget', async () => {
    const two = (text: string) =>
      nodes({ ...project, 'apps/a/tune.yaml': text, 'apps/a/more.tune.yaml': `${learning}max_trials: 9\n` });
    expect(problemsOf(await two(`${learning}budget_seconds: 5\n`), 'apps/a')).toEqual([
      expect.stringContaining('apps/a/more.tune.yaml and apps/a/tune.yaml are the same search'),
    ]);
    expect(problemsOf(await two(`${learning}budget_seconds: 5\n`), 'apps/a', 'tune-more')).toHaveLength(1);
    expect(problemsOf(await two(learning), 'apps/a')).toEqual([]);
    expect(problemsOf(await two(`${learning}budget_seconds: 5\nseed: 2\n`), 'apps/a')).toEqual([]);
  });
});
