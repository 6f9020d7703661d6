import { box, vector } from './vector.mjs';

const heights = [1, 1.2, 3, 3.2];
const widths = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const centres = [
  [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
  [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
  [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
  [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
];

/**
 * Hartmann's function in six dimensions: four hollows, the deepest at (0.20169, 0.150011, 0.476874, 0.275332, 0.311652,
 * 0.6573). J. K. Hartman, "Some experiments in global optimization", Naval Research Logistics Quarterly 20, 1973, in the
 * form of L. C. W. Dixon and G. P. Szegő, Towards Global Optimization 2, 1978.
 */
export const hartmann6 = {
  parameters: box(6, 0, 1),
  minimum: -3.32236801141551,
  loss: (params) => {
    const x = vector(params, 6);
    const distance = (hollow) =>
      x.reduce((sum, value, index) => sum + widths[hollow][index] * (value - centres[hollow][index]) ** 2, 0);
    return -heights.reduce((sum, height, hollow) => sum + height * Math.exp(-distance(hollow)), 0);
  },
};
