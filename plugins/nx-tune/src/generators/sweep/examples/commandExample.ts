import type { SweepDraft } from '../sweepDraft.js';
import { typescriptKey } from '../sweepText.js';

/** Writes a command that shows the contract for any language, in JavaScript because Node.js is installed anyway. */
export function commandExample({ metric: { name, goal } }: SweepDraft): string {
  const key = typescriptKey(name);
  return `/**
 * An example: replace it with what you want to tune, in any language. A trial is a command that reads its params from
 * TUNE_PARAMS and prints its metrics as JSON in its last line. This one descends into a valley, whose lowest point is at
 * (1, -2), by gradient descent with momentum, and reports ${goal === 'minimize' ? 'its final height' : 'how close it came, from 0 to 1'}.
 */
const { rate, momentum, epochs } = JSON.parse(process.env.TUNE_PARAMS);

const height = ([x, y]) => (x - 1) ** 2 + 0.5 * (y + 2) ** 2;
const slopes = ([x, y]) => [2 * (x - 1), y + 2];

let position = [0, 0];
let step = [0, 0];
for (let epoch = 1; epoch <= epochs; epoch++) {
  const slope = slopes(position);
  step = step.map((before, axis) => momentum * before - rate * slope[axis]);
  position = position.map((before, axis) => before + step[axis]);
}
console.log(JSON.stringify({ ${key}: ${goal === 'minimize' ? 'height(position)' : '1 / (1 + height(position))'} }));
`;
}
