import { logger, type NxJsonConfiguration, readNxJson, type Tree, updateNxJson } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';

import { init } from '../../../src/generators/init/generator.js';

let said: jest.SpyInstance;
beforeEach(() => {
  said = jest.spyOn(logger, 'info').mockImplementation(() => undefined);
});

async function initialized(nxJson: NxJsonConfiguration = {}, gitignore = ''): Promise<Tree> {
  const tree = createTreeWithEmptyWorkspace();
  updateNxJson(tree, nxJson);
  tree.write('.gitignore', gitignore);
  await init(tree, { skipFormat: true });
  return tree;
}

const textOf = (tree: Tree): string => `${tree.read('nx.json', 'utf8')}${tree.read('.gitignore', 'utf8')}`;

test('an empty workspace is set up, and a second run changes nothing', async () => {
  const tree = await initialized({}, 'dist');
  expect(readNxJson(tree)).toMatchObject({
    plugins: ['nx-tune'],
    sync: { globalGenerators: ['nx-tune:sync'] },
    pluginsConfig: { '@nx/js': { analyzeSourceFiles: true } },
    analytics: false,
  });
  expect(tree.read('.gitignore', 'utf8')).toBe('dist\n.tune/\n');
  const once = textOf(tree);
  await init(tree, { skipFormat: true });
  expect(textOf(tree)).toBe(once);
  expect(said).toHaveBeenLastCalledWith('Nothing to change: the workspace is already set up.');
});

test('a folder without nx.json gets one', async () => {
  const tree = createTreeWithEmptyWorkspace();
  tree.delete('nx.json');
  await init(tree, { skipFormat: true });
  expect(readNxJson(tree)).toMatchObject({ plugins: ['nx-tune'] });
});

test.each([['nx-tune'], [{ plugin: 'nx-tune', options: {} }]])(
  'a plugin that is registered as %j stays',
  async (entry) => {
    expect(readNxJson(await initialized({ plugins: ['other', entry] }))?.plugins).toEqual(['other', entry]);
  },
);

test.each([
  ['.tune\n', '.tune\n'],
  ['**/.tune/\n', '**/.tune/\n'],
  ['/.tune\n', '/.tune\n.tune/\n'],
  ['.tune/\n!.tune/\n', '.tune/\n!.tune/\n.tune/\n'],
])('.gitignore %j becomes %j', async (before, after) => {
  expect((await initialized({}, before)).read('.gitignore', 'utf8')).toBe(after);
});

test('a release by patterns excludes trials, a release by names is not changed', async () => {
  const release = { projects: ['*'], groups: { a: { projects: 'tag:npm' }, b: { projects: ['one', 'two'] } } };
  expect(readNxJson(await initialized({ release }))?.release).toEqual({
    projects: ['*', '!tag:tune:trial'],
    groups: { a: { projects: ['tag:npm', '!tag:tune:trial'] }, b: { projects: ['one', 'two'] } },
  });
  expect(readNxJson(await initialized())?.release).toBeUndefined();
});

test('the setting of a workspace for the analysis of imports is kept', async () => {
  const pluginsConfig = { '@nx/js': { analyzeSourceFiles: false } };
  expect(readNxJson(await initialized({ pluginsConfig }))?.pluginsConfig).toEqual(pluginsConfig);
});

test.each([
  [{ globalGenerators: ['a', 'nx-tune:sync'] }, ['a', 'nx-tune:sync']],
  [{ globalGenerators: ['a'], applyChanges: true }, ['a', 'nx-tune:sync']],
  [{ disabledTaskSyncGenerators: ['nx-tune:sync'] }, undefined],
])('sync %j gets the global generators %j', async (sync, generators) => {
  expect(readNxJson(await initialized({ sync }))?.sync).toEqual(
    generators === undefined ? sync : { ...sync, globalGenerators: generators },
  );
});

test('the analysis of imports stays off with TypeScript 7', async () => {
  const tree = createTreeWithEmptyWorkspace();
  tree.write('node_modules/typescript/package.json', '{ "name": "typescript", "version": "7.0.2" }');
  await init(tree, { skipFormat: true });
  expect(readNxJson(tree)?.pluginsConfig).toBeUndefined();
});

test.each([true, false])('an answer of %s to the question about analytics stays', async (analytics) => {
  expect(readNxJson(await initialized({ analytics }))?.analytics).toBe(analytics);
  expect(said).not.toHaveBeenCalledWith(expect.stringContaining('analytics'));
});
