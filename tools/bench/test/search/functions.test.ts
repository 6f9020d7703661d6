import { functions } from '../../search/functions/functions.mjs';

type Params = { readonly [name: string]: number | string };
interface Benchmark {
  readonly parameters: { readonly [name: string]: { readonly min?: number; readonly max?: number } };
  readonly minimum: number;
  loss(params: Params): number;
}
const all: { readonly [name: string]: Benchmark } = functions as never;

const vector = (...values: number[]): Params =>
  Object.fromEntries(values.map((value, index) => [`x${index + 1}`, value]));
const trained = {
  optimizer: 'sgd',
  lr: 10 ** -1.5,
  momentum: 0.9,
  batch: 64,
  layers: 2,
  units1: 128,
  units2: 64,
  dropout: 0.2,
  schedule: 'cosine',
};

/** The places of the minima in the literature (of `cond`, by its formula), and how exactly these are given. */
const optima: [string, Params, number][] = [
  ['branin', vector(-Math.PI, 12.275), 1e-12],
  ['branin', vector(Math.PI, 2.275), 1e-12],
  ['branin', vector(3 * Math.PI, 2.475), 1e-12],
  ['hartmann6', vector(0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573), 1e-8],
  ['rosen5', vector(1, 1, 1, 1, 1), 0],
  ['ackley10', vector(...Array<number>(10).fill(0)), 1e-12],
  ['cond', trained, 1e-12],
];

test.each(optima)('the minimum of %s is where it is known to be', (name, params, error) => {
  const { loss, minimum } = all[name]!;
  expect(Math.abs(loss(params) - minimum)).toBeLessThanOrEqual(error);
});

test.each([
  ['branin', vector(0, 0), 55.60211264227026],
  ['hartmann6', vector(0.5, 0.5, 0.5, 0.5, 0.5, 0.5), -0.5053149917022333],
  ['rosen5', vector(0, 0, 0, 0, 0), 4],
  ['rosen5', vector(-1, 2, 0, 1, 3), 2206],
  ['ackley10', vector(...Array<number>(10).fill(1)), 3.625384938440363],
] as [string, Params, number][])('%s elsewhere, as computed by hand or published', (name, params, value) => {
  expect(all[name]!.loss(params)).toBeCloseTo(value, 9);
});

test('params of cond have an effect only where they should', () => {
  const { loss } = all['cond']!;
  for (const more of [{ beta2gap: 0.1 }, { units3: 8 }, { units4: 512 }, { gamma: 0.1 }])
    expect(loss({ ...trained, ...more })).toBe(loss(trained));
  for (const more of [
    { optimizer: 'adam', beta2gap: 1e-3 },
    { layers: 1 },
    { schedule: 'none' },
    { units2: 8 },
    { lr: 1 },
  ])
    expect(loss({ ...trained, ...more })).toBeGreaterThan(loss(trained) + 0.005);
});
