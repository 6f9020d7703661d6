import { knowsPackage } from '../../../src/cli/doctor/packageLock.js';
import { satisfies } from '../../../src/cli/doctor/satisfies.js';

test.each([
  ['24.0.6', '^24.0.0', true],
  ['24.0.6', '^24.1.0', false],
  ['25.0.0', '^24.0.0', false],
  ['23.4.0', '^23.0.0 || ^24.0.0', true],
  ['22.0.0', '^23.0.0 || ^24.0.0', false],
  ['24.3.1', '~24.3.0', true],
  ['24.4.0', '~24.3.0', false],
  ['v22.1.0', '>=20.19.0', true],
  ['20.18.3', '>=20.19.0', false],
  ['20.19', '>=20.19.0', true],
  ['24.0.0-beta.1', '^24.0.0', true],
  ['24.0.0', 'latest', undefined],
  ['none', '^24.0.0', undefined],
])('%s in %s: %s', (version, range, is) => expect(satisfies(version, range)).toBe(is));

test.each([
  ['package-lock.json', '{"packages":{"node_modules/a/node_modules/@b/c":{"version":"1.0.0"}}}', '@b/c', true],
  ['package-lock.json', '{"packages":{"node_modules/abc":{}}}', 'ab', false],
  ['pnpm-lock.yaml', "packages:\n  '@b/c@1.0.0':\n    resolution: {}\n", '@b/c', true],
  ['pnpm-lock.yaml', 'packages:\n  abc@1.0.0:\n', 'bc', false],
  ['yarn.lock', '"@b/c@^1.0.0", "@b/c@^1.1.0":\n  version "1.1.0"\n', '@b/c', true],
  ['yarn.lock', 'abc@^1.0.0:\n  version "1.1.0"\n', 'abc', true],
  ['yarn.lock', 'abc@^1.0.0:\n', 'b', false],
  ['bun.lock', '"packages": { "abc": ["abc@1.0.0", ""] }', 'abc', true],
])('%s %#: %s', (file, text, name, is) => expect(knowsPackage(file, text, name)).toBe(is));
