import { adaptiveMethodNames } from '@nx-tune/search';

import { formatProblem, parseSweep } from '../../src/index.js';
import { expectedGainAfter, gainWanted, proposeGeneration } from '../../src/plan/proposeGeneration.js';
import { searchId } from '../../src/plan/search.js';
import { resultOf, search, searchOver, spaceOf } from './adaptiveContract.js';

const space = spaceOf({ x: { kind: 'uniform', min: -1, max: 1 } });
const valley = (params: { readonly [name: string]: unknown }, number: number) =>
  resultOf(params as never, Number(params['x']) ** 2 + 0.01 * Math.sin(12.9898 * number));
const wanted = (expectedGain: number | 'noise', more = {}) =>
  searchOver('tpe', space, { stopWhen: { expectedGain }, ...more });

test.each(adaptiveMethodNames)('%s proposes no more once less is to be gained, and never again then', (method) => {
  const asked = wanted(0.05, { method });
  const results = search(asked, 10, valley);
  expect(results.length).toBeGreaterThanOrEqual(20);
  expect(results.length).toBeLessThan(40);
  expect(expectedGainAfter(asked, results)?.gain).toBeLessThan(0.05);
  expect(proposeGeneration(asked, results)).toEqual([]);
  const earlier = expectedGainAfter(asked, results.slice(0, -4));
  expect(earlier === undefined || earlier.gain >= 0.05).toBe(true);
});

test('the trials before the end are those without the key, and a smaller gain asks for more of them', () => {
  const [all, few, more] = [searchOver('tpe', space), wanted(0.05), wanted(1e-4)].map((one) => search(one, 15, valley));
  expect(all).toHaveLength(60);
  expect(more?.length).toBeGreaterThan(few?.length ?? NaN);
  expect(all?.slice(0, few?.length)).toEqual(few);
  expect(all?.slice(0, more?.length)).toEqual(more);
});

test('"noise" is a quarter of the standard deviation that the model sees', () => {
  const results = search(wanted('noise'), 15, valley);
  const expected = expectedGainAfter(wanted('noise'), results);
  expect(results.length).toBeLessThan(60);
  expect(expected?.gain).toBeLessThan((expected?.noise ?? NaN) / 4);
  expect(gainWanted({ expectedGain: 'noise' }, { gain: 1, noise: 8 })).toBe(2);
  expect(gainWanted({ expectedGain: 0.5 }, { gain: 1, noise: 2 })).toBe(0.5);
});

test("the user's points are tried before a search may end", () => {
  const points = Array.from({ length: 30 }, (_, index) => ({ x: index / 100 }));
  expect(search(wanted(100, { points }), 10, valley).length).toBeGreaterThanOrEqual(30);
});

test('the end of a search is part of it', () => {
  expect(searchId(wanted(0.1))).not.toBe(searchId(wanted(0.2)));
  expect(searchId(wanted(0.1))).not.toBe(searchId(searchOver('tpe', space)));
});

const text = (more: string, method = 'tpe'): string =>
  `objective: o.ts\nmethod: ${method}\nmetric: { name: loss }\nparameters: { x: { min: 0.0, max: 1.0 } }\n${more}\n`;

test('stop_when is read from the file', () => {
  for (const gain of [0.001, 'noise'] as const) {
    const parsed = parseSweep('tune', 'tune.yaml', text(`stop_when: { expected_gain: ${gain} }`));
    expect(parsed).toMatchObject({ ok: true, value: { stopWhen: { expectedGain: gain } } });
  }
});

test.each([
  ['stop_when: { expected_gain: 0.1 }', 'random', 'is only for methods that learn'],
  ['stop_when: { expected_gain: 0 }', 'tpe', 'stop_when.expected_gain'],
  ['stop_when: { expected_gain: -1 }', 'tpe', 'stop_when.expected_gain'],
  ['stop_when: { expected_gain: "1 %" }', 'tpe', 'stop_when.expected_gain'],
  ['stop_when: {}', 'tpe', 'stop_when.expected_gain'],
  ['stop_when: 0.1', 'tpe', 'stop_when'],
  ['stop_when: { expected_gains: 0.1 }', 'tpe', 'Did you mean "expected_gain"'],
])('%s with %s is a mistake with its line', (more, method, said) => {
  const parsed = parseSweep('tune', 'a/tune.yaml', text(more, method));
  const problems = parsed.ok ? [] : parsed.problems.map(formatProblem);
  expect(problems.join('\n')).toContain(said);
  expect(problems.join('\n')).toContain('a/tune.yaml:5');
});
