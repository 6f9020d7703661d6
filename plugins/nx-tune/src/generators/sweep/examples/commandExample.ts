import type { SweepDraft } from '../sweepDraft.js';
import { typescriptKey } from '../sweepText.js';

/** A command that shows the contract of any language; in JavaScript, since Node.js is there. */
export function commandExample({ metric: { name, goal } }: SweepDraft): string {
  const key = typescriptKey(name);
  return `/**
 * An example to replace by what you tune, in any language: a trial is a command that finds its params in TUNE_PARAMS, and
 * prints its metrics as a last line of JSON. This one walks down a valley, whose lowest point is at (1, -2), by gradient
 * descent with momentum, and tells ${goal === 'minimize' ? 'how high it still is' : 'how near it is, from 0 to 1'}.
 */
const { rate, momentum, epochs } = JSON.parse(process.env.TUNE_PARAMS);

const height = ([x, y]) => (x - 1) ** 2 + 0.5 * (y + 2) ** 2;
const slopes = ([x, y]) => [2 * (x - 1), y + 2];

let place = [0, 0];
let step = [0, 0];
for (let epoch = 1; epoch <= epochs; epoch++) {
  const slope = slopes(place);
  step = step.map((before, axis) => momentum * before - rate * slope[axis]);
  place = place.map((before, axis) => before + step[axis]);
}
console.log(JSON.stringify({ ${key}: ${goal === 'minimize' ? 'height(place)' : '1 / (1 + height(place))'} }));
`;
}
