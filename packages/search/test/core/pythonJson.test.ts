import { parsePythonJson } from '../../src/core/pythonJson.js';

it.each([
  ['{"loss": 0.5}', { loss: 0.5 }],
  ['null', null],
  ['[NaN, Infinity, -Infinity]', ['NaN', 'Infinity', '-Infinity']],
  ['{"NaN": "a NaN \\" -Infinity"}', { NaN: 'a NaN " -Infinity' }],
  ['{"a": "NaN", "b": NaN}', { a: 'NaN', b: 'NaN' }],
])('%s is read', (text, value) => {
  expect(parsePythonJson(text)).toEqual(value);
});

it.each(['', '{', 'NaNs', 'nan', "{'a': 1}"])('%j is not JSON', (text) => {
  expect(parsePythonJson(text)).toBeUndefined();
});
