import { spawnSync } from 'node:child_process';

import * as fc from 'fast-check';

import type { Json, JsonObject } from '../../src/core/json.js';
import { pythonJsonText, pythonStr } from '../../src/core/pythonText.js';

/** Each right side was printed by Python 3.11: `print(str(value))`. */
test.each<readonly [Json, string]>([
  [true, 'True'],
  [false, 'False'],
  [null, 'None'],
  [3, '3'],
  [-0.5, '-0.5'],
  [0.0001, '0.0001'],
  [0.00001, '1e-05'],
  [1.5e-7, '1.5e-07'],
  [123456.75, '123456.75'],
  [1e22, '10000000000000000000000'],
  [1.5e300, BigInt(1.5e300).toString()],
  ['a b', 'a b'],
  ['', ''],
  [['a', 'b'], "['a', 'b']"],
  [[1, 0.5, null, [true]], '[1, 0.5, None, [True]]'],
  [{ rate: 0.5, kind: 'sgd' }, "{'kind': 'sgd', 'rate': 0.5}"],
  [["it's"], '["it\'s"]'],
  [['both \' and "'], "['both \\' and \"']"],
  [
    ['back\\slash', 'line\nbreak', 'tab\t', '\u0000\u007f'],
    "['back\\\\slash', 'line\\nbreak', 'tab\\t', '\\x00\\x7f']",
  ],
  [['ä €', '\u00a0\u2028', '😀', '\ud800'], "['ä €', '\\xa0\\u2028', '😀', '\\ud800']"],
  [[], '[]'],
  [{}, '{}'],
])('%j is what str gives', (value, text) => expect(pythonStr(value, 'x')).toBe(text));

test.each<readonly [Json, string]>([
  [1, '1.0'],
  [0, '0.0'],
  [-20, '-20.0'],
  [1e15, '1000000000000000.0'],
  [1e16, '1e+16'],
  [12345678901234567000, '1.2345678901234567e+19'],
  [[1, 0.9], '[1.0, 0.9]'],
  [{ rate: 2 }, "{'rate': 2.0}"],
])('%j is a float where its label says so', (value, text) => expect(pythonStr(value, 'x', ['x'])).toBe(text));

/** Words of a command may be numbers that JSON does not have. */
test.each<readonly [number, string]>([
  [Infinity, 'inf'],
  [-Infinity, '-inf'],
  [NaN, 'nan'],
])('%j is what str gives', (value, text) => expect(pythonStr(value, 'x')).toBe(text));

test('a label covers what is nested in it, and nothing else', () => {
  const params = { x: { rate: 1, steps: 2 }, xy: 3, y: 4 };
  expect(pythonStr(params.x, 'x', ['x.rate'])).toBe("{'rate': 1.0, 'steps': 2}");
  expect(pythonJsonText(params, ['x'])).toBe('{"x": {"rate": 1.0, "steps": 2.0}, "xy": 3, "y": 4}');
  expect(pythonStr([1, [2, 3], { rate: 4 }], 'x', ['x[0]', 'x[1][1]', 'x[2].rate'])).toBe(
    "[1.0, [2, 3.0], {'rate': 4.0}]",
  );
  expect(pythonJsonText({ x: [1, [2, 3]], y: 4 }, ['x[1]'])).toBe('{"x": [1, [2.0, 3.0]], "y": 4}');
});

/** Printed by Python 3.11: `print(json.dumps(value))`. */
test('params are what json.dumps gives', () =>
  expect(pythonJsonText({ b: [1, null, true], a: 'ä"\n\u007f😀', c: 0.00001 })).toBe(
    '{"a": "\\u00e4\\"\\n\\u007f\\ud83d\\ude00", "b": [1, null, true], "c": 1e-05}',
  ));

const python = spawnSync('python3', ['--version']).status === 0;
const check = `
import json, sys
def ordered(value):
    if isinstance(value, dict):
        return {key: ordered(value[key]) for key in sorted(value)}
    return [ordered(item) for item in value] if isinstance(value, list) else value
for line in sys.stdin:
    value, text, dumped = json.loads(line)
    value = ordered(value)
    assert str(value) == text, "str"
    assert json.dumps(value) == dumped, "dumps"
`;

(python ? test : test.skip)('nested values at random agree with Python itself (needs python3)', () => {
  const number = fc.oneof(
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value)),
  );
  const leaf = fc.oneof(number, fc.boolean(), fc.constant(null), fc.string({ unit: assigned }));
  const value = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value')), fc.dictionary(fc.string(), tie('value'))),
  })).value;
  const params = fc.sample(fc.dictionary(fc.string(), value), { numRuns: 200, seed: 4787 }) as JsonObject[];
  const lines = params.map((one) => JSON.stringify([one, pythonStr(one, ''), pythonJsonText(one)]));
  const { stderr, status } = spawnSync('python3', ['-c', check], {
    input: lines.join('\n'),
    encoding: 'utf8',
    env: { ...process.env, PYTHONUTF8: '1' },
  });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
});

/** Characters that every supported Python knows: which ones are printable grows with Unicode. */
const assigned = fc.oneof(
  fc.integer({ min: 0, max: 0x2ff }).map((point) => String.fromCodePoint(point)),
  fc.constantFrom('€', '\u2028', '\u200b', '\ufeff', '😀', "'", '"', '\\'),
);
