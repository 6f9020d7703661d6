import type { AdaptiveMethod, Distribution, Space } from '@nx-tune/search';
import * as fc from 'fast-check';

import type { AdaptiveRequest } from '../../../search/src/samplers/adaptive/adaptiveSampler.js';
import { describeChoice, sampleBayes } from '../../../search/src/samplers/bayes.js';
import { sampleGp } from '../../../search/src/samplers/gp/gp.js';
import { sampleTpe } from '../../../search/src/samplers/tpe/tpe.js';
import { createAxes } from '../../../search/src/space/axis.js';
import { parseSweep } from '../../src/file/parseSweep.js';
import { expandSweep } from '../../src/plan/expandSweep.js';
import type { TrialResult } from '../../src/trial/result.js';
import { adaptiveRequest, mixed, resultOf, search, searchOver, spaceOf } from './adaptiveContract.js';

/** It keeps the contract of samplers that learn because it asks one of two that do, with the same request. */
test('its points are those of the sampler that it has chosen, whatever the request', () => {
  fc.assert(
    fc.property(adaptiveRequest, fc.constantFrom(0, 299, 300, 1000), (request, trialNumber) => {
      const asked = { ...request, trialNumber };
      expect(sampleBayes(asked)).toEqual((trialNumber < 300 ? sampleGp : sampleTpe)(asked));
    }),
    { numRuns: 12 },
  );
});

test('its generations are those of gp on a space that suits gp, and of tpe on another', () => {
  const over = (method: AdaptiveMethod, space: Space): TrialResult[] =>
    search(searchOver(method, space), 4, (params, number) => resultOf(params, number % 5));
  expect(over('bayes', mixed)).toEqual(over('gp', mixed));
  const wide = spaceOf(numbers(21));
  expect(over('bayes', wide)).toEqual(over('tpe', wide));
});

const numbers = (count: number): { [label: string]: Distribution } =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`x${i}`, { kind: 'uniform', min: 0, max: 1 }]));
const category: Distribution = { kind: 'categorical', values: ['a', 'b'] };

test.each([
  ['bayes: gp up to 300 trials, then tpe: 1 parameter', numbers(1)],
  ['bayes: gp up to 300 trials, then tpe: 4 parameters, 1 of them categorical', { ...numbers(3), c: category }],
  ['bayes: tpe: 3 parameters, 2 of them categorical', { ...numbers(1), c: category, d: category }],
  ['bayes: tpe: 21 parameters', numbers(21)],
])('%s', (sentence, distributions) => {
  expect(describeChoice({ space: spaceOf(distributions) })).toBe(sentence);
});

const requestAt = (trialNumber: number, dimensions: number): AdaptiveRequest => ({
  axes: createAxes(spaceOf(numbers(dimensions))),
  snap: (point) => point,
  seed: '1',
  trialNumber,
  attempt: 0,
  history: Array.from({ length: 12 }, (_, i) => ({
    point: Array.from({ length: dimensions }, (_none, k) => ((i * (k + 3)) % 13) / 13),
    loss: i,
  })),
  pending: [],
  given: 0,
  generation: 4,
});

test('does what it says', () => {
  expect(sampleBayes(requestAt(299, 2))).toEqual(sampleGp(requestAt(299, 2)));
  expect(sampleBayes(requestAt(300, 2))).toEqual(sampleTpe(requestAt(300, 2)));
  expect(sampleBayes(requestAt(20, 21))).toEqual(sampleTpe(requestAt(20, 21)));
  expect(sampleGp(requestAt(300, 2))).not.toEqual(sampleTpe(requestAt(300, 2)));
});

test('a sweep says what was chosen', () => {
  const text =
    'objective: ./a.ts\nmethod: bayes\nrun_cap: 8\nmetric: { name: loss, goal: minimize }\nparameters: { x: { min: 0, max: 1.5 } }\n';
  const parsed = parseSweep('tune', 'a/tune.yaml', text);
  if (!parsed.ok) throw new Error('not a sweep');
  expect(expandSweep(parsed.value)).toMatchObject({
    ok: true,
    notices: ['bayes: gp up to 300 trials, then tpe: 1 parameter'],
  });
});
