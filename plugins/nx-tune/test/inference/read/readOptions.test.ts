import type { CreateNodesContext, CreateNodesResult, TargetConfiguration } from '@nx/devkit';

import { inferNodes } from '../../../src/inference/inferNodes.js';
import { readOptions } from '../../../src/inference/read/readOptions.js';
import type { SweepMetadata } from '../../../src/inference/targets/sweepMetadata.js';
import { temporaryWorkspace } from '../../support/temporaryWorkspace.js';

const sweep = 'objective: ./o.js\nmethod: grid\nmetric: { name: loss }\nparameters:\n  x: { values: [1, 2] }\n';
const files = {
  'a/project.json': '{"name":"a"}',
  'a/o.js': 'module.exports = () => 1;\n',
  'a/tune.yaml': sweep,
  'a/own.tune.yaml': `${sweep.replace('1, 2', '3')}timeout: 7\nisolation: thread\n`,
  'a/command.tune.yaml': sweep.replace('objective: ./o.js', 'command: [node, o.js]'),
};

type Targets = Readonly<Record<string, TargetConfiguration>>;

/** All targets, by the project's root. */
async function targets(options: unknown): Promise<Readonly<Record<string, Targets>>> {
  const workspaceRoot = temporaryWorkspace(files);
  const sweeps = Object.keys(files).filter((file) => file.endsWith('tune.yaml'));
  const results = await inferNodes(sweeps, options, { workspaceRoot } as CreateNodesContext);
  const projects = results.flatMap(([, { projects }]: readonly [string, CreateNodesResult]) =>
    Object.entries(projects ?? {}),
  );
  return Object.fromEntries(projects.map(([root, project]) => [root, project.targets ?? {}]));
}

const trials = (all: Awaited<ReturnType<typeof targets>>, x: number): readonly TargetConfiguration[] =>
  Object.values(all).flatMap(({ trial }) =>
    trial !== undefined && (trial.options as { trial: string }).trial.includes(`"x":${x}`) ? [trial] : [],
  );

test('the sweep file takes precedence over defaults, and the default isolation applies to modules only', async () => {
  const all = await targets({ timeout: 5, retries: 2, memory: 64, fail_fast: 3, isolation: 'process' });
  const most = { timeoutMs: 5000, memoryMb: 64, retries: 2, failFast: 3 };
  const [first, second] = trials(all, 1);
  expect(first?.metadata).toMatchObject({ limits: most, isolation: 'process' });
  expect(second?.metadata).toMatchObject({ limits: most, isolation: 'process' });
  expect(trials(all, 3)[0]?.metadata).toMatchObject({ limits: { ...most, timeoutMs: 7000 }, isolation: 'thread' });
  const threads = await targets({ isolation: 'thread' });
  const isolations = new Set(trials(threads, 1).map(({ metadata }) => String(metadata?.['isolation'])));
  expect(isolations).toEqual(new Set(['process', 'thread']));
});

test('options change nothing that Nx hashes', async () => {
  const hashed = async (options: unknown): Promise<unknown> => {
    const all = await targets(options);
    return Object.entries(all).map(([root, own]) => [
      root,
      Object.entries(own).map(([name, target]) => [name, { ...target, metadata: undefined, dependsOn: undefined }]),
    ]);
  };
  const options = { timeout: 5, retries: 2, memory: 64, fail_fast: 3, isolation: 'process' };
  expect(await hashed(options)).toEqual(await hashed(undefined));
});

test('every sweep reports an error in the options, and nothing else breaks', async () => {
  const all = await targets({ timeout: -1 });
  expect(Object.keys(all)).toEqual(['a']);
  const told = Object.values(all['a'] ?? {}).flatMap(
    ({ metadata }) => (metadata?.['sweep'] as SweepMetadata | undefined) ?? [],
  );
  expect(told.map(({ problems }) => problems)).toEqual(
    ['tune', 'own', 'command'].map(() => [
      'nx.json plugins.nx-tune.options.timeout: "timeout" must be above 0, but it is -1.',
    ]),
  );
});

test.each([
  [
    { timeout: 'long' },
    'nx.json:6 plugins.nx-tune.options.timeout: "timeout" must be a finite number, but it is "long".',
  ],
  [
    { isolation: 'treads' },
    'nx.json:5 plugins.nx-tune.options.isolation: "isolation" must be one of thread, process, but it is "treads". Did you mean "thread"?',
  ],
  [{ timeuot: 1 }, 'nx.json:4 plugins.nx-tune.options.timeuot: unknown key "timeuot". Did you mean "timeout"?'],
  [
    { run_cap: 1 },
    'nx.json:4 plugins.nx-tune.options.run_cap: unknown key "run_cap". Known keys: isolation, timeout, memory, retries, fail_fast, shards.',
  ],
  [{ shards: 1 }, 'nx.json:4 plugins.nx-tune.options.shards: "shards" must be at least 2, but it is 1.'],
])('%j is reported with its line', (options, message) => {
  const nxJson = `{
  "plugins": [
    "other",
    { "plugin": "nx-tune", "options": {
      "isolation": "treads",
      "timeout": "long"
    } }
  ]
}`;
  expect(readOptions(temporaryWorkspace({ 'nx.json': nxJson }), options)).toEqual({ ok: false, problems: [message] });
});

test.each([undefined, null, {}])('%j sets no options', (options) => {
  expect(readOptions('', options)).toEqual({ ok: true, defaults: {} });
});

test.each(['text', 3, []])('%j is not an object of options', (options) => {
  expect(readOptions('', options)).toMatchObject({
    ok: false,
    problems: [expect.stringMatching(/^nx\.json plugins\.nx-tune\.options: /)],
  });
});
