import { canonicalJson, canonicalJsonText } from '../../src/core/canonicalJson.js';

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

test('what JSON cannot carry is a mistake of types', () => {
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
