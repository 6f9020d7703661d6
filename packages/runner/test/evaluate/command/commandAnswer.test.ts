import * as fc from 'fast-check';

import { parseCommandAnswer } from '../../../src/evaluate/command/commandAnswer.js';

it.each([
  ['{"loss": 0.5}', { loss: 0.5 }],
  ['epoch 1\nepoch 2\n0.25\n', 0.25],
  ['{"loss": 1}\r\n{"loss": 2}\r\n\r\n', { loss: 2 }],
  ['  {"loss": 3}  \n\n', { loss: 3 }],
])('the last line printed is the answer: %j', (stdout, value) => {
  expect(parseCommandAnswer(undefined, stdout)).toEqual({ value });
});

it('metrics.json counts before anything that was printed', () => {
  expect(parseCommandAnswer('{\n  "loss": 1\n}\n', '{"loss": 2}')).toEqual({ value: { loss: 1 } });
  expect(parseCommandAnswer('no', '{"loss": 2}')).toEqual({ problem: 'metrics.json is not JSON' });
});

it.each([
  ['{"loss": NaN}', { loss: 'NaN' }],
  ['{"loss": -Infinity, "other": Infinity}', { loss: '-Infinity', other: 'Infinity' }],
  ['NaN', 'NaN'],
  ['{"a NaN b": NaN, "c \\" NaN": 1}', { 'a NaN b': 'NaN', 'c " NaN': 1 }],
])('Python may write numbers that JSON does not have: %s', (line, value) => {
  expect(parseCommandAnswer(undefined, line)).toEqual({ value });
});

it.each([
  ['', /printed nothing and wrote no metrics\.json.*must be JSON such as/],
  [' \n\n', /printed nothing/],
  ['done', /last line is not JSON: "done"/],
  ['{"loss": 1', /last line is not JSON/],
  ['{"loss": NaNs}', /last line is not JSON/],
  ['x'.repeat(1000), /^.{0,140}$/],
])('anything else is a problem that shows it: %j', (stdout, problem) => {
  expect(parseCommandAnswer(undefined, stdout)).toEqual({ problem: expect.stringMatching(problem) as unknown });
});

it('reads any JSON back, whatever was printed before', () => {
  const law = (value: unknown, before: string): void => {
    expect(parseCommandAnswer(undefined, `${before}\n${JSON.stringify(value)}\n`)).toEqual({
      value: JSON.parse(JSON.stringify(value)) as unknown,
    });
  };
  fc.assert(fc.property(fc.jsonValue(), fc.string(), law));
});
