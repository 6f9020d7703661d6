const units = { distribution: 'q_log_uniform_values', min: 8, max: 512, q: 1 };

/**
 * A made-up training of a neural network in closed form, with what real ones have: numbers on a logarithmic scale,
 * categories, whole numbers, and parameters that are there only where another says so. Best with sgd, momentum 0.9, a
 * step size of 10^-1.5, batches of 64, two layers of 128 and 64 units, dropout 0.2 and a cosine schedule. Written for this
 * comparison; there is no other source.
 */
export const cond = {
  parameters: {
    optimizer: { values: ['sgd', 'adam', 'rmsprop'] },
    lr: { distribution: 'log_uniform_values', min: 1e-5, max: 1 },
    momentum: { distribution: 'uniform', min: 0, max: 0.99, when: { optimizer: 'sgd' } },
    beta2gap: { distribution: 'log_uniform_values', min: 1e-4, max: 1e-1, when: { optimizer: 'adam' } },
    batch: { values: [16, 32, 64, 128, 256] },
    layers: { min: 1, max: 4 },
    units1: units,
    units2: { ...units, when: { layers: [2, 3, 4] } },
    units3: { ...units, when: { layers: [3, 4] } },
    units4: { ...units, when: { layers: 4 } },
    dropout: { distribution: 'uniform', min: 0, max: 0.7, when: { layers: [2, 3, 4] } },
    schedule: { values: ['none', 'cosine', 'step'] },
    gamma: { distribution: 'uniform', min: 0.1, max: 0.9, when: { schedule: 'step' } },
  },
  minimum: 0.05,
  loss: (params) => 0.05 + optimizerLoss(params) + batchLoss(params) + layersLoss(params) + scheduleLoss(params),
};

const square = (x) => x ** 2;

/** The best step size of sgd falls as its momentum rises. */
function optimizerLoss({ optimizer, lr, momentum, beta2gap }) {
  const exponent = Math.log10(lr);
  if (optimizer === 'sgd') return 0.12 * square(exponent + 0.5 + momentum / 0.9) + 0.8 * square(momentum - 0.9);
  if (optimizer === 'adam') return 0.01 + 0.15 * square(exponent + 3) + 0.02 * square(Math.log10(beta2gap) + 3);
  return 0.04 + 0.15 * square(exponent + 3.2);
}

const batchLoss = ({ optimizer, lr, batch }) =>
  0.01 * square(Math.log2(batch) - (optimizer === 'sgd' ? 6 + 0.5 * (Math.log10(lr) + 1.5) : 5));

function layersLoss({ layers, units1, units2, units3, units4, dropout }) {
  const wanted = [7, 6, 5.5, 5];
  const widths = [units1, units2, units3, units4].slice(0, layers);
  const width = widths.reduce((sum, units, index) => sum + 0.012 * square(Math.log2(units) - wanted[index]), 0);
  return [0.06, 0, 0.01, 0.03][layers - 1] + width + (layers < 2 ? 0 : 0.25 * square(dropout - 0.1 * layers));
}

function scheduleLoss({ schedule, gamma }) {
  if (schedule === 'none') return 0.03;
  return schedule === 'step' ? 0.005 + 0.1 * square(gamma - 0.5) : 0;
}
