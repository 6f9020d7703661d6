import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { mulberry32, sliceSamples } from '@example/maths';
import { loadDigits, splitDigits } from '@example/mnist';

import { trainFinalModel } from '../src/finalModel.js';
import { validate } from '../src/validate.js';
import { syntheticDigits } from './syntheticDigits.js';

const digits = splitDigits(syntheticDigits(600, 1), 200);
const options = { stepSize: 0.5, momentum: 0.5, batchSize: 20, l2: 0.0001 };

const folders: string[] = [];
function temporaryFolder(): string {
  folders.push(mkdtempSync(path.join(tmpdir(), 'digits-')));
  return folders.at(-1) ?? '';
}
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function fakeTrial(signal: AbortSignal = new AbortController().signal) {
  const report = jest.fn();
  return { trial: { rng: mulberry32(4787), report, signal, dir: temporaryFolder() }, report };
}

test('metrics are finite fractions, and the last report is the answer', async () => {
  const { trial, report } = fakeTrial();
  const metrics = await validate(digits, options, 5, trial);
  expect(metrics.validationError).toBeLessThan(0.2);
  expect(metrics.validationLoss).toBeLessThan(Math.log(10));
  expect(report.mock.calls.map(([epoch]) => epoch as number)).toEqual([1, 2, 3, 4, 5]);
  expect(report).toHaveBeenLastCalledWith(5, metrics);
});

test('the same seed gives the same metrics to the last bit', async () => {
  const [first, second] = [
    await validate(digits, options, 2, fakeTrial().trial),
    await validate(digits, options, 2, fakeTrial().trial),
  ];
  expect(second).toEqual(first);
});

test('to stop after an epoch and go on later is the same as not to stop, to the last bit', async () => {
  const [first, second] = [fakeTrial(), fakeTrial()];
  await validate(digits, options, 8, { ...first.trial, budget: 1 });
  const resumed = await validate(digits, options, 8, { ...second.trial, budget: 3, checkpoint: first.trial.dir });
  expect(second.report.mock.calls.map(([epoch]) => epoch as number)).toEqual([2, 3]);
  expect(resumed).toEqual(await validate(digits, options, 3, fakeTrial().trial));
});

test('a trial whose loss is not finite is NaN at once', async () => {
  const { trial, report } = fakeTrial();
  const metrics = await validate(digits, { ...options, stepSize: 1e308 }, 5, trial);
  expect(metrics).toEqual({ validationError: NaN, validationLoss: NaN, trainingLoss: NaN });
  expect(report).not.toHaveBeenCalled();
});

test('an abort is heard between two epochs', async () => {
  const controller = new AbortController();
  const { trial, report } = fakeTrial(controller.signal);
  report.mockImplementation(() => controller.abort(new Error('enough')));
  await expect(validate(digits, options, 5, trial)).rejects.toThrow('enough');
  expect(report).toHaveBeenCalledTimes(1);
});

test('500 real images teach enough to read most digits', async () => {
  const { training, validation } = loadDigits();
  const small = { training: sliceSamples(training, 0, 500), validation: sliceSamples(validation, 0, 500) };
  const { validationError } = await validate(small, { ...options, stepSize: 0.1 }, 5, fakeTrial().trial);
  expect(validationError).toBeGreaterThan(0);
  expect(validationError).toBeLessThan(0.3);
});

test('the final model tells its error, and one norm and bias per class', () => {
  const model = trainFinalModel(digits.both, digits.validation, options, 2, mulberry32(1));
  expect(model.testError).toBeLessThan(0.2);
  expect(model.weights.shape).toEqual([16, 10]);
  expect(model.weights.norms).toHaveLength(10);
  expect(Math.abs(model.weights.bias.reduce((sum, bias) => sum + bias, 0))).toBeLessThan(1e-12);
});
