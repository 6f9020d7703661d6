import { type AdaptiveMethod, adaptiveMethodNames, canonicalJson, type JsonObject } from '@nx-tune/search';

import { expandSweep, formatProblem, parseSweep, type Sweep } from '../../src/index.js';
import { learnFrom } from '../../src/lock/learnFrom.js';
import { createLock, formatLock, type Lock, parseLock } from '../../src/lock/lock.js';
import { proposeGeneration } from '../../src/plan/proposeGeneration.js';
import { type Search, searchId, searchText } from '../../src/plan/search.js';
import type { TrialResult } from '../../src/trial/result.js';
import { resultFor } from '../../src/trial/resultFor.js';
import { resultOf, search, searchOver, spaceOf } from './adaptiveContract.js';

const space = spaceOf({
  x: { kind: 'uniform', min: -5, max: 5 },
  y: { kind: 'log_uniform_values', min: 0.001, max: 1 },
  kind: { kind: 'categorical', values: ['a', 'b', 'c'] },
});
const lossOf = ({ x, y, kind }: JsonObject): number =>
  (Number(x) - 2) ** 2 + (Math.log10(Number(y)) + 1) ** 2 + (kind === 'b' ? 0 : 1);
const evaluate = (params: JsonObject): TrialResult => resultOf(params, lossOf(params));
const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

/** The lock of a sweep over another seed. */
function lockOf(results: readonly TrialResult[], more: Partial<Search> = {}): Lock {
  const sweep = { ...searchOver('tpe', space), measured: [], ...more } as unknown as Sweep;
  return createLock(sweep, results);
}
const earlier = search(searchOver('tpe', space, { seed: 'another' }), 8, evaluate);
const locked = lockOf(earlier);

function knowing(method: AdaptiveMethod, locks: readonly Lock[], more: Partial<Search> = {}): Search {
  const wanted = searchOver(method, space, more);
  const learnt = learnFrom(wanted, locks);
  if ('problem' in learnt) throw new Error(learnt.problem.found);
  return { ...wanted, warmStart: learnt.warmStart };
}

describe.each(adaptiveMethodNames)('%s', (method) => {
  test('starts better where results are known, proposes none of them again, and begins with what it was told', () => {
    const seeds = ['1', '2', '3'];
    const firstOf = (wanted: Search): number => mean(proposeGeneration(wanted, []).map(lossOf));
    const [cold, warm] = [
      mean(seeds.map((seed) => firstOf(searchOver(method, space, { seed })))),
      mean(seeds.map((seed) => firstOf(knowing(method, [locked], { seed })))),
    ];
    expect(warm).toBeLessThan(cold / 2);
    const all = search(knowing(method, [locked]), 2, evaluate);
    const texts = [...earlier, ...all].map(({ params }) => canonicalJson(params));
    expect(new Set(texts).size).toBe(texts.length);
    const best = earlier[3]?.params ?? {};
    const [first, second] = proposeGeneration({ ...knowing(method, [locked]), points: [best, { x: 1 }] }, []);
    expect([first, second?.['x']]).toEqual([best, 1]);
  });

  test('points are the first trials, and what follows learns from them', () => {
    const points = [
      { x: 2, y: 0.1, kind: 'b' },
      { x: -1 },
      { x: 2, y: 0.1, kind: 'b' },
      { y: 0.5 },
      { y: 0.6 },
      { y: 0.7 },
    ];
    const wanted = searchOver(method, space, { points });
    const results = search(wanted, 3, evaluate);
    expect(results[0]?.params).toEqual(points[0]);
    expect(results.slice(1, 5).map(({ params }) => [params['x'] === -1, params['y']])).toEqual([
      [true, expect.any(Number)],
      [false, 0.5],
      [false, 0.6],
      [false, 0.7],
    ]);
    expect(new Set(results.map(({ params }) => canonicalJson(params))).size).toBe(12);
  });
});

test('the first proposals from a lock, which must never change', () => {
  const results = Array.from({ length: 12 }, (_, n) =>
    evaluate({ x: n % 5, y: (n + 1) / 100, kind: 'abc'.charAt(n % 3) }),
  );
  const wanted = knowing('tpe', [lockOf(results)], { generation: 2 });
  expect(wanted.warmStart?.digest).toMatchInlineSnapshot(`"tvgkfew7rr2yvzf2dnjmv7vpfk"`);
  expect(proposeGeneration(wanted, [])).toMatchInlineSnapshot(`
    [
      {
        "kind": "c",
        "x": 2.418735243,
        "y": 0.02349732225,
      },
      {
        "kind": "b",
        "x": 2.090290034,
        "y": 0.09939314512,
      },
    ]
  `);
});

test('the order and the number of locks, and of their lines, say nothing', () => {
  const [one, other] = [lockOf(earlier.slice(0, 20)), lockOf(earlier.slice(12).toReversed())];
  const [text, ...texts] = [[locked], [one, other], [other, one, one]].map((locks) =>
    searchText(knowing('tpe', locks)),
  );
  expect(texts).toEqual([text, text]);
  expect(searchText(knowing('tpe', [one]))).not.toBe(text);
  expect(searchText(searchOver('tpe', space))).not.toBe(text);
  expect(searchText(knowing('tpe', [locked])).length).toBeLessThan(600);
});

test('results of other sweeps rename nothing, but where they are does', () => {
  const from = [{ path: 'other.tune.lock.json', in: 'project' }] as const;
  const [cold, warm] = [searchOver('tpe', space), knowing('tpe', [locked], { from })];
  expect(searchId(warm)).toBe(searchId(knowing('tpe', [lockOf(earlier.slice(0, 20))], { from })));
  expect(searchId(warm)).not.toBe(searchId(cold));
  expect(searchId(warm)).not.toBe(searchId(knowing('tpe', [locked], { from: [...from, ...from] })));
});

test('points and a prior are part of a search, the order of keys is not', () => {
  const identities = [
    {},
    { points: [{ x: 1 }] },
    { points: [{ x: 1, y: 0.1 }] },
    { prior: { x: { kind: 'numeric', center: 1, spread: 1 } } },
    { prior: { x: { kind: 'numeric', center: 1, spread: 2 } } },
  ] as const;
  expect(new Set(identities.map((more) => searchId(searchOver('tpe', space, more)))).size).toBe(5);
  expect(searchId(searchOver('tpe', space, { points: [{ y: 0.1, x: 1 }] }))).toBe(
    searchId(searchOver('tpe', space, { points: [{ x: 1, y: 0.1 }] })),
  );
});

test('results outside of the space, or without the metric, are left out and reported', () => {
  const strangers = [
    resultOf({ x: 6, y: 0.1, kind: 'a' }, 1),
    resultOf({ x: 1, y: 0.1 }, 1),
    resultOf({ x: 1, y: 0.1, kind: 'a', z: 1 }, 1),
    resultOf({ x: 1, y: 0.1, kind: 'd' }, 1),
    { ...resultOf({ x: 2, y: 0.1, kind: 'a' }, 1), metrics: { seconds: 3 } },
    { ...resultOf({ x: 3, y: 0.1, kind: 'a' }, NaN), outcome: { kind: 'diverged' } as const },
  ].map((result, index) => ({ ...result, id: String(index) }));
  const learnt = learnFrom(searchOver('tpe', space), [lockOf([...earlier, ...strangers])]);
  expect(learnt).toMatchObject({
    notice:
      '5 of 38 results under "from" are not used: they lie outside the space, have another budget, or lack the metric',
  });
  expect('warmStart' in learnt && learnt.warmStart.results).toHaveLength(33);
  expect('warmStart' in learnt && learnt.warmStart.results.filter(({ loss }) => loss === null)).toHaveLength(1);
});

test('the best of many results and some of the others are learnt from', () => {
  const many = Array.from({ length: 500 }, (_, n) => ({
    ...resultOf({ x: n / 100, y: 0.1, kind: 'a' }, n),
    id: String(n),
  }));
  const learnt = learnFrom(searchOver('tpe', space), [lockOf(many)]);
  if ('problem' in learnt) throw new Error(learnt.problem.found);
  expect(learnt.notice).toBe('100 of 500 results under "from" are used');
  const losses = learnt.warmStart.results.map(({ loss }) => loss ?? NaN).toSorted((a, b) => a - b);
  expect(losses.slice(0, 51)).toEqual(Array.from({ length: 51 }, (_, n) => n));
  expect(losses.slice(-2)).toEqual([482, 491]);
});

test('another objective, or a lock without the metric, is a problem; another seed, goal, ranking or an empty lock is not', () => {
  const wanted = searchOver('tpe', space);
  const problemOf = (lock: Lock): unknown => learnFrom(wanted, [locked, lock]);
  const objective = { kind: 'module', path: 'src/other.ts' } as const;
  expect(problemOf(lockOf(earlier, { objective }))).toEqual({
    problem: { source: 1, found: 'its objective is different' },
  });
  const error = { name: 'error', goal: 'minimize' } as const;
  const renamed = earlier.map((result) => ({ ...result, metrics: { error: 1 } }));
  expect(problemOf(lockOf(renamed, { metric: error }))).toEqual({
    problem: { source: 1, found: 'its metric is error, not loss' },
  });
  const seeded = earlier.map((result) => ({ ...result, seed: '5' }));
  for (const lock of [
    lockOf(seeded, { seed: '5' }),
    lockOf(earlier, { metric: { name: 'loss', goal: 'maximize' } }),
    lockOf(earlier, { metric: error }),
    lockOf([]),
  ])
    expect(problemOf(lock)).toHaveProperty('warmStart');
  const read = parseLock(formatLock(locked));
  expect('lock' in read && learnFrom(wanted, [read.lock])).toEqual(learnFrom(wanted, [locked]));
});

test('a trial that diverged in the metric of its own sweep is learnt from like any other', () => {
  const wanted = searchOver('tpe', space);
  const error = { name: 'error', goal: 'minimize' } as const;
  const both = earlier.map((one) => ({ ...one, metrics: { ...one.metrics, error: 'NaN' as const } }));
  const other = lockOf(
    both.map((one) => resultFor(error, one)),
    { metric: error },
  );
  expect(new Set(other.trials.map(({ outcome }) => outcome.kind))).toEqual(new Set(['diverged']));
  expect(learnFrom(wanted, [other])).toEqual(learnFrom(wanted, [lockOf(both)]));
});

test('a finite space is tried to its end, less what is known', () => {
  const parsed = parseSweep(
    'tune',
    'a/tune.yaml',
    'objective: src/objective.ts\nmethod: tpe\nmetric: { name: loss }\nrun_cap: 20\nseed: 4787\nparameters: { x: { values: [1, 2, 3] }, y: { values: [1, 2] } }\npoints: [{ x: 1, y: 1 }]\nfrom: other.tune.yaml\n',
  );
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  const points = [1, 2, 3].flatMap((x) => [1, 2].map((y) => ({ x, y })));
  const withKnown = (some: readonly JsonObject[], sweep: Sweep = parsed.value): Sweep => {
    const learnt = learnFrom(sweep, [
      createLock(
        sweep,
        some.map((params) => ({ ...resultOf(params, 1), id: canonicalJson(params) })),
      ),
    ]);
    if ('problem' in learnt) throw new Error(learnt.problem.found);
    return { ...sweep, warmStart: learnt.warmStart };
  };
  const some = withKnown(points.slice(0, 3));
  const expansion = expandSweep(some);
  expect(expansion).toMatchObject({
    notices: [
      '4 different trials instead of 20: the space has no more without a known result',
      'tpe tries your point first, and learns from it',
    ],
  });
  expect('slots' in expansion && expansion.slots).toHaveLength(4);
  expect(search(some, 3, (params) => resultOf(params, 1)).map(({ params }) => params)[0]).toEqual({ x: 1, y: 1 });
  expect(search(some, 3, (params) => resultOf(params, 1))).toHaveLength(4);
  expect(expandSweep(withKnown(points))).toMatchObject({ slots: [{ number: 0 }] });
  const { points: _, ...without } = parsed.value;
  expect(expandSweep(withKnown(points, without))).toMatchObject({ ok: false, problem: { path: 'from' } });
});

test('with budgets, results of the same kind of budget are learnt from, those of the largest that has enough', () => {
  const ladder = { type: 'hyperband', unit: 'epochs', max: 9, eta: 3, promotions: 2 } as const;
  const budgeted = earlier.map((result, n) => ({ ...result, budget: { epochs: n % 2 === 0 ? 9 : 1 } }));
  const known = (more: Partial<Search>, results: readonly TrialResult[]): number => {
    const learnt = learnFrom(searchOver('tpe', space, more), [lockOf(results)]);
    return 'warmStart' in learnt ? learnt.warmStart.results.length : NaN;
  };
  expect([known({ ladder }, budgeted), known({}, budgeted), known({ ladder }, earlier)]).toEqual([32, 0, 0]);
  expect(known({ ladder: { ...ladder, unit: 'steps' } }, budgeted)).toBe(0);
  const misleading = budgeted.map((result, n) => (n % 2 === 0 ? result : { ...result, metrics: { loss: -1000 - n } }));
  const propose = (results: readonly TrialResult[]): JsonObject[] => {
    const other = searchOver('tpe', space, { ladder });
    const learnt = learnFrom(other, [lockOf(results)]);
    return proposeGeneration({ ...other, ...('warmStart' in learnt ? { warmStart: learnt.warmStart } : {}) }, []);
  };
  expect(propose(misleading)).toEqual(propose(budgeted));
});

test('where programs report, a result without a budget is a whole run, which is learnt from before any other', () => {
  const ladder = { type: 'hyperband', unit: 'reports', bands: [3, 9], eta: 3, promotions: 2 } as const;
  const mixed = earlier.map((result, n) => (n % 2 === 0 ? result : { ...result, budget: { reports: 9 } }));
  const learnt = learnFrom(searchOver('tpe', space, { ladder }), [lockOf(mixed)]);
  const budgets = 'warmStart' in learnt ? learnt.warmStart.results.map(({ budget }) => budget) : [];
  expect(budgets.filter((budget) => budget === 9)).toHaveLength(Math.floor(earlier.length / 2));
  expect(budgets.slice(0, Math.ceil(earlier.length / 2)).every((budget) => budget === 'whole')).toBe(true);
});

describe('a lock of a sweep with cases', () => {
  const point = (x: number): JsonObject => ({ x, y: 0.1, kind: 'a' });
  const on = (name: string, x: number, loss: number, more: Partial<TrialResult> = {}): TrialResult => ({
    ...resultOf(point(x), loss),
    id: `${name}${x}${more.replicate ?? ''}`,
    case: name,
    ...more,
  });
  const learnt = (results: readonly TrialResult[], more: Partial<Search> = {}): ReturnType<typeof learnFrom> =>
    learnFrom(searchOver('tpe', space, more), [lockOf(results)]);

  test('says what a configuration is worth on all cases, by the aggregate of the sweep that learns', () => {
    const results = [
      on('easy', 1, 1),
      on('easy', 2, 2),
      on('hard', 1, 30),
      on('hard', 2, 20),
      on('odd', 1, 2),
      on('odd', 2, 2),
    ];
    expect(learnt(results)).toMatchObject({
      warmStart: {
        results: [
          { params: point(2), loss: 8 },
          { params: point(1), loss: 11 },
        ],
      },
    });
    expect(learnt(results, { aggregate: 'median' })).toMatchObject({
      warmStart: { results: [{ loss: 2 }, { loss: 2 }] },
    });
  });

  test('leaves out what a race has dropped before its last case, and takes a failure on one case for a failure', () => {
    const failed = { outcome: { kind: 'failed', error: 'oh' }, metrics: {} } as const;
    const results = [on('easy', 1, 1), on('hard', 1, 30), on('easy', 2, 0), on('easy', 3, 0), on('hard', 3, 0, failed)];
    expect(learnt(results)).toMatchObject({
      warmStart: {
        results: [
          { params: point(1), loss: 15.5 },
          { params: point(3), loss: null },
        ],
      },
      notice: expect.stringMatching(
        /^1 of 3 results under "from" are not used: .* or lack the metric or a case$/,
      ) as string,
    });
  });

  test('has each replicate by itself, and the order of its lines does not matter', () => {
    const results = [
      on('easy', 1, 1),
      on('hard', 1, 3),
      on('easy', 1, 3, { replicate: 1 }),
      on('hard', 1, 5, { replicate: 1 }),
    ];
    expect(learnt(results)).toMatchObject({ warmStart: { results: [{ loss: 2 }, { loss: 4 }] } });
    expect(learnt(results.toReversed())).toEqual(learnt(results));
  });
});
