import { nearestName } from '../../src/core/didYouMean.js';

test.each([
  ['tpo', 'top'],
  ['to', 'top'],
  ['TOP', 'top'],
  ['gird', 'grid'],
  ['froze-lock', 'frozen-lock'],
])('%s may mean %s', (name, known) => expect(nearestName(name, ['summary', known])).toBe(known));

test.each([
  ['foo', 'top'],
  ['b', 'a'],
  ['rate', 'width'],
])('%s does not mean %s', (name, known) => expect(nearestName(name, [known])).toBeUndefined());
