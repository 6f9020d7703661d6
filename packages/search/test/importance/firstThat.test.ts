import { firstThat } from '../../src/importance/firstThat.js';

test('finds the first number from which on something holds, with few questions', () => {
  for (const first of [1, 2, 7, 100]) {
    let asked = 0;
    expect(firstThat(1, 100, (number) => (asked++, number >= first))).toBe(first);
    expect(asked).toBeLessThanOrEqual(7);
  }
  expect(firstThat(3, 3, () => false)).toBe(3);
});
