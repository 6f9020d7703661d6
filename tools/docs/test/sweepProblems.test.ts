import { sweepProblems } from '../src/sweepProblems.js';

test.each([
  [
    'a whole sweep',
    'objective: ./a.ts\nmethod: grid\nmetric: { name: loss }\nparameters: { x: { values: [1] } }\nsed: 1',
    'sed',
  ],
  ['a key', 'run_caps: 5', 'run_caps'],
  ['a value', 'timeout: soon', 'timeout'],
  ['what one parameter demands of another', 'parameters: { x: { min: 2, max: 1 } }', 'min'],
])('a mistake in %s is found', (_, text, named) => {
  expect(sweepProblems('yaml', text).join()).toContain(named);
});

test('other files are let be', () => {
  expect(sweepProblems('json', '{ "name": "a", "implicitDependencies": ["b"] }')).toEqual([]);
});
