import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { loadSamples, splitDigits } from '../src/digits.js';
import { idxFile } from './idxFile.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'digits-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Six images of 1 x 2 pixels: image i has the pixels 10 i and 10 i + 1, and the label i. */
function writeTrainFiles(labels: readonly number[] = [0, 1, 2, 3, 4, 5]): void {
  const pixels = [0, 1, 2, 3, 4, 5].flatMap((i) => [10 * i, 10 * i + 1]);
  writeFileSync(path.join(folder, 'train-images-idx3-ubyte'), idxFile([6, 1, 2], pixels));
  writeFileSync(path.join(folder, 'train-labels-idx1-ubyte'), idxFile([labels.length], labels));
}

test('images and labels become samples whose pixels count in units of 1/255', () => {
  writeTrainFiles();
  const samples = loadSamples('train', folder);
  expect({ ...samples, features: [...samples.features], labels: [...samples.labels] }).toEqual({
    count: 6,
    width: 2,
    unit: 1 / 255,
    features: [0, 1, 10, 11, 20, 21, 30, 31, 40, 41, 50, 51],
    labels: [0, 1, 2, 3, 4, 5],
  });
});

test('the split holds out the last samples: every sample is in one part, none in both', () => {
  writeTrainFiles();
  const { training, validation, both } = splitDigits(loadSamples('train', folder), 2);
  expect([training.count, validation.count, both.count]).toEqual([4, 2, 6]);
  expect([...training.labels]).toEqual([0, 1, 2, 3]);
  expect([...validation.labels]).toEqual([4, 5]);
  expect([...training.features, ...validation.features]).toEqual([...both.features]);
});

test('as many labels as images', () => {
  writeTrainFiles([0, 1]);
  expect(() => loadSamples('train', folder)).toThrow('6 train images, but 2 labels');
});

test('the real files split into 50,000 and 10,000, of all ten classes', async () => {
  const { loadDigits, loadTestDigits } = await import('../src/digits.js');
  const { training, validation, both } = loadDigits();
  expect(loadDigits().both).toBe(both);
  expect([training.count, validation.count, both.count, loadTestDigits().count]).toEqual([
    50_000, 10_000, 60_000, 10_000,
  ]);
  expect(training.features.byteOffset + training.features.byteLength).toBe(validation.features.byteOffset);
  for (const part of [training, validation]) expect(new Set(part.labels).size).toBe(10);
});
