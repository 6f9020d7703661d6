import { chancesOf } from '../../lowDimension/chances.mjs';

const chances = chancesOf as unknown as (
  method: string,
  options: {
    readonly shape: string;
    readonly dimensions: number;
    readonly trials: readonly number[];
    readonly boxes: number;
  },
) => readonly (number | undefined)[];

const options = { dimensions: 3, trials: [1, 8, 64, 100], boxes: 400 };

test('random search finds a target of 1 % with probability 1 - 0.99^n, whatever its shape', () => {
  for (const shape of ['a cube', 'elongated', 'one parameter matters']) {
    const found = chances('random', { ...options, shape });
    for (const [index, count] of options.trials.entries()) {
      const expected = 1 - 0.99 ** count;
      const error = Math.sqrt((expected * (1 - expected)) / options.boxes);
      expect(Math.abs((found[index] ?? NaN) - expected)).toBeLessThan(4 * error);
    }
  }
});

test('where one parameter matters, a grid has as many chances as values of it', () => {
  const [one = NaN, eight = NaN, all = NaN, none] = chances('grid', { ...options, shape: 'one parameter matters' });
  expect([one, eight, all].every((found, index) => Math.abs(found - 0.01 * (index === 0 ? 1 : 2 * index)) < 0.03)).toBe(
    true,
  );
  expect(none).toBeUndefined();
});
