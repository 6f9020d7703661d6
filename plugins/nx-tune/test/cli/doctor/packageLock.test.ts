import { knowsPackage } from '../../../src/cli/doctor/packageLock.js';

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
