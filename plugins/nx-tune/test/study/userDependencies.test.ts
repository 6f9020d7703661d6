import { addedDependencies, userDependencies } from '../../src/study/userDependencies.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const targets = (dependsOn: unknown) => ({ tune: { dependsOn } });

test.each([
  ['project.json', { 'apps/a/project.json': { targets: targets(['...', 'codegen']) } }, 'apps/a/project.json'],
  ['package.json', { 'apps/a/package.json': { nx: { targets: targets(['...', 'codegen']) } } }, 'apps/a/package.json'],
  ['nx.json', { 'nx.json': { targetDefaults: targets(['...', 'codegen']) } }, 'nx.json'],
])('they are found in %s', (_, files, file) => {
  const root = temporaryWorkspace(
    Object.fromEntries(Object.entries(files).map(([name, value]) => [name, JSON.stringify(value)])),
  );
  const written = userDependencies(root, 'apps/a', 'tune');
  expect(written).toEqual({ file, dependsOn: ['...', 'codegen'] });
  expect(addedDependencies(written)).toEqual(['codegen']);
});

test('those of project.json win; without any, or where they are not a list, nothing is added', () => {
  const root = temporaryWorkspace({
    'nx.json': JSON.stringify({ targetDefaults: targets(['a']) }),
    'apps/a/project.json': JSON.stringify({ targets: targets(['b']) }),
    'apps/b/project.json': '{ no json',
  });
  expect(addedDependencies(userDependencies(root, 'apps/a', 'tune'))).toEqual(['b']);
  expect(addedDependencies(userDependencies(root, 'apps/b', 'tune'))).toEqual(['a']);
  expect(addedDependencies(userDependencies(root, 'apps/b', 'tune-other'))).toEqual([]);
});
