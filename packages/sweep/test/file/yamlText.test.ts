import * as fc from 'fast-check';
import { parse } from 'yaml';

import { yamlText } from '../../src/index.js';

test.each([
  ['data/iris.csv', 'data/iris.csv'],
  ['./src/a.ts', './src/a.ts'],
  ['minimize', 'minimize'],
  ['yes', "'yes'"],
  ['.5', "'.5'"],
  ['{workspaceRoot}/a*', "'{workspaceRoot}/a*'"],
  ["it's", "'it''s'"],
  ['a\nb', '"a\\nb"'],
  ['a\u001b\u202e', '"a\\u001b\\u202e"'],
])('%j is written as %s', (text, written) => expect(yamlText(text)).toBe(written));

test('any text is read back, by readers of either version, also within a list', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom('~', 'null', 'on', '1e3', '0x1')),
      (text) => {
        for (const version of ['1.1', '1.2'] as const) {
          expect(parse(yamlText(text), { version })).toBe(text);
          expect(parse(`a: [${yamlText(text)}, x]\n`, { version })).toEqual({ a: [text, 'x'] });
        }
      },
    ),
  );
});
