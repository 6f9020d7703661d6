/**
 * Branin's function: a valley with three equal minima, at (-π, 12.275), (π, 2.275) and (3π, 2.475). L. C. W. Dixon and G. P.
 * Szegő, "The global optimization problem: an introduction", Towards Global Optimization 2, 1978.
 */
export const branin = {
  parameters: {
    x1: { distribution: 'uniform', min: -5, max: 10 },
    x2: { distribution: 'uniform', min: 0, max: 15 },
  },
  minimum: 0.39788735772973816,
  loss: ({ x1, x2 }) =>
    (x2 - (5.1 / (4 * Math.PI ** 2)) * x1 ** 2 + (5 / Math.PI) * x1 - 6) ** 2 +
    10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x1) +
    10,
};
