import { parseCommandCurve } from '../../../src/evaluate/command/commandCurve.js';

test('each line is a report, in the order in which they were written', () =>
  expect(
    parseCommandCurve('{"step": 1, "metrics": {"loss": 0.5}}\r\n\n{"step": 2, "metrics": {"loss": 0.25, "gap": 1}}'),
  ).toEqual({
    curve: [
      { step: 1, metrics: { loss: 0.5 } },
      { step: 2, metrics: { loss: 0.25, gap: 1 } },
    ],
  }));

test('NaN and Infinity may be written as Python does', () =>
  expect(parseCommandCurve('{"step": 1, "metrics": {"loss": NaN, "gap": -Infinity, "x": "NaN"}}\n')).toEqual({
    curve: [{ step: 1, metrics: { loss: 'NaN', gap: '-Infinity', x: 'NaN' } }],
  }));

test('no report is an empty curve', () => expect(parseCommandCurve('')).toEqual({ curve: [] }));

test.each([
  '0.5',
  'null',
  '{"step": 1, "met',
  '{"step": 1.5, "metrics": {}}',
  '{"step": "1", "metrics": {}}',
  '{"step": 1}',
  '{"step": 1, "metrics": {"loss": "low"}}',
  '{"step": 1, "metrics": [1]}',
])('a line that is not a report is named: %s', (line) =>
  expect(parseCommandCurve(`{"step": 0, "metrics": {}}\n${line}`)).toEqual({
    problem: expect.stringMatching(/^curve\.jsonl: line 2 is not a report such as /) as unknown,
  }),
);

test('a name that objects have is a metric like any other', () => {
  const read = parseCommandCurve('{"step": 0, "metrics": {"__proto__": 1, "constructor": 2}}');
  expect(JSON.stringify(read)).toBe('{"curve":[{"step":0,"metrics":{"__proto__":1,"constructor":2}}]}');
});
