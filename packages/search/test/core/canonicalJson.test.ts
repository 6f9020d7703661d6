import * as fc from 'fast-check';

import { canonicalJson, canonicalJsonText } from '../../src/core/canonicalJson.js';
import type { Json } from '../../src/core/json.js';

interface Point {
  readonly number: number;
  readonly label?: string;
  readonly parts: readonly { readonly name: string }[];
}

const point: Point = { parts: [{ name: 'x' }], number: -0 };

test('an interface of values that JSON can carry needs no cast', () => {
  expect(canonicalJson(point)).toBe('{"number":0,"parts":[{"name":"x"}]}');
  expect(canonicalJson({ point, label: point.label })).toBe('{"point":{"number":0,"parts":[{"name":"x"}]}}');
  expect(canonicalJsonText({ points: [point.number] })).toBe('{\n  "points": [\n    0\n  ]\n}\n');
});

test('a value that JSON cannot carry is a mistake of types', () => {
  const wrong = (): unknown[] => [
    // @ts-expect-error A function.
    canonicalJson(() => 1),
    // @ts-expect-error A function in a field.
    canonicalJson({ f: () => 1 }),
    // @ts-expect-error A symbol.
    canonicalJson(Symbol('s')),
    // @ts-expect-error A bigint in an array.
    canonicalJson([1n]),
    // @ts-expect-error Nothing.
    canonicalJson(undefined),
    // @ts-expect-error It becomes null.
    canonicalJson([undefined]),
    // @ts-expect-error It has methods.
    canonicalJson(new Map<string, number>()),
    // @ts-expect-error It may be anything.
    canonicalJsonText(JSON.parse('1') as unknown),
  ];
  expect(wrong).toBeDefined();
});

/** The definition of the text: a copy whose keys are sorted, written by JavaScript itself. */
function sortedCopy(value: Json): Json {
  if (value === null || typeof value !== 'object') return value === 0 ? 0 : value;
  if (Array.isArray(value)) return value.map(sortedCopy);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortedCopy(item as Json)]));
}

test('the text is that of a sorted copy, also for keys that look like numbers', () => {
  const key = fc.oneof(fc.string(), fc.constantFrom('10', '9', '007', 'a', '__proto__', 'é', '\u{1F600}', ''));
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.constantFrom<Json[]>(null, true, -0, 1e21, 1e-7, '\uD800'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4 }),
    ),
  }));
  fc.assert(fc.property(value, (json) => canonicalJson(json) === JSON.stringify(sortedCopy(json))));
});
