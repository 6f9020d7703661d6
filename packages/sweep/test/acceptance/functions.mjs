export { branin } from '../../../../tools/bench/search/functions/branin.mjs';
export { cond } from '../../../../tools/bench/search/functions/cond.mjs';
export { hartmann6 } from '../../../../tools/bench/search/functions/hartmann6.mjs';

const uniform = (min, max) => ({ distribution: 'uniform', min, max });
const space = (dimensions, axis) =>
  Object.fromEntries(Array.from({ length: dimensions }, (_, index) => [`x${index + 1}`, axis]));

/** Unit cubes in which only the places of trials matter, and grids over them. */
export const line = { parameters: space(1, uniform(0, 1)), loss: () => 0 };
export const plane = { parameters: space(2, uniform(0, 1)), loss: () => 0 };
export const cube = { parameters: space(3, uniform(0, 1)), loss: () => 0 };
export const planeGrid = { parameters: space(2, { values: [0, 0.5, 1] }), loss: () => 0 };
export const cubeGrid = { parameters: space(3, { values: [0.1, 0.3, 0.5, 0.7, 0.9] }), loss: () => 0 };

/** From hyperopt's tests (`test_domains.py`): a wide hollow in the wrong place, and a narrow deep one at -10. */
export const distractor = {
  parameters: { x: uniform(-15, 15) },
  loss: ({ x }) => -1 / (1 + Math.exp(-x)) - 2 * Math.exp(-((x + 10) ** 2)),
};

/** Also from hyperopt's tests. */
export const quadratic1 = { parameters: { x: uniform(-5, 5) }, loss: ({ x }) => (x - 3) ** 2 };
