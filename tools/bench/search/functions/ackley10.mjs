import { box, vector } from './vector.mjs';

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Ackley's function in ten dimensions: ripples on a funnel that leads to the origin, the centre of the box. D. H. Ackley, "A
 * Connectionist Machine for Genetic Hillclimbing", 1987, in the form of T. Bäck, "Evolutionary Algorithms in Theory and
 * Practice", 1996.
 */
export const ackley10 = {
  parameters: box(10, -32.768, 32.768),
  minimum: 0,
  loss: (params) => {
    const x = vector(params, 10);
    const funnel = -20 * Math.exp(-0.2 * Math.sqrt(mean(x.map((value) => value ** 2))));
    return funnel - Math.exp(mean(x.map((value) => Math.cos(2 * Math.PI * value)))) + 20 + Math.E;
  },
};
