import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { packageAbove, withDependencies } from '../../src/imports/installedPackages.js';
import { patchesOf } from '../../src/imports/patches.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const manifest = (name: string, version: string, rest: object = {}): string =>
  JSON.stringify({ name, version, ...rest });

test('a package counts with all that it depends on, as installed for it', () => {
  const root = temporaryWorkspace({
    'node_modules/a/package.json': manifest('a', '1.0.0', {
      dependencies: { b: '*', '@s/c': '*' },
      optionalDependencies: { absent: '*' },
      devDependencies: { unrelated: '*' },
    }),
    'node_modules/a/node_modules/b/package.json': manifest('b', '2.0.0', { dependencies: { a: '*' } }),
    'node_modules/b/package.json': manifest('b', '1.0.0'),
    'node_modules/@s/c/package.json': manifest('@s/c', '1.0.0', { peerDependencies: { b: '*', d: '*' } }),
    'node_modules/d/package.json': manifest('real-name-of-d', '3.0.0'),
    'node_modules/unrelated/package.json': manifest('unrelated', '1.0.0'),
  });
  const found = packageAbove(join(root, 'node_modules/a/lib/index.js'));
  expect(found).toMatchObject({ name: 'a', version: '1.0.0' });
  expect([...withDependencies(found === undefined ? [] : [found])].toSorted()).toEqual([
    '@s/c@1.0.0',
    'a@1.0.0',
    'b@1.0.0',
    'b@2.0.0',
    'real-name-of-d@3.0.0',
  ]);
});

test('dependencies are found beside the real place of a package, as pnpm installs them', () => {
  const root = temporaryWorkspace({
    'node_modules/.pnpm/a@1/node_modules/a/package.json': manifest('a', '1.0.0', { dependencies: { b: '*' } }),
    'node_modules/.pnpm/a@1/node_modules/b/package.json': manifest('b', '1.0.0'),
  });
  symlinkSync('.pnpm/a@1/node_modules/a', join(root, 'node_modules/a'));
  const found = packageAbove(join(root, 'node_modules/a/index.js'));
  expect([...withDependencies(found === undefined ? [] : [found])].toSorted()).toEqual(['a@1.0.0', 'b@1.0.0']);
});

test.each([
  ['patches/a+1.0.0.patch', true],
  ['patches/a+1.0.0+001+first.patch', true],
  ['patches/a+1.0.0.dev.patch', true],
  ['patches/@s+c+1.0.0-beta.1.patch', true],
  ['patches/outer++a+1.0.0.patch', true],
  ['patches/outer++@s+c+1.0.0.patch', true],
  ['patches/a@1.0.0.patch', true],
  ['patches/a.patch', true],
  ['patches/@s__c@1.0.0.patch', true],
  ['patches/@s%2Fc@1.0.0.patch', true],
  ['.yarn/patches/a-npm-1.0.0-0a1b2c.patch', true],
  ['.yarn/patches/@s-c-npm-1.0.0-0a1b2c.patch', true],
  ['patches/ab+1.0.0.patch', false],
  ['patches/a++other+1.0.0.patch', false],
  ['patches/@s+a+1.0.0.patch', false],
  ['patches/a+1.0.0.txt', false],
])('%s patches one of them: %s', (file, isPatch) => {
  const root = temporaryWorkspace({ [file]: '' });
  expect(patchesOf(root, new Set(['a@1.0.0', '@s/c@1.0.0']))).toEqual(isPatch ? [join(root, file)] : []);
});
