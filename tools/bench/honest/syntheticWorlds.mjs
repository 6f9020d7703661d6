/**
 * Losses of 20 configurations on 40 cases: how hard the case is, how good the configuration is (with deviation 1), and how well the two go
 * together. Difficulties differ by far more than configurations do.
 */
const additive = (noise) => ({
  name: `20 on 40 cases, additive, noise ${noise}`,
  create: ({ normal }) => {
    const hard = drawn(40, () => 10 * normal());
    const truth = drawn(20, normal);
    return { truth, losses: truth.map((own) => hard.map((one) => one + own + noise * normal())) };
  },
});

/** A world on a logarithmic scale, as times of solvers are: a few hard cases dominate the mean. */
const multiplicative = (noise) => ({
  name: `20 on 40 cases, times, noise ${noise}`,
  create: ({ normal }) => {
    const hard = drawn(40, normal);
    const truth = drawn(20, () => 0.3 * normal());
    return { truth, losses: truth.map((own) => hard.map((one) => Math.exp(one + own + 0.3 * noise * normal()))) };
  },
});

/** No configuration is better than another: nothing can be saved, and nothing lost. */
const equal = {
  name: '20 on 40 cases, all alike',
  create: ({ normal }) => ({ truth: drawn(20, () => 0), losses: drawn(20, () => drawn(40, normal)) }),
};

const drawn = (length, draw) => Array.from({ length }, draw);

export const syntheticWorlds = [additive(0.5), additive(1), additive(2), multiplicative(1), multiplicative(2), equal];
