import * as fc from 'fast-check';

import { expandSweep, formatProblem, parseSweep, type Sweep, trialId } from '../../../src/index.js';
import { hyperbandBands } from '../../../src/file/wandb/hyperbandBands.js';

const parse = (text: string): ReturnType<typeof parseSweep> => parseSweep('tune', 'a/tune.yaml', text);

function read(text: string): Sweep {
  const result = parse(text);
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.value;
}

const fileOf = (terminate: string, { method = 'random', more = '', x = '{ min: 0.0, max: 1.0 }' } = {}): string =>
  `program: train.py\nmethod: ${method}\nmetric: { name: loss, goal: minimize }\nearly_terminate: ${terminate}\nparameters: { x: ${x} }\n${more}`;

/** W&B's computation, line by line: wandb/sweeps, `hyperband_stop_runs`. Undefined where it raises an error. */
function bandsOfWandb(keys: { min_iter?: number; max_iter?: number; s?: number; eta?: number }): number[] | undefined {
  const { min_iter: min, max_iter: max, s, eta = 3 } = keys;
  const bands: number[] = [];
  if (max !== undefined) {
    if (s === undefined) return undefined;
    let band = max;
    for (let i = 0; i < s; i++) {
      band /= eta;
      if (band < 1) break;
      bands.push(Math.trunc(band));
    }
    bands.sort((a, b) => a - b);
  } else if (min !== undefined) {
    let band = min;
    for (let i = 0; i < 100; i++) {
      bands.push(Math.trunc(band));
      band *= eta;
    }
  }
  return bands.length === 0 ? undefined : bands;
}

describe('the bands of W&B', () => {
  const whole = fc.integer({ min: 1, max: 300 });
  const eta = fc.option(fc.oneof(fc.integer({ min: 2, max: 10 }), fc.double({ min: 1.05, max: 5, noNaN: true })), {
    nil: undefined,
  });

  it('max_iter and s', () => {
    fc.assert(
      fc.property(whole, fc.integer({ min: 1, max: 8 }), eta, (max_iter, s, factor) => {
        const keys = { max_iter, s, ...(factor !== undefined && { eta: factor }) };
        expect(hyperbandBands(keys)).toEqual([...new Set(bandsOfWandb(keys) ?? [])]);
      }),
    );
  });

  it('min_iter, as far as numbers are exact', () => {
    fc.assert(
      fc.property(whole, eta, (min_iter, factor) => {
        const keys = { min_iter, ...(factor !== undefined && { eta: factor }) };
        expect(hyperbandBands(keys)).toEqual([...new Set(bandsOfWandb(keys) ?? [])].filter(Number.isSafeInteger));
      }),
    );
  });

  it.each([
    ['max_iter: 27, s: 2', '3 9'],
    ['max_iter: 27, s: 3, eta: 3', '1 3 9'],
    ['max_iter: 27, s: 9', '1 3 9'],
    ['max_iter: 810, s: 9', '1 3 10'],
    ['min_iter: 1, max_iter: 81', '1 3 9'],
    ['max_iter: 50, s: 2, eta: 3', '5 16'],
    ['max_iter: 10, s: 2, eta: 2.5', '1 4'],
    ['min_iter: 3', '3 9'],
    ['min_iter: 5, eta: 2', '5 10 20 40'],
    ['min_iter: 2, eta: 1.5', '2 3 4 6 10 15'],
    ['min_iter: 3, eta: 100', '3'],
    ['min_iter: 2, max_iter: 9, eta: 2', '2 4 8'],
    ['min_iter: 9, max_iter: 3', '9'],
    ['min_iter: 7, max_iter: 27, s: 1', '9'],
  ])('for 20 trials, { type: hyperband, %s }: %s', (keys, bands) => {
    const { ladder, reports, runCap } = read(fileOf(`{ type: hyperband, ${keys} }`));
    expect([ladder?.bands?.join(' '), reports, runCap]).toEqual([bands, 'loss', 20]);
  });

  it.each(['max_iter: 27', 's: 2', 'max_iter: 2, s: 2', 'min_iter: 0', 'min_iter: 2.5', 'min_iter: 3, eta: 1'])(
    'where W&B has none, there are none, and a note says so: %s',
    (keys) => {
      const { ladder, reports, notices } = read(fileOf(`{ type: hyperband, ${keys} }`, { more: 'run_cap: 5\n' }));
      expect([ladder, reports]).toEqual([undefined, undefined]);
      expect(notices.join()).toMatch(/^"early_terminate" gives no band, .*; so every trial runs to its end$/);
    },
  );
});

/** The rungs of a sweep, bracket by bracket. */
function rungs(text: string): string[] {
  const expansion = expandSweep(read(text));
  if (!expansion.ok) throw new Error(expansion.problem.rule);
  return expansion.promotions.map(({ pairs, rung }) => `${pairs.length} to ${rung.size} at ${rung.budget}`);
}

test('grid and random are one race, which ends in whole runs; a larger run_cap keeps all that was started', () => {
  expect(rungs(fileOf('{ type: hyperband, min_iter: 3 }'))).toEqual(['20 to 6 at 9', '20 to 2 at whole']);
  expect(rungs(fileOf('{ type: hyperband, min_iter: 3 }', { more: 'run_cap: 5\n' }))).toEqual(['5 to 1 at whole']);
  const grid = { method: 'grid', x: '{ values: [1, 2, 3, 4, 5] }' };
  expect(rungs(fileOf('{ type: hyperband, min_iter: 1, eta: 2 }', grid))).toEqual(['5 to 2 at 2', '5 to 1 at whole']);
  const started = (cap: number): string[] => {
    const expansion = expandSweep(read(fileOf('{ type: hyperband, min_iter: 3 }', { more: `run_cap: ${cap}\n` })));
    return expansion.ok
      ? expansion.trials.flatMap(({ id, definition }) => (definition.continues === undefined ? [id] : []))
      : [];
  };
  expect(started(30).slice(0, 5)).toEqual(started(5));
});

test('a large grid has fewer rungs, so that there are not too many tasks', () => {
  const grid = (size: number): string =>
    fileOf('{ type: hyperband, min_iter: 1, eta: 2 }', {
      method: 'grid',
      x: `{ distribution: q_uniform, min: 1, max: ${size}, q: 1 }`,
    });
  expect([1_000, 2_500, 5_000].map((size) => read(grid(size)).ladder?.bands?.length)).toEqual([9, 3, 1]);
  expect([1_000, 2_500, 5_000].map((size) => expandSweep(read(grid(size))).ok)).toEqual([true, true, true]);
});

test('a method that learns has one race after the other, whatever run_cap is', () => {
  const bayes = (cap: number): string =>
    fileOf('{ type: hyperband, min_iter: 3 }', { method: 'bayes', more: `run_cap: ${cap}\n` });
  expect(rungs(bayes(15))).toEqual(['9 to 3 at 9', '9 to 1 at whole', '3 to 1 at whole']);
  expect(rungs(bayes(100)).slice(0, 3)).toEqual(rungs(bayes(15)));
});

test('a trial says what its budget counts; only the whole run has no number', () => {
  const expansion = expandSweep(read(fileOf('{ type: hyperband, min_iter: 3 }')));
  if (!expansion.ok) throw new Error(expansion.problem.rule);
  const budgets = new Set(expansion.trials.map(({ definition }) => JSON.stringify(definition.budget)));
  expect([...budgets]).toEqual(['{"reports":3}', '{"reports":9}', '{"reports":"whole"}']);
  for (const { definition, id, name } of expansion.trials) {
    expect(definition.reports).toBe('loss');
    expect(id).toBe(trialId(definition));
    expect(name).toMatch(/--reports@(3|9|whole)--/);
  }
});

test('a parameter may be called reports', () => {
  const text = fileOf('{ type: hyperband, min_iter: 3 }').replace('{ x:', '{ reports:');
  expect(read(text).ladder?.unit).toBe('reports_');
});

test('a note says when trials are judged, and that strict cannot be turned off', () => {
  expect(read(fileOf('{ type: hyperband, min_iter: 3, strict: false }', { more: 'run_cap: 20\n' })).notices).toEqual([
    '"early_terminate" judges trials by what they report of loss (JSON lines, or curve.jsonl) after 3, 9 reports; the best 1 in 3 run again for longer, and at last to their end; "strict: false" has no effect: a report counts, not the best so far',
  ]);
});

test.each([
  ['shards: 2', /which trials are promoted depends on all trials of a rung/],
  ['generation: 2', /each bracket is a generation/],
])('rungs cannot be combined with this: %s', (more, message) => {
  const result = parse(fileOf('{ type: hyperband, min_iter: 3 }', { method: 'random', more }));
  expect(result.ok ? '' : result.problems.map(formatProblem).join()).toMatch(message);
});

test('with a budget, a file of W&B has the rungs of any other', () => {
  const { ladder, reports } = read(fileOf('{ type: hyperband, max_iter: 9 }', { more: 'budget: { name: epochs }\n' }));
  expect([ladder, reports]).toEqual([{ type: 'hyperband', unit: 'epochs', max: 9, eta: 3, promotions: 2 }, undefined]);
});
