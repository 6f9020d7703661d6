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

test('without a name, tune is meant among several', () => {
  const tree = workspace('flags.tune.yaml', 'tune.yaml');
  githubWorkflow(tree, { project: '@shop/api' });
  expect(written(tree)).toEqual(['tune-shop-api.yml']);
});

test('without a name and without tune, the sweeps are named', () => {
  const tree = workspace('flags.tune.yaml', 'heap.tune.yaml');
  expect(() => githubWorkflow(tree, { project: '@shop/api' })).toThrow(
    'Project "@shop/api" has no sweep "tune". Choose one of flags, heap with --sweep.',
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
