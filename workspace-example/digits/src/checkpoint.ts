import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { type Learner, shuffle } from '@example/maths';

/** What a learner knows: its weights and velocity, both of one length. */
const states = ({ model, velocity }: Learner): readonly Float64Array[] => [model.weights, velocity];

/** Writes down what a learner knows after so many epochs. */
export function saveLearner(folder: string, learner: Learner, epochs: number): void {
  writeFileSync(path.join(folder, 'epochs.json'), `${epochs}\n`);
  writeFileSync(path.join(folder, 'learner.bin'), Buffer.concat(states(learner).map(bytesOf)));
}

/**
 * Puts a learner into the state that was written down, and returns after how many epochs that was. The order of samples is
 * not written: it is shuffled as often as it was, so that to stop and go on is the same as not to stop.
 */
export function restoreLearner(folder: string, learner: Learner, rng: () => number): number {
  const epochs = Number(readFileSync(path.join(folder, 'epochs.json'), 'utf8'));
  const saved = readFileSync(path.join(folder, 'learner.bin'));
  let from = 0;
  for (const state of states(learner)) {
    bytesOf(state).set(saved.subarray(from, from + state.byteLength));
    from += state.byteLength;
  }
  for (let epoch = 0; epoch < epochs; epoch++) shuffle(learner.order, rng);
  return epochs;
}

const bytesOf = (array: Float64Array): Buffer => Buffer.from(array.buffer, array.byteOffset, array.byteLength);
