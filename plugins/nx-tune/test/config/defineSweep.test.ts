import { defineSweep, type Params, type SweepConfig } from '../../src/index.js';

/** These tests are of types: `npm run typecheck` fails where a line marked so is not an error, and where an unmarked one is. */
type Same<A, B> = [A, B] extends [B, A] ? true : false;
const same = <A, B>(answer: Same<A, B>): void => expect(answer).toBe(true);

const rest = { objective: './o.ts', method: 'grid', metric: { name: 'loss', goal: 'minimize' } } as const;

test('listed values are literals, ranges numbers, constants themselves, nested parameters objects', () => {
  const sweep = defineSweep({
    ...rest,
    parameters: {
      rate: { min: 1e-4, max: 1, distribution: 'log_uniform_values' },
      optimizer: { values: ['sgd', 'adam'] },
      size: { values: [32, 64, null] },
      epochs: { value: 8 },
      layers: { values: [[64], [64, 32]] },
      noise: { mu: 0, sigma: 1 },
      model: { parameters: { depth: { min: 1, max: 3 }, kind: { value: 'tree' } } },
    },
  });
  same<
    Params<typeof sweep>,
    {
      readonly rate: number;
      readonly optimizer: 'sgd' | 'adam';
      readonly size: 32 | 64 | null;
      readonly epochs: 8;
      readonly layers: readonly [64] | readonly [64, 32];
      readonly noise: number;
      readonly model: { readonly depth: number; readonly kind: 'tree' };
    }
  >(true);
  // @ts-expect-error: a misspelt parameter
  const misspelt = (params: Params<typeof sweep>): unknown => params.optimiser;
  // @ts-expect-error: a value that is none
  const impossible = (params: Params<typeof sweep>): boolean => params.optimizer === 'lbfgs';
  expect([misspelt, impossible]).toHaveLength(2);
});

test('a parameter with a condition is optional, and so is a group of such parameters', () => {
  const sweep = defineSweep({
    ...rest,
    parameters: {
      optimizer: { values: ['sgd', 'adam'] },
      momentum: { min: 0, max: 0.99, when: { optimizer: 'sgd' } },
      adam: { when: { optimizer: 'adam' }, parameters: { beta: { min: 0.8, max: 0.99 } } },
      extra: { parameters: { nesterov: { value: true, when: { optimizer: 'sgd', 'model.depth': [1, 2] } } } },
      model: { parameters: { depth: { values: [1, 2, 3] } } },
    },
  });
  same<
    Params<typeof sweep>,
    {
      readonly optimizer: 'sgd' | 'adam';
      readonly momentum?: number;
      readonly adam?: { readonly beta: number };
      readonly extra?: { readonly nesterov?: true };
      readonly model: { readonly depth: 1 | 2 | 3 };
    }
  >(true);
});

test('a trial has the parameters of one alternative', () => {
  const sweep = defineSweep({
    ...rest,
    parameters: { rate: { min: 0, max: 0.5 } },
    union: [
      { model: { value: 'tree' } },
      { model: { value: 'forest' }, trees: { values: [50, 100] }, deep: { value: 1, when: { trees: 50 } } },
    ],
  });
  same<
    Params<typeof sweep>,
    | { readonly rate: number; readonly model: 'tree' }
    | { readonly rate: number; readonly model: 'forest'; readonly trees: 50 | 100; readonly deep?: 1 }
  >(true);
});

test('a sweep without defineSweep has types as well', () => {
  const sweep = { ...rest, parameters: { a: { values: [1, 2] } } } as const satisfies SweepConfig;
  same<Params<typeof sweep>, { readonly a: 1 | 2 }>(true);
});

test('anything that is not a sweep does not compile', () => {
  const parameters = { a: { values: [1, 2] } } as const;
  const wrong = [
    // @ts-expect-error: an unknown key
    defineSweep({ ...rest, parameters, run_cup: 3 }),
    // @ts-expect-error: no method
    defineSweep({ ...rest, method: 'gird', parameters }),
    // @ts-expect-error: no metric
    defineSweep({ objective: './o.ts', method: 'grid', parameters }),
    // @ts-expect-error: an unknown key of the metric
    defineSweep({ ...rest, parameters, metric: { name: 'loss', gaol: 'minimize' } }),
    // @ts-expect-error: an unknown key of a parameter
    defineSweep({ ...rest, parameters: { a: { mn: 1, max: 2 } } }),
    // @ts-expect-error: an unknown key of a nested parameter
    defineSweep({ ...rest, parameters: { a: { parameters: { b: { vals: [1], max: 3 } } } } }),
    // @ts-expect-error: no distribution
    defineSweep({ ...rest, parameters: { a: { min: 1, max: 2, distribution: 'gamma' } } }),
    // @ts-expect-error: no text
    defineSweep({ ...rest, parameters: { a: { min: '1', max: 2 } } }),
    // @ts-expect-error: a condition on something that is not a parameter
    defineSweep({ ...rest, parameters: { ...parameters, b: { value: 1, when: { c: 1 } } } }),
    // @ts-expect-error: the same in a group
    defineSweep({ ...rest, parameters: { ...parameters, b: { parameters: { d: { value: 1, when: { d: 1 } } } } } }),
    // @ts-expect-error: an unknown key in an alternative
    defineSweep({ ...rest, parameters, union: [{ b: { value: 1 } }, { b: { valeu: 1, value: 2 } }] }),
  ];
  expect(wrong).toHaveLength(11);
});
