import { box, vector } from './vector.mjs';

/**
 * Rosenbrock's function in five dimensions: a bent valley to (1, 1, 1, 1, 1). H. H. Rosenbrock, "An automatic method for
 * finding the greatest or least value of a function", The Computer Journal 3, 1960; in more dimensions as a chain.
 */
export const rosen5 = {
  parameters: box(5, -5, 10),
  minimum: 0,
  loss: (params) => {
    const x = vector(params, 5);
    return x.slice(1).reduce((sum, value, index) => sum + 100 * (value - x[index] ** 2) ** 2 + (1 - x[index]) ** 2, 0);
  },
};
