import { acquisitionNames, type GpOptions } from '@nx-tune/search';

import { expandSweep, formatProblem, parseSweep } from '../../src/index.js';
import { expectedGainAfter, proposeGeneration } from '../../src/plan/proposeGeneration.js';
import { searchId, searchText } from '../../src/plan/search.js';
import { resultOf, search, searchOver, spaceOf } from './adaptiveContract.js';

const space = spaceOf({ x: { kind: 'uniform', min: -1, max: 1 }, y: { kind: 'uniform', min: -1, max: 1 } });
const lossAt = ({ x, y }: { readonly [name: string]: unknown }): number =>
  (Number(x) - 0.3) ** 2 + (Number(y) + 0.2) ** 2 + 0.1 * Math.sin(9 * Number(x));
const asked = (gp?: GpOptions) => searchOver('gp', space, gp === undefined ? {} : { gp });
const searched = (gp?: GpOptions) => search(asked(gp), 8, (params) => resultOf(params, lossAt(params)));

test.each([...acquisitionNames.map((acquisition) => ({ acquisition })), { kernel: 'rbf' as const }, { noise: 0.01 }])(
  'a search with %p comes close to the minimum',
  (gp) => {
    const losses = searched(gp).map(({ metrics }) => Number(metrics['loss']));
    const { length } = losses;
    expect(length).toBe(32);
    const least = Math.min(...Array.from({ length: 201 }, (_, i) => lossAt({ x: -1 + i / 100, y: -0.2 })));
    expect(Math.min(...losses) - least).toBeLessThan(0.02);
  },
);

test('each choice makes a search of its own, with other proposals, and none changes what was without', () => {
  const known = searched().slice(0, 12);
  const plain = proposeGeneration(asked(), known);
  const choices: GpOptions[] = [
    { kernel: 'rbf' },
    { acquisition: 'pi' },
    { acquisition: 'lcb' },
    { acquisition: 'lcb', kappa: 0 },
    { noise: 0 },
    { noise: 0.3 },
  ];
  const all = choices.map((gp) => proposeGeneration(asked(gp), known));
  expect(new Set([plain, ...all].map((proposed) => JSON.stringify(proposed))).size).toBe(choices.length + 1);
  expect(new Set([undefined, ...choices].map((gp) => searchId(asked(gp)))).size).toBe(choices.length + 1);
  expect(searchText(asked())).not.toContain('"gp":');
  expect(all[0]).toEqual(proposeGeneration(asked({ kernel: 'rbf' }), structuredClone(known)));
});

test('a higher kappa explores more', () => {
  const spreadOf = (kappa: number): number => {
    const xs = searched({ acquisition: 'lcb', kappa })
      .slice(12)
      .map(({ params }) => Number(params['x']));
    const mean = xs.reduce((sum, x) => sum + x, 0) / xs.length;
    return xs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / xs.length;
  };
  expect(spreadOf(8)).toBeGreaterThan(2 * spreadOf(0.5));
});

test('a known noise is the one that ends a search, in units of the metric', () => {
  const results = searched();
  expect(expectedGainAfter(asked({ noise: 0.25 }), results)?.noise).toBeCloseTo(0.25, 10);
  const larger = results.map(({ params }) => resultOf(params, 1000 * lossAt(params)));
  const [gain = NaN, more = NaN] = [
    expectedGainAfter(asked({ noise: 0.01 }), results)?.gain,
    expectedGainAfter(asked({ noise: 10 }), larger)?.gain,
  ];
  expect(more / gain).toBeCloseTo(1000, 3);
});

const text = (gp: string, method = 'gp', parameters = 'x: { min: 0.0, max: 1.0 }'): string =>
  `objective: o.ts\nmethod: ${method}\nmetric: { name: loss }\nparameters: { ${parameters} }\ngp: ${gp}\n`;
const parsed = (...given: Parameters<typeof text>) => parseSweep('tune', 'tune.yaml', text(...given));

test('defaults that are written down make the same sweep as without', () => {
  expect(parsed('{ kernel: matern52, acquisition: log_ei }')).toMatchObject({ ok: true });
  expect(parsed('{ kernel: matern52, acquisition: log_ei }')).not.toHaveProperty('value.gp');
  expect(parsed('{ acquisition: lcb, kappa: 2, noise: 0.1 }')).toHaveProperty('value.gp', {
    acquisition: 'lcb',
    noise: 0.1,
  });
});

test('bayes says when it has no use for the choices', () => {
  const categories = ['a', 'b'].map((name) => `${name}: { values: [one, two] }`).join(', ');
  const noticesOf = (parameters?: string): readonly string[] => {
    const result = parsed('{ kernel: rbf }', 'bayes', parameters);
    const expansion = result.ok ? expandSweep({ ...result.value, runCap: 4 }) : undefined;
    return expansion?.ok === true ? expansion.notices : [];
  };
  expect(noticesOf(categories)).toContain('"gp" has no effect: bayes does not take gp here');
  expect(noticesOf()).toEqual([expect.stringContaining('bayes: gp up to')]);
});

test.each([
  [
    ['{ kernel: rbf }', 'tpe'],
    'tune.yaml:5 gp: "gp" is only for a Gaussian process, but the method is tpe. Remove it, or use "method: gp".',
  ],
  [
    ['{ kappa: 1 }'],
    'tune.yaml:5 gp.kappa: "kappa" is only for the acquisition lcb, but the acquisition is log_ei, the default. Remove it, or use "acquisition: lcb".',
  ],
  [['{ kernel: matern }'], 'tune.yaml:5 gp.kernel'],
  [['{ noise: -1 }'], 'tune.yaml:5 gp.noise'],
] as const)('%p is refused', ([gp, method = 'gp'], message) => {
  const result = parsed(gp, method);
  expect(result.ok ? '' : result.problems.map(formatProblem).join('\n')).toContain(message);
});
