import { logger, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';

import { githubWorkflow } from '../../../src/generators/githubWorkflow/generator.js';

function workspace(...sweeps: readonly string[]): Tree {
  jest.spyOn(logger, 'info').mockImplementation(() => undefined);
  const tree = createTreeWithEmptyWorkspace();
  tree.write('apps/api/project.json', '{"name":"@shop/api"}');
  for (const file of sweeps) tree.write(`apps/api/${file}`, '');
  return tree;
}

const written = (tree: Tree): string[] => tree.children('.github/workflows');

test('without a name, the only sweep of the project is meant', () => {
  const tree = workspace('flags.tune.yaml');
  githubWorkflow(tree, { project: '@shop/api' });
  expect(written(tree)).toEqual(['tune-shop-api-flags.yml']);
  expect(tree.read('.github/workflows/tune-shop-api-flags.yml', 'utf8')).toContain('nx run @shop/api:tune-flags');
});

test('without a name, all sweeps of the project are meant, and tune-all gathers them', () => {
  const tree = workspace('flags.tune.yaml', 'tune.yaml');
  githubWorkflow(tree, { project: '@shop/api' });
  expect(written(tree)).toEqual(['tune-shop-api.yml']);
  const text = tree.read('.github/workflows/tune-shop-api.yml', 'utf8');
  for (const target of ['tune-shard-${{', 'tune-flags-shard-${{', 'tune-all'])
    expect(text).toContain(`nx run @shop/api:${target}`);
});

test('a sweep that learns from results has no shards, and runs where the others are gathered', () => {
  const learning =
    'objective: ./o.js\nmethod: tpe\nmetric: { name: loss }\nparameters: { x: { min: 0, max: 1.5 } }\nrun_cap: 8\n';
  const tree = workspace('tune.yaml');
  tree.write('apps/api/flags.tune.yaml', learning);
  githubWorkflow(tree, { project: '@shop/api' });
  const text = tree.read('.github/workflows/tune-shop-api.yml', 'utf8');
  expect(text).toContain('tune-all');
  expect(text).not.toContain('tune-flags-shard');
  expect(() => githubWorkflow(tree, { project: '@shop/api', sweep: 'flags' })).toThrow(
    'The trials of flags depend on results of earlier ones, so they cannot be split between machines.',
  );
});

test('one of several may be named', () => {
  const tree = workspace('flags.tune.yaml', 'tune.yaml');
  githubWorkflow(tree, { project: '@shop/api', sweep: 'tune' });
  expect(written(tree)).toEqual(['tune-shop-api.yml']);
  expect(tree.read('.github/workflows/tune-shop-api.yml', 'utf8')).not.toContain('tune-all');
});

test('a sweep that does not exist is refused with those that do', () => {
  const tree = workspace('flags.tune.yaml', 'heap.tune.yaml');
  expect(() => githubWorkflow(tree, { project: '@shop/api', sweep: 'tune' })).toThrow(
    'Project "@shop/api" has no sweep "tune". Choose one of flags, heap with --sweep.',
  );
  expect(() => githubWorkflow(workspace(), { project: '@shop/api' })).toThrow(
    'Project "@shop/api" has no sweep. Add a sweep file first.',
  );
});

test('a part of the name says which project is meant', () => {
  const tree = workspace('tune.yaml');
  githubWorkflow(tree, { project: 'api' });
  expect(written(tree)).toEqual(['tune-shop-api.yml']);
});

test('a project that does not exist is refused', () => {
  expect(() => githubWorkflow(workspace(), { project: 'shop' })).toThrow('There is no project "shop"');
});
