import { createStream } from '@nx-tune/search';

/** The part of the unit cube that a box covers. */
const volume = 0.01;

/** The shapes of boxes: a function of the number of dimensions and random numbers that gives the sides. */
export const shapes = {
  'a cube': (dimensions) => Array.from({ length: dimensions }, () => volume ** (1 / dimensions)),
  elongated,
  'one parameter matters': (dimensions, draw) => {
    const chosen = Math.floor(draw() * dimensions);
    return Array.from({ length: dimensions }, (_, axis) => (axis === chosen ? volume : 1));
  },
};

/** Draws boxes of one shape, each placed at random inside the unit cube. */
export function drawBoxes(shape, dimensions, count) {
  const draw = createStream('boxes', shape, dimensions);
  return Array.from({ length: count }, () => {
    const sides = shapes[shape](dimensions, draw);
    const low = sides.map((side) => (1 - side) * draw());
    return { low, high: low.map((from, axis) => from + sides[axis]) };
  });
}

/** Sides drawn from (0, 1) and scaled to the volume, as Bergstra and Bengio do; drawn again if one is longer than the cube. */
function elongated(dimensions, draw) {
  for (;;) {
    const drawn = Array.from({ length: dimensions }, draw);
    const scale = (volume / drawn.reduce((product, side) => product * side, 1)) ** (1 / dimensions);
    const sides = drawn.map((side) => side * scale);
    if (sides.every((side) => side <= 1)) return sides;
  }
}
