import type { SweepReport, TrialEntry } from '../src/index.js';

/** A random search as it might have gone: a valley in the learning rate, a better optimizer, some that diverge. */
export const sampleReport = (count: number): SweepReport => {
  const draw = multiplicative(1);
  return {
    sweep: 'tune',
    project: 'demo',
    file: 'apps/demo/tune.yaml',
    method: 'random',
    metric: { name: 'loss', goal: 'minimize' },
    parameters: ['lr', 'optimizer.name', 'optimizer.momentum', 'layers', 'batch'],
    trials: Array.from({ length: count }, (_, number) => trial(number, draw)),
  };
};

function trial(number: number, draw: () => number): TrialEntry {
  const [lr, momentum, name, layers, noise] = [
    Number((10 ** (-4 + 4 * draw())).toPrecision(6)),
    Number(draw().toPrecision(6)),
    ['sgd', 'adam', 'rmsprop'][Math.floor(draw() * 3)] ?? 'sgd',
    1 + Math.floor(draw() * 5),
    draw(),
  ];
  const diverges = lr > 0.8;
  const loss = (Math.log10(lr) + 2) ** 2 + (name === 'adam' ? 0 : 0.3) + 0.05 * layers + 0.1 * noise;
  return {
    number,
    executed: true,
    result: {
      schemaVersion: 1,
      id: `a${number.toString(16).padStart(7, '0')}`,
      seed: '1',
      params: { lr, optimizer: name === 'sgd' ? { name, momentum } : { name }, layers, batch: 60 },
      outcome: diverges ? { kind: 'diverged' } : { kind: 'completed' },
      metrics: diverges ? { loss: 'NaN' } : { loss, accuracy: 1 - loss / 10 },
    },
    run: {
      schemaVersion: 1,
      runId: 'run',
      startedAt: `2026-01-01T0${Math.floor(number / 1800) % 10}:${two(Math.floor(number / 30) % 60)}:${two((number * 2) % 60)}.000Z`,
      durationMs: 1000 + Math.round(3000 * noise),
      versions: {},
      machine: {},
    },
    curve: Array.from({ length: 10 }, (_, step) => ({ step: step + 1, metrics: { loss: loss + 1 / (step + 1) } })),
  };
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Lehmer's generator: the same sample everywhere. */
function multiplicative(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
