import * as fc from 'fast-check';

import { terminalJson } from '../../src/index.js';

test('JSON for a terminal controls nothing, and is read back as the same value', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(fc.dictionary(text, text), (value) => {
      const json = terminalJson(value);
      expect(JSON.parse(json)).toEqual(value);
      expect(json).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
    }),
  );
});
