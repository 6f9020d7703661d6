import * as fc from 'fast-check';

import { createStream } from '../../src/core/stream.js';

const draws = (seed: string, ...labels: (string | number)[]): string[] => {
  const stream = createStream(seed, ...labels);
  return Array.from({ length: 10 }, () => stream().toFixed(8));
};

test('the first ten draws', () => {
  expect(draws('4787', 'objective')).toMatchInlineSnapshot(`
    [
      "0.04423223",
      "0.49238165",
      "0.78055095",
      "0.85241324",
      "0.65430238",
      "0.80917942",
      "0.78532695",
      "0.36706284",
      "0.24025132",
      "0.48557129",
    ]
  `);
  expect(draws('0', 'random', 3, 'stepSize')).toMatchInlineSnapshot(`
    [
      "0.06742549",
      "0.17610255",
      "0.04603781",
      "0.78111958",
      "0.96746005",
      "0.48415288",
      "0.17119219",
      "0.18021223",
      "0.04289862",
      "0.26066283",
    ]
  `);
});

test('draws are in [0, 1) and repeatable', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.oneof(fc.string(), fc.integer())), (seed, labels) => {
      const [a, b] = [createStream(seed, ...labels), createStream(seed, ...labels)];
      for (let draw = 0; draw < 5; draw++) {
        const value = a();
        expect(value >= 0 && value < 1).toBe(true);
        expect(b()).toBe(value);
      }
    }),
  );
});

test('labels cannot be confused by where they are joined', () => {
  expect(draws('s', 'a', 'b c')).not.toEqual(draws('s', 'a b', 'c'));
  expect(draws('s', '1')).not.toEqual(draws('s', 1));
  expect(draws('s', 'a')).not.toEqual(draws('s a'));
});
