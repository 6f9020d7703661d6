import { posix } from 'node:path';

import { methodNames } from '@nx-tune/search';
import { expandSweep, parseSweep } from '@nx-tune/sweep';
import { logger, readJson, readNxJson, type Tree, updateNxJson } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';

import { draftSweep, type SweepGeneratorOptions } from '../../../src/generators/sweep/draftSweep.js';
import { sweep } from '../../../src/generators/sweep/generator.js';
import { typeErrors } from '../../support/typeErrors.js';

let said: jest.SpyInstance;
beforeEach(() => {
  said = jest.spyOn(logger, 'info').mockImplementation(() => undefined);
});

function workspace(files: Readonly<Record<string, string>>): Tree {
  const tree = createTreeWithEmptyWorkspace();
  tree.delete('tsconfig.base.json');
  updateNxJson(tree, { plugins: ['nx-tune'] });
  for (const [path, text] of Object.entries(files)) tree.write(path, text);
  return tree;
}

const project = { 'apps/a/project.json': '{"name":"a"}' };

const workspaces = { 'package.json': '{"name":"@shop/source","workspaces":["packages/*"]}' };

async function written(
  options: Omit<SweepGeneratorOptions, 'project'> & { readonly project?: string } = {},
  tree: Tree = workspace(project),
): Promise<Readonly<Record<string, string>>> {
  const before = new Set(tree.listChanges().map(({ path }) => path));
  const sayNext = await sweep(tree, { project: 'a', skipFormat: true, ...options });
  await sayNext();
  return Object.fromEntries(
    tree
      .listChanges()
      .filter(({ path }) => !before.has(path))
      .map(({ path, content }) => [path, String(content)]),
  );
}

const formats = { yaml: 'tune.yaml', json: 'tune.json', ts: 'tune.config.ts' };

describe.each(Object.entries(formats))('as %s', (format, file) => {
  test.each(methodNames)('%s is a valid sweep in every language', async (method) => {
    for (const language of ['ts', 'js', 'python', 'command']) {
      const files = await written({ method, format, language, metric: "it's on: #1", goal: 'maximize' });
      const parsed = parseSweep('tune', file, files[`apps/a/${file}`] ?? '');
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      expect(parsed.value).toMatchObject({ method, metric: { name: "it's on: #1", goal: 'maximize' }, seed: '1' });
      expect(parsed.value.notices).toEqual([]);
      const expansion = expandSweep(parsed.value);
      expect(expansion.ok && expansion.trials.length + expansion.slots.length).toBe(method === 'grid' ? 12 : 20);
    }
  });
});

test.each(['on', 'null', '1', 'a b', '', 'x: y', 'ä'])('a metric named %j stays a string', async (metric) => {
  const parsed = parseSweep('tune', 'tune.yaml', (await written({ metric }))['apps/a/tune.yaml'] ?? '');
  expect(parsed.ok && parsed.value.metric.name).toBe(metric || 'loss');
});

test('the example in TypeScript compiles, with a sweep in YAML to minimize and one in TypeScript to maximize', async () => {
  const modulesOf = async (format: string, goal: string, metric: string): Promise<(readonly [string, string])[]> => {
    const files = await written({ format, goal, metric, language: 'ts', objective: 'src/deep/objective.ts' });
    return Object.entries(files).flatMap(([path, text]) =>
      path.endsWith('.ts') ? [[`/${format}/${path}`, text.replaceAll("'nx-tune'", "'/nx-tune.js'")] as const] : [],
    );
  };
  const modules = [...(await modulesOf('yaml', 'minimize', 'loss')), ...(await modulesOf('ts', 'maximize', "it's"))];
  expect(modules).toHaveLength(4);
  expect(typeErrors(Object.fromEntries(modules))).toEqual([]);
});

test('the types of params that the example imports are written too', async () => {
  expect(Object.keys(await written({ name: 'wide', language: 'ts' }))).toEqual([
    'apps/a/wide.tune.yaml',
    'apps/a/src/objective.ts',
    'apps/a/wide.tune.params.d.ts',
  ]);
});

test.each([
  [{ 'apps/a/tsconfig.json': '{}' }, 'ts'],
  [{ 'tsconfig.base.json': '{}' }, 'ts'],
  [{ 'package.json': '{"devDependencies":{"typescript":"6"}}' }, 'ts'],
  [{ 'package.json': '{"name":"root"}' }, 'mjs'],
  [{ 'package.json': '{"type":"module"}' }, 'js'],
  [{ 'package.json': '{"type":"module"}', 'apps/a/package.json': '{"name":"a"}' }, 'mjs'],
  [{ 'apps/a/package.json': '{"name":"a","type":"module"}' }, 'js'],
])('with %j the objective has the extension .%s', async (files, extension) => {
  const tree = workspace({ 'package.json': '{}', ...project, ...files });
  expect(await written({}, tree)).toHaveProperty([`apps/a/src/objective.${extension}`]);
});

test('an existing objective is kept, and its extension decides its language', async () => {
  const files = await written({ objective: 'train.py' }, workspace({ ...project, 'apps/a/train.py': 'mine' }));
  expect(files).toEqual({
    'apps/a/tune.yaml': expect.stringContaining("\ncommand: [python3, train.py, '${args}']\n") as string,
  });
  expect(said.mock.calls.flat().join('\n')).toContain('apps/a/train.py already exists and is not changed');
});

test.each([
  ['train.py', 'import argparse\n', 'python', "[python3, train.py, '${args}']", 'since it uses argparse'],
  ['train.py', 'import hydra\n', 'python', "[python3, train.py, '${args_no_hyphens}']", 'such as rate=0.1'],
  ['train.py', 'import os\nos.environ["TUNE_PARAMS"]\n', 'python', '[python3, train.py]', 'from TUNE_PARAMS'],
  ['train.py', 'pass\n', 'python', "[python3, train.py, '${args}']", 'could not be seen'],
  ['fit.mjs', 'process.argv.slice(2)\n', 'command', "[node, fit.mjs, '${args}']", 'since it uses process.argv'],
])('the command of an existing %s gives it its params: %j', async (objective, text, language, command, note) => {
  const files = await written({ objective, language }, workspace({ ...project, [`apps/a/${objective}`]: text }));
  expect(files['apps/a/tune.yaml']).toContain(`\ncommand: ${command}\n`);
  expect(files['apps/a/tune.yaml']).toContain(note);
  const parsed = parseSweep('tune', 'tune.yaml', files['apps/a/tune.yaml'] ?? '');
  expect(parsed.ok).toBe(true);
});

test.each(methodNames)('the options of a script that uses argparse become parameters of %s', async (method) => {
  const text = `
import argparse
p = argparse.ArgumentParser()
p.add_argument('--lr', type=float, default=0.01)
p.add_argument('--batch-size', type=int, default=32)
p.add_argument('--opt', choices=['sgd', 'adam'], default='adam')
p.add_argument('--epochs', type=int, default=5)
p.add_argument('--seed', type=int, default=0)
`;
  const tree = workspace({ ...project, 'apps/a/train.py': text });
  const files = await written({ objective: 'train.py', method }, tree);
  const parsed = parseSweep('tune', 'tune.yaml', files['apps/a/tune.yaml'] ?? '');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const needsNumbers = method === 'cma-es' || method === 'nelder-mead';
  expect(files['apps/a/tune.yaml']).toContain("\ncommand: [python3, train.py, '${args}', '--seed=${seed}']\n");
  expect(files['apps/a/tune.yaml']).toContain('  epochs: { value: 5 }\n');
  expect(files['apps/a/tune.yaml']?.includes('  opt: { values: [sgd, adam] }\n')).toBe(!needsNumbers);
  expect(files['apps/a/tune.yaml']).toMatch(/\n {2}lr: .*\n {2}batch-size: /);
  expect(expandSweep(parsed.value).ok).toBe(true);
  expect(said.mock.calls.flat().join('\n')).toContain('check the ranges of its options under "parameters"');
});

test('a module beside the script may read the params for it', async () => {
  const beside = { 'apps/a/train.py': 'import tune\n', 'apps/a/tune.py': 'PARAMS = os.environ["TUNE_PARAMS"]\n' };
  const files = await written({ objective: 'train.py' }, workspace({ ...project, ...beside }));
  expect(files['apps/a/tune.yaml']).toContain('\ncommand: [python3, train.py]\n');
});

test('a script that does not show how it reads its params is reported', async () => {
  await written({ objective: 'train.py', format: 'json' }, workspace({ ...project, 'apps/a/train.py': 'pass\n' }));
  expect(said.mock.calls.flat().join('\n')).toContain('How it reads its params could not be seen');
});

test('no example is written if none is wanted, or if its language has no example', async () => {
  expect(Object.keys(await written({ example: false }))).toEqual(['apps/a/tune.yaml']);
  expect(Object.keys(await written({ objective: 'fit.R' }))).toEqual(['apps/a/tune.yaml']);
  expect(said.mock.calls.flat().join('\n')).toContain('First write apps/a/fit.R: ');
});

test.each([
  ['fit.cjs', 'objective: ./fit.cjs\n', 'module.exports = function objective('],
  ['fit.js', 'objective: ./fit.js\n', 'export default function objective('],
])('%s is written as Node.js reads it', async (objective, line, start) => {
  const files = await written({ objective });
  expect(files['apps/a/tune.yaml']).toContain(line);
  expect(files[`apps/a/${objective}`]).toContain(start);
});

test.each([
  ['bin/fit', '[./bin/fit]'],
  ['fit.sh', '[sh, fit.sh]'],
  ['fit.cjs', '[node, fit.cjs]'],
])('the command of %s is %s', async (objective, command) => {
  const files = await written({ objective, language: 'command' });
  expect(files['apps/a/tune.yaml']).toContain(`\ncommand: ${command}\n`);
});

test('the next steps are printed last', async () => {
  await written({ name: 'wide', language: 'js' });
  expect(said.mock.calls.flat().join('\n')).toContain('npx nx tune-wide a\n');
});

test('a package.json is enough for a project, in the root of the workspace too', async () => {
  const tree = workspace({
    'package.json': '{"name":"root","workspaces":["libs/*"]}',
    'libs/b/package.json': '{"name":"@acme/b"}',
  });
  expect(Object.keys(await written({ project: '@acme/b' }, tree))).toContain('libs/b/tune.yaml');
  const files = await written({ project: 'root' }, tree);
  expect(files['tune.yaml']).toMatch(
    /^# yaml-language-server: \$schema=\.\/node_modules\/nx-tune\/schemas\/sweep\.json\n/,
  );
});

test('the workspace is set up, unless it already is', async () => {
  const tree = workspace(project);
  updateNxJson(tree, {});
  await written({}, tree);
  expect(readNxJson(tree)?.plugins).toEqual(['nx-tune']);
  const options = { plugins: [{ plugin: 'nx-tune', options: { timeout: 5 } }] };
  updateNxJson(tree, options);
  await written({ name: 'wide' }, tree);
  expect(readJson(tree, 'nx.json')).toEqual(options);
});

test.each([
  ["import { parseArgs } from 'node:util'; parseArgs({});", ['node', 'bench.mjs', '${args}']],
  ['console.log(JSON.stringify(work(process.env.TUNE_PARAMS)));', ['node', 'bench.mjs']],
  ['export default (params) => 1;', undefined],
  ['const f = (params) => 1; export { f as default };', undefined],
  ['module.exports = (params) => 1;', undefined],
  ['', undefined],
])('a script that is there is a command where it exports no function: %s', async (text, command) => {
  const tree = workspace({ ...project, 'apps/a/bench.mjs': text });
  const parsed = parseSweep(
    'tune',
    'tune.yaml',
    (await written({ objective: 'bench.mjs' }, tree))['apps/a/tune.yaml'] ?? '',
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  expect(parsed.value.objective).toMatchObject(
    command === undefined ? { kind: 'module', path: 'bench.mjs' } : { kind: 'command' },
  );
  for (const word of command ?? []) expect(JSON.stringify(parsed.value.objective)).toContain(JSON.stringify(word));
});

test('a language that is named counts, whatever the script looks like', async () => {
  const tree = workspace({ ...project, 'apps/a/bench.mjs': 'start();' });
  const files = await written({ objective: 'bench.mjs', language: 'js' }, tree);
  expect(files['apps/a/tune.yaml']).toContain('objective: ./bench.mjs');
});

test('a part of the name says which project is meant, as it does for nx tune', async () => {
  const tree = workspace({ 'packages/api/package.json': '{"name":"@shop/api"}', ...workspaces });
  const files = await written({ project: 'api' }, tree);
  expect(Object.keys(files)).toContain('packages/api/tune.yaml');
  expect(String(said.mock.calls)).toContain('nx tune @shop/api\n');
});

test('a part of the names of two projects is refused with both', async () => {
  const tree = workspace({
    'packages/api/package.json': '{"name":"@shop/api"}',
    'packages/old/package.json': '{"name":"@old/api"}',
    ...workspaces,
  });
  await expect(written({ project: 'api' }, tree)).rejects.toThrow(
    '"api" is part of the names of 2 projects. Name one of @old/api, @shop/api.',
  );
});

test.each([
  [{ project: 'b' }, 'There is no project "b" with a project.json or package.json. Name one of a.'],
  [{ project: '_/a--/x@1--0123' }, '"_/a--/x@1--0123" is a task of a sweep. Name the project that it belongs to: a.'],
  [
    { name: 'taken' },
    'apps/a/taken.tune.json already exists and is not changed. Choose another name for the sweep, for example --name=wide.',
  ],
  [{ name: 'best' }, '--name=best is not valid: "best" is reserved by nx-tune.'],
])('%j is rejected, and nothing is written', async (options, message) => {
  const tree = workspace({ ...project, 'apps/a/taken.tune.json': '{}' });
  await expect(written(options, tree)).rejects.toMatchObject({ message, stack: '' });
  expect(tree.children(posix.join('apps/a'))).toEqual(['project.json', 'taken.tune.json']);
});

test.each([
  [{ method: 'gird' }, /^--method=gird is not valid: it must be one of grid, random, /],
  [{ goal: 'max' }, /^--goal=max is not valid: it must be one of minimize, maximize\.$/],
  [{ format: 'toml' }, /^--format=toml is not valid: /],
  [{ language: 'r' }, /^--language=r is not valid: it must be one of auto, ts, js, python, command\.$/],
  [{ objective: '../x.js' }, /^--objective=\.\.\/x\.js is not valid: it leaves its folder/],
  [
    { objective: 'x.js', language: 'python' },
    /^--objective=x\.js is not valid: it does not have the extension of a Python file\.$/,
  ],
  [{ name: 'a/b' }, /^--name=a\/b is not valid: it does not consist of letters/],
])('%j is an error', (options, message) => {
  const around = { hasTypescript: false, isModule: false, toRoot: '../' };
  expect(draftSweep({ project: 'a', ...options }, around)).toEqual({
    mistake: expect.stringMatching(message) as string,
  });
});
