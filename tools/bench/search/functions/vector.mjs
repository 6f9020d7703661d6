/** The params of a function over a box: x1, x2, ... within the same bounds. */
export const box = (dimensions, min, max) =>
  Object.fromEntries(
    Array.from({ length: dimensions }, (_, index) => [`x${index + 1}`, { distribution: 'uniform', min, max }]),
  );

/** The params as a vector. */
export const vector = (params, dimensions) => Array.from({ length: dimensions }, (_, index) => params[`x${index + 1}`]);
