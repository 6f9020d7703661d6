import { defined } from '../../src/core/defined.js';

interface Range {
  readonly kind: 'range';
  readonly min?: number;
  readonly max?: number;
}

const range = (min?: number, max?: number): Range => defined({ kind: 'range', min, max });

test('fields that are undefined are left out, in the order given', () => {
  expect(Object.entries(range(undefined, 2))).toEqual([
    ['kind', 'range'],
    ['max', 2],
  ]);
  expect(Object.keys(range())).toEqual(['kind']);
});

test('null, false, zero and the empty text are values', () => {
  expect(defined({ a: null, b: false, c: 0, d: '', e: undefined })).toStrictEqual({ a: null, b: false, c: 0, d: '' });
});

test('the fields given are not changed', () => {
  const fields = { a: undefined, b: 1 };
  defined(fields);
  expect(Object.keys(fields)).toEqual(['a', 'b']);
});

test('a field that may be undefined does not pass for one that is there', () => {
  const fields = defined({ min: Math.random() < 2 ? undefined : 1 });
  // @ts-expect-error The field may be absent.
  const required: { min: number } = fields;
  expect(required).toStrictEqual({});
});
