// The target `train`: the best params of the sweep `tune`, all 60,000 training images, one look at the test images.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { mulberry32, type LearningOptions } from '@example/maths';
import { loadDigits, loadTestDigits } from '@example/mnist';

import { epochs } from './epochs.js';
import { trainFinalModel } from './finalModel.js';

const project = path.join(import.meta.dirname, '..');
const bestFile = path.join(project, '.tune', 'tune', 'best.json');
const modelFile = path.join(project, 'dist', 'model.json');
const seed = 4787;

/** The part of best.json that is used here. */
interface Best {
  readonly id: string;
  readonly params: LearningOptions;
  readonly metrics: { readonly validationError: number };
}

function readBest(): Best {
  if (!existsSync(bestFile)) {
    console.error(`${path.relative(process.cwd(), bestFile)} does not exist. Run "npx nx tune digits" first.`);
    process.exit(1);
  }
  return JSON.parse(readFileSync(bestFile, 'utf8')) as Best;
}

const percent = (fraction: number): string => `${(100 * fraction).toFixed(2)} %`;

const best = readBest();
const training = loadDigits().both;
const test = loadTestDigits();
const model = trainFinalModel(training, test, best.params, epochs, mulberry32(seed));
mkdirSync(path.dirname(modelFile), { recursive: true });
writeFileSync(modelFile, `${JSON.stringify({ trial: best.id, ...model }, null, 2)}\n`);

console.log(`Best trial   ${best.id}  ${JSON.stringify(best.params)}`);
console.log(`Validation   ${percent(best.metrics.validationError)} error while tuning`);
console.log(
  `Test         ${percent(model.testError)} error on ${test.count} images, after ${epochs} epochs on ${training.count}`,
);
console.log(`Written to   ${path.relative(project, modelFile)}`);
