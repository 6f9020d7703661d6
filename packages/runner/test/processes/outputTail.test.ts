import * as fc from 'fast-check';

import { longestOutput, OutputTail } from '../../src/processes/outputTail.js';

it('keeps the end of everything that was added', () => {
  const chunk = fc.oneof(
    fc.string(),
    fc.nat({ max: 3 * longestOutput }).map((length) => 'x'.repeat(length)),
  );
  const law = (chunks: string[]): void => {
    const tail = new OutputTail();
    for (const text of chunks) tail.add(text);
    expect(tail.text === chunks.join('').slice(-longestOutput)).toBe(true);
  };
  fc.assert(fc.property(fc.array(chunk), law));
});
