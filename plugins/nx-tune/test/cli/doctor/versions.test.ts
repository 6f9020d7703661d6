import { supportedVersions } from '../../../src/cli/doctor/checks/versions.js';
import type { Facts } from '../../../src/cli/doctor/facts.js';

const found = (version: string, range: string): boolean =>
  supportedVersions({ versions: { node: version }, ranges: { node: range, nx: '*' } } as unknown as Facts).length > 0;

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
  ['25.0.0-beta.1', '^24.0.0', false],
])('%s in %s: %s', (version, range, is) => expect(found(version, range)).toBe(!is));

test.each([
  ['24.0.0', 'latest'],
  ['none', '^24.0.0'],
])('there is no message about %s in %s', (version, range) => expect(found(version, range)).toBe(false));
