import {
  compareFronts,
  type ComparedTrial,
  compareTrials,
  frontStanding,
  renderComparison,
  renderComparisonMarkdown,
  renderFronts,
  renderFrontsMarkdown,
  renderStatus,
  renderSuggestions,
  renderTrial,
  selectTrials,
  type SweepReport,
  type SweepStatus,
  violationsOf,
} from '../../src/index.js';
import { coverage } from '../../src/show/compareFronts.js';
import { example } from '../support/example.js';
import { frontReport, measured, twoGoals } from '../support/twoGoals.js';

const screen = { width: 100, color: false };
const trialAt = (number: number) => {
  const trial = frontReport.trials[number];
  if (trial === undefined) throw new Error('there is no such trial');
  return trial;
};
const compared = (...numbers: readonly number[]): ComparedTrial[] =>
  numbers.map((number) => ({ title: `id${number}`, report: frontReport, trial: trialAt(number) }));
const numbers = (filter: string, sort?: string): unknown => {
  const selected = selectTrials(frontReport, { filter, sort });
  return selected.ok ? selected.trials.map(({ number }) => number) : selected.message;
};

test('filters know the front, the one that is picked, and what is violated', () => {
  expect(numbers('front = true')).toEqual([1, 0, 2]);
  expect(numbers('front = false')).toEqual([3]);
  expect(numbers('picked = true')).toEqual([1]);
  expect(numbers('violates ~ size')).toEqual([4]);
  expect(numbers('violates = "size <= 100"')).toEqual([4]);
  expect(numbers('front = true', '-speed')).toEqual([2, 1, 0]);
});

test('with one goal there is no such name, so a parameter may have it', () => {
  const selected = selectTrials(example, { filter: 'front = true' });
  expect(selected.ok ? '' : selected.message).toMatch(/"front" is not known/);
});

test('a trial is on the front, or is dominated by others', () => {
  expect(frontStanding(frontReport, 'id1')).toEqual({ front: true, picked: true, dominatedBy: [], dominates: 1 });
  expect(frontStanding(frontReport, 'id3')).toEqual({
    front: false,
    picked: false,
    dominatedBy: ['id1', 'id2'],
    dominates: 0,
  });
  expect(frontStanding(frontReport, 'id4')).toBeUndefined();
  expect(frontStanding(example, 'id0')).toBeUndefined();
  expect(violationsOf(trialAt(4))).toEqual([{ rule: 'size <= 100', by: 50 }]);
});

test('the text of a trial says so, with the goals first', () => {
  const shown = (number: number): string => {
    const entry = trialAt(number);
    const { id, params, seed } = entry.result;
    return renderTrial(frontReport, { number, id, params, seed, entry, artifacts: [], lock: 'no lock' }, screen);
  };
  expect(shown(3)).toContain('error  5\nspeed  3\nsize   40\n\nFront         not on it\nDominated by  id1, id2\n\n');
  expect(shown(1)).toContain('Front      on it, and picked\nDominates  1 of the others\n');
  expect(shown(4)).toContain('Violates  size <= 100, by 50\n');
  expect(shown(4)).not.toContain('Front');
});

test('a strict rule is violated at its limit, and of many that dominate a trial five are named', () => {
  const strict = { ...twoGoals, results: ['size < 100'] };
  const points = [
    [9, 0, 1],
    [1, 1, 1],
    [1, 2, 1],
    [2, 1, 1],
    [2, 2, 1],
    [3, 3, 1],
    [4, 4, 1],
    [0, 9, 100],
  ];
  const report = {
    ...frontReport,
    metric: strict,
    trials: points.map((point, number) => measured(number, point, strict)),
  };
  const shown = (number: number): string => {
    const entry = report.trials[number];
    if (entry === undefined) throw new Error('there is no such trial');
    const { id, params, seed } = entry.result;
    return renderTrial(report, { number, id, params, seed, entry, artifacts: [], lock: 'no lock' }, screen);
  };
  expect(shown(7)).toContain('Violates  size < 100, at its limit\n');
  expect(shown(0)).toMatch(/Dominated by {2}(id\d, ){4}id\d and 1 more\n/);
});

test('two trials are compared in each goal, and one may dominate the other', () => {
  const apart = compareTrials(compared(0, 1));
  expect(apart.rows.filter(({ best }) => best.length > 0).map(({ name, best }) => [name, best])).toEqual([
    ['error', [0]],
    ['speed', [1]],
  ]);
  expect(apart.dominance).toMatchObject({ pairs: [], differences: [{ difference: 1 }, { difference: 3 }] });
  expect(renderComparison(apart, screen)).toMatch(
    /\n\nid1 against id0: error \+1 \(worse\), speed \+3 \(better\)\.\nNeither dominates the other\.\n$/,
  );
  expect(renderComparison(compareTrials(compared(3, 1)), screen)).toMatch(
    /\n\nid1 against id3: error -3 \(better\), speed \+1 \(better\)\.\nid1 dominates id3\.\n$/,
  );
  expect(renderComparisonMarkdown(compareTrials(compared(3, 1)))).toMatch(
    /\|\n\nid1 against id3: .*\n\nid1 dominates id3\.\n$/,
  );
});

test('among several trials, those that dominate are named; one that did not complete is not compared', () => {
  expect(renderComparison(compareTrials(compared(0, 1, 2, 3)), screen)).toMatch(
    /\n\nid1 dominates id3\.\nid2 dominates id3\.\n$/,
  );
  expect(renderComparison(compareTrials(compared(0, 1, 2)), screen)).toMatch(/\n\nNone dominates another\.\n$/);
  expect(compareTrials(compared(1, 4)).dominance).toEqual({ pairs: [], compared: [0] });
  const [one] = compared(1);
  const other = { title: 'other', report: example, trial: example.trials[0] ?? trialAt(0) };
  expect(compareTrials(one === undefined ? [] : [one, other]).dominance).toBeUndefined();
});

const other: SweepReport = {
  ...frontReport,
  sweep: 'other',
  metric: {
    name: 'speed',
    goal: 'maximize',
    goals: (twoGoals.goals ?? []).toReversed(),
  },
  trials: [measured(0, [1, 1, 0]), measured(1, [3, 6, 0]), measured(2, [9, 0, 0])],
};

test('fronts of sweeps are measured from one point, in whatever order their goals are', () => {
  const fronts = compareFronts([frontReport, other]);
  // A tenth of the range beyond the worst of each: error 5.45 and 9.8, speed 0.2 and -0.6.
  expect(fronts?.reference['error']).toBeCloseTo(9.8, 10);
  expect(fronts?.reference['speed']).toBeCloseTo(-0.6, 10);
  expect(fronts?.fronts).toMatchObject([
    { sweep: 'tune', size: 3, coveredBy: { other: 2 / 3 } },
    { sweep: 'other', size: 2, coveredBy: { tune: 0.5 } },
  ]);
  expect(fronts?.fronts[0]?.hypervolume).toBeCloseTo(8.8 * 1.6 + 7.8 * 3 + 5.8, 10);
  expect(fronts?.fronts[1]?.hypervolume).toBeCloseTo(8.8 * 1.6 + 6.8 * 5, 10);
  expect(compareFronts([frontReport])).toBeUndefined();
  expect(compareFronts([frontReport, example])).toBeUndefined();
});

test('a sweep without results has no reference point', () => {
  const fronts = compareFronts([frontReport, { ...other, trials: [] }]);
  expect(fronts?.reference['error']).toBeCloseTo(5.4, 10);
  expect(fronts?.fronts[1]).toEqual({ sweep: 'other', size: 0, hypervolume: 0, coveredBy: {} });
});

test('a point is covered by one that is equal or dominates it', () => {
  expect(
    coverage(
      [[1, 2]],
      [
        [1, 2],
        [1, 3],
        [0, 9],
        [2, 1],
      ],
    ),
  ).toBe(0.5);
  expect(coverage([], [[1, 2]])).toBe(0);
});

test('fronts as text and as Markdown', () => {
  const fronts = compareFronts([frontReport, other]);
  if (fronts === undefined) throw new Error('they have the same goals');
  expect(renderFronts(fronts, screen)).toBe(`sweep  on the front  hypervolume  covered by tune  covered by other
tune              3        43.28                -              67 %
other             2        48.08             50 %                 -

Hypervolumes are measured from error 9.8 and speed -0.6: in each goal the worse of the sweeps' own
reference points.
A point of a front is covered by another sweep if a trial of that is at least as good in all goals.
`);
  expect(renderFrontsMarkdown(fronts).split('\n').slice(0, 3)).toEqual([
    '| sweep | on the front | hypervolume | covered by tune | covered by other |',
    '| --- | --- | --- | --- | --- |',
    '| tune | 3 | 43.28 | - | 67 % |',
  ]);
});

test('the state of a sweep has the values of all goals, and how many trials are on the front', () => {
  const status: SweepStatus = {
    project: 'digits',
    sweep: 'tune',
    file: 'tune.yaml',
    method: 'random',
    metric: twoGoals,
    asked: 7,
    known: 7,
    onDisk: 7,
    inLock: 0,
    outcomes: { completed: 4, stopped: 1, diverged: 1, infeasible: 1, failed: 0 },
    toRun: 0,
    best: { id: 'id1', value: 2, values: { error: 2, speed: 4 }, front: 3 },
    lock: { kind: 'missing' },
  };
  expect(renderStatus([status], { width: 140, color: false })).toMatch(/front of 3 +/);
});

test('the expectations of models are listed for each goal by its name, with the chance of satisfying rules', () => {
  const why = {
    kind: 'models',
    goals: [
      { name: 'error', expected: 2, low: 1, high: 3 },
      { name: 'speed', expected: 4, low: 3.5, high: 6 },
    ],
    chance: 0.85,
    improvement: 1.5,
  } as const;
  const textOf = (report: SweepReport): string =>
    renderSuggestions(report, { suggestions: [{ params: { x: 1 }, why }] }, { width: 300, color: false });
  const bands = 'expects error 2, between 1 and 3; speed 4, between 3.5 and 6 (2 standard deviations)';
  expect(textOf(frontReport)).toContain(
    `${bands}; satisfies all rules for results with a chance of 85 %; adds 1.5 to the hypervolume on average\n`,
  );
  const { results: _, ...free } = twoGoals;
  expect(textOf({ ...frontReport, metric: free })).toContain(`${bands}; adds 1.5 to the hypervolume`);
});

test('a name with other signs may be put between backquotes, as in a rule', () => {
  expect(numbers('`front` = true')).toEqual([1, 0, 2]);
});

test('a metric that is a goal of one sweep only has one row', () => {
  const other = { ...frontReport, metric: { name: 'size', goal: 'minimize' } as const };
  const [first, second] = compared(0, 1) as [ComparedTrial, ComparedTrial];
  const { rows } = compareTrials([first, { ...second, report: other }]);
  const titles = rows.filter(({ kind }) => kind === 'metric').map(({ name }) => name);
  expect(titles).toEqual([...new Set(titles)]);
});
