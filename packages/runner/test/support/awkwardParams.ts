import type { Json, JsonObject } from '@nx-tune/search';
import * as fc from 'fast-check';

/** Texts that a shell, a path, a command line or an object literal could take for something else. */
export const awkwardTexts: readonly string[] = [
  '',
  ' ',
  `"double" and 'single'`,
  'two\nlines\r\n',
  '$(touch owned) `id` ${HOME} %PATH%',
  '; rm -rf / && true | false > file',
  '--flag',
  '-x',
  'a=b',
  '../..',
  '*',
  '~',
  '\\',
  '\t',
  '🦊 ü 漢字',
  '__proto__',
  'constructor',
  '${args}',
];

const deep = Array.from({ length: 40 }).reduce<Json>((inner) => ({ inner: [inner] }), 'bottom');

const text: fc.Arbitrary<string> = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...awkwardTexts));

/** Params with every awkward text, deep nesting, and 60 values of any kind. */
export const awkwardParams: fc.Arbitrary<JsonObject> = fc
  .array(fc.oneof(text, fc.jsonValue() as fc.Arbitrary<Json>), { minLength: 60, maxLength: 60 })
  .map((values) => ({
    deep,
    ...Object.fromEntries([...awkwardTexts, ...values].map((value, at) => [`p${at}`, value])),
  }));
