import { type FrontSummary, rankTrials } from '@nx-tune/report';

import { frontReport, twoGoals } from '../../report/test/support/twoGoals.js';
import {
  mlflowFiles,
  optunaDatabase,
  type OptunaStudy,
  optunaStudy,
  renderExportJson,
  renderOptunaJournal,
  renderTrialsCsv,
  type SweepExport,
} from '../src/index.js';

const exported: SweepExport = {
  report: frontReport,
  space: [{ path: ['x'], label: 'x', distribution: { kind: 'int_uniform', min: 0, max: 9 } }],
  trials: rankTrials(frontReport),
};
const study = optunaStudy(exported);
const rowsOf = (of: OptunaStudy, name: string): readonly unknown[] | undefined =>
  optunaDatabase(of).rows.find(({ table }) => table === name)?.rows;

test('a study of Optuna has a direction and a value for each goal, and knows violated rules by its constraints', () => {
  expect(study.directions).toEqual(['MINIMIZE', 'MAXIMIZE']);
  expect(study.trials.map(({ state, value, values }) => [state, value, values])).toEqual([
    ['COMPLETE', undefined, [1, 1]],
    ['COMPLETE', undefined, [2, 4]],
    ['COMPLETE', undefined, [4, 5]],
    ['COMPLETE', undefined, [5, 3]],
    ['COMPLETE', undefined, [0.5, 9]],
    ['FAIL', undefined, undefined],
    ['PRUNED', undefined, undefined],
  ]);
  expect(study.trials.map(({ systemAttributes }) => systemAttributes)).toEqual([
    { constraints: [-90] },
    { constraints: [-80] },
    { constraints: [-70] },
    { constraints: [-60] },
    { constraints: [50] },
    {},
    {},
  ]);
});

test('it has no intermediate values, since the sampler of Optuna would ask for the only direction', () => {
  expect(study.trials.flatMap(({ intermediate }) => intermediate)).toEqual([]);
});

test('in a journal and in a database, the objectives have the names of the goals', () => {
  const lines = renderOptunaJournal(study)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines[0]).toMatchObject({ op_code: 0, directions: [1, 2] });
  expect(lines[3]).toMatchObject({ op_code: 3, system_attr: { 'study:metric_names': ['error', 'speed'] } });
  expect(lines[8]).toMatchObject({ value: null, values: [0.5, 9], system_attrs: { constraints: [50] } });
  expect(rowsOf(study, 'study_directions')).toEqual([
    [1, 'MINIMIZE', 1, 0],
    [2, 'MAXIMIZE', 1, 1],
  ]);
  expect(rowsOf(study, 'study_system_attributes')).toEqual([[1, 1, 'study:metric_names', '["error","speed"]']]);
  expect(rowsOf(study, 'trial_values')?.slice(0, 3)).toEqual([
    [1, 1, 0, 1, 'FINITE'],
    [2, 1, 1, 1, 'FINITE'],
    [3, 2, 0, 2, 'FINITE'],
  ]);
  expect(rowsOf(study, 'trial_system_attributes')?.at(-1)).toEqual([5, 5, 'constraints', '[50]']);
});

test('with one goal and rules, a study has one value and constraints; without either, no attribute of Optuna', () => {
  const { goals: _, ...one } = twoGoals;
  const ruled = optunaStudy({ ...exported, report: { ...frontReport, metric: one } });
  expect([ruled.directions, ruled.systemAttributes]).toEqual([['MINIMIZE'], {}]);
  expect(ruled.trials[4]).toMatchObject({ state: 'COMPLETE', value: 0.5, systemAttributes: { constraints: [50] } });
  const { results: __, ...plain } = one;
  const free = optunaStudy({ ...exported, report: { ...frontReport, metric: plain } });
  expect(rowsOf(free, 'trial_system_attributes')).toBeUndefined();
  expect(rowsOf(free, 'study_system_attributes')).toBeUndefined();
});

test('a table says which trials are on the front, and what is violated; goals come first', () => {
  const rows = renderTrialsCsv(frontReport, exported.trials)
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  expect(rows[0]?.slice(5)).toEqual(['x', 'error', 'speed', 'size', 'trial.front', 'trial.violates']);
  expect(rows.slice(1).map((row) => [row[2], ...row.slice(-2)])).toEqual([
    ['id1', 'true', ''],
    ['id0', 'true', ''],
    ['id2', 'true', ''],
    ['id3', 'false', ''],
    ['id6', '', ''],
    ['id5', '', ''],
    ['id4', '', 'size <= 100'],
  ]);
});

test('a run of MLflow has tags for the front and the rules, and a metric for each goal', () => {
  const { files } = mlflowFiles(exported);
  const tag = (name: string): string[] =>
    files.flatMap(({ path, text }) => (path.endsWith(`/tags/nx-tune.${name}`) ? text : []));
  expect(tag('front')).toEqual(['true', 'true', 'true', 'false']);
  expect(tag('picked')).toEqual(['false', 'true', 'false', 'false']);
  expect(tag('violates')).toEqual(['size <= 100']);
  expect(files.filter(({ path }) => path.endsWith('/metrics/speed'))).toHaveLength(6);
});

test('JSON has the front, its hypervolume, and where that is measured from', () => {
  const { front, trials } = JSON.parse(renderExportJson(exported)) as { front: FrontSummary; trials: object[] };
  expect([front.trials, front.picked]).toEqual([['id0', 'id1', 'id2'], 'id1']);
  // Of the four trials that satisfy the rule, the largest error is 5 and the lowest speed 1: a tenth of the range beyond.
  expect(front.reference['error']).toBeCloseTo(5.4, 10);
  expect(front.reference['speed']).toBeCloseTo(0.6, 10);
  expect(front.hypervolume).toBeCloseTo(4.4 * 0.4 + 3.4 * 3 + 1.4, 10);
  expect(trials[1]).toMatchObject({ id: 'id1', front: true, picked: true });
  expect(trials[4]).toMatchObject({ id: 'id4', outcome: { violates: ['size <= 100'] } });
});
