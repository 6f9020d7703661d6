import { posix } from 'node:path';

import { paramsFile } from '@nx-tune/sweep';

import type { SweepDraft } from '../sweepDraft.js';
import { typescriptKey } from '../sweepText.js';
import { scores } from './scores.js';

/** Writes an objective in TypeScript or JavaScript: a module whose default export is called for each trial. */
export function moduleExample(draft: SweepDraft): string {
  const isTyped = draft.objective.language === 'ts';
  const type = (text: string): string => (isTyped ? text : '');
  const key = typescriptKey(draft.metric.name);
  const score = scores[draft.metric.goal];
  const start = draft.objective.path.endsWith('.cjs') ? 'module.exports = function' : 'export default function';
  return `${isTyped ? imports(draft) : ''}/**
 * An example: replace it with what you want to tune. It fits a line to noisy points by gradient descent with momentum,
 * and returns ${score.meaning}.
 * All randomness comes from trial.rng(), so the same params always give the same result, and no trial has to run twice.
${
  isTyped
    ? ''
    : ` *
 * @param {{ rate: number, momentum: number, epochs: number }} params
 * @param {import('nx-tune').Trial} trial
`
} */
${start} objective({ rate, momentum, epochs }${type(`: ${paramsName(draft)}`)}, trial${type(': Trial')})${type(`: { ${key}: number }`)} {
  const points = Array.from({ length: 60 }, () => noisyPoint(() => trial.rng()));
  const [training, validation] = [points.slice(0, 40), points.slice(40)];
  let line${type(': Line')} = { slope: 0, offset: 0 };
  let step${type(': Line')} = { slope: 0, offset: 0 };
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const gradient = gradientAt(line, training);
    step = {
      slope: momentum * step.slope - rate * gradient.slope,
      offset: momentum * step.offset - rate * gradient.offset,
    };
    line = { slope: line.slope + step.slope, offset: line.offset + step.offset };
    trial.report(epoch, { ${key}: ${score.name}(line, validation) }); // the learning curve, in the report
  }
  return { ${key}: ${score.name}(line, validation) };
}
${
  isTyped
    ? `
interface Point {
  readonly x: number;
  readonly y: number;
}
interface Line {
  readonly slope: number;
  readonly offset: number;
}
`
    : ''
}
/** A point near the line y = 2 x + 0.5. */
function noisyPoint(random${type(': () => number')})${type(': Point')} {
  const x = 2 * random() - 1;
  return { x, y: 2 * x + 0.5 + 0.3 * (random() - 0.5) };
}

const mean = (values${type(': readonly number[]')})${type(': number')} => values.reduce((sum, value) => sum + value, 0) / values.length;

const error = (line${type(': Line')}, { x, y }${type(': Point')})${type(': number')} => line.slope * x + line.offset - y;

/** The gradient of the mean squared error. */
const gradientAt = (line${type(': Line')}, points${type(': readonly Point[]')})${type(': Line')} => ({
  slope: 2 * mean(points.map((point) => point.x * error(line, point))),
  offset: 2 * mean(points.map((point) => error(line, point))),
});

${score.javascript(type)}`;
}

/** The imports are types only, which are erased before a trial runs: a change to the sweep file does not run trials again. */
function imports({ file, format, name, objective }: SweepDraft): string {
  const from = (target: string): string => {
    const path = posix.relative(posix.dirname(objective.path), target);
    return path.startsWith('.') ? path : `./${path}`;
  };
  return format === 'ts'
    ? `import type { Params, Trial } from 'nx-tune';

import type sweep from '${from(file.replace(/\.ts$/, '.js'))}';

`
    : `import type { Trial } from 'nx-tune';

import type { Params } from '${from(paramsFile(name).replace(/\.d\.ts$/, '.js'))}'; // written by \`nx sync\` from ${file}

`;
}

const paramsName = ({ format }: SweepDraft): string => (format === 'ts' ? 'Params<typeof sweep>' : 'Params');
