import { suggestedParameters } from '../../../src/generators/sweep/suggestedParameters.js';

const suggest = (option: Parameters<typeof suggestedParameters>[0][number]) =>
  suggestedParameters([option], 'random').map(({ value }) => value);

test.each([
  ['lr', 0.001, { distribution: 'log_uniform_values', min: 0.0001, max: 0.01 }],
  ['lr', 0.3, { distribution: 'log_uniform_values', min: 0.03, max: 1 }],
  ['lr', undefined, { distribution: 'log_uniform_values', min: 0.0001, max: 0.1 }],
  ['scale', 2, { distribution: 'log_uniform_values', min: 0.2, max: 20 }],
  ['momentum', 0.9, { distribution: 'uniform', min: 0, max: 0.99 }],
  ['dropout', 0.1, { distribution: 'uniform', min: 0, max: 0.5 }],
  ['weight-decay', 0, { distribution: 'uniform', min: 0, max: 1 }],
  ['shift', -2, { distribution: 'uniform', min: -4, max: 0 }],
])('a float %s with default %s', (name, preset, expected) =>
  expect(suggest({ name, type: 'float', ...(preset === undefined ? {} : { default: preset }) })).toEqual([expected]),
);

test.each([
  ['batch-size', 32, [{ distribution: 'int_uniform', min: 8, max: 128 }]],
  ['depth', 1, [{ distribution: 'int_uniform', min: 1, max: 4 }]],
  ['offset', 0, [{ distribution: 'int_uniform', min: 0, max: 10 }]],
  ['epochs', 10, [{ value: 10 }]],
  ['seed', 1, []],
  ['num-workers', 4, []],
])('an int %s with default %s', (name, preset, expected) =>
  expect(suggest({ name, type: 'int', default: preset })).toEqual(expected),
);

test('texts are left out, and choices where a method needs numbers', () => {
  expect(suggest({ name: 'data', type: 'other', default: 'x' })).toEqual([]);
  const choice = { name: 'opt', type: 'choice', choices: ['sgd', 'adam'] } as const;
  expect(suggest(choice)).toEqual([{ values: ['sgd', 'adam'] }]);
  expect(suggestedParameters([choice], 'cma-es')).toEqual([]);
});

test('a grid has three axes at most', () => {
  const options = ['a', 'b', 'c', 'd'].map((name) => ({ name, type: 'float' as const, default: 0.01 }));
  expect(suggestedParameters(options, 'grid')).toEqual([
    ...['a', 'b', 'c'].map((key) => ({ key, value: { values: [0.001, 0.01, 0.1] } })),
    { key: 'd', value: { value: 0.01 } },
  ]);
});
