import * as fc from 'fast-check';
import { findMatchingProjects } from 'nx/src/utils/find-matching-projects.js';

import { matchingProjects } from '../../../src/cli/arguments/matchingProjects.js';

const projects = [
  'web',
  '@shop/web',
  '@shop/api',
  'shop-web',
  'admin.web',
  'a_b',
  'a$b',
  'Web',
  'x/y/z',
  '@shop/web-e2e',
];

test.each([
  ['web', ['web']],
  ['WEB', ['web', '@shop/web', 'admin.web', 'Web']],
  ['api', ['@shop/api']],
  ['@shop/web', ['@shop/web']],
  ['shop/web', []],
  ['a$b', ['a$b']],
  ['a.b', []],
  ['', []],
])('"%s" means %j', (word, found) => expect(matchingProjects(projects, word)).toEqual(found));

test('a word means what it means to Nx', () => {
  const character = fc.constantFrom(...'abB@/-_.$^+? '.split(''));
  const name = fc.string({ unit: character, minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 8 }), name, (names, word) => {
      const nodes = Object.fromEntries(names.map((one) => [one, { data: { root: `root of ${one}`, tags: [] } }]));
      expect(matchingProjects(names, word)).toEqual(findMatchingProjects([word], nodes as never));
    }),
    { numRuns: 2000 },
  );
});
