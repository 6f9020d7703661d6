import { rankTrials, type SweepReport } from '@nx-tune/report';
import type { Space } from '@nx-tune/search';

import {
  type SweepExport,
  mlflowFiles,
  optunaStudy,
  optunaDatabase,
  renderExportJson,
  renderOptunaJournal,
  type TimeSpan,
} from '../src/index.js';

const space: Space = [
  { path: ['lr'], label: 'lr', distribution: { kind: 'log_uniform_values', min: 0.001, max: 1 } },
  { path: ['units'], label: 'units', distribution: { kind: 'q_uniform', min: 10, max: 95, q: 20 } },
  { path: ['drop'], label: 'drop', distribution: { kind: 'q_uniform', min: 0, max: 0.5, q: 0.1 } },
  { path: ['noise'], label: 'noise', distribution: { kind: 'normal', mu: 0, sigma: 1 } },
  {
    path: ['optimizer', 'name'],
    label: 'optimizer.name',
    distribution: { kind: 'categorical', values: ['sgd', 'adam'] },
  },
  {
    path: ['optimizer', 'momentum'],
    label: 'optimizer.momentum',
    distribution: { kind: 'uniform', min: 0, max: 0.9 },
    when: [{ label: 'optimizer.name', values: ['"sgd"'] }],
  },
  { path: ['layers'], label: 'layers', distribution: { kind: 'categorical', values: [[8], [8, 4]] } },
  { path: ['l2'], label: 'l2', distribution: { kind: 'constant', value: 0.1 } },
];
const common = { units: 20, drop: 0.3, noise: -9.5, layers: [8, 4], l2: 0.1 };
const sgd = { lr: 0.01, optimizer: { name: 'sgd', momentum: 0.5 }, ...common };
const adam = { lr: 0.1, optimizer: { name: 'adam' }, ...common };
const result = { schemaVersion: 1, seed: '0' } as const;
const run = {
  schemaVersion: 1,
  runId: 'r',
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 1500,
  versions: {},
  machine: {},
} as const;

const report: SweepReport = {
  sweep: 'tune',
  project: 'digits',
  file: 'apps/digits/tune.yaml',
  method: 'random',
  metric: { name: 'loss', goal: 'minimize' },
  parameters: ['lr', 'units', 'drop', 'noise', 'optimizer.name', 'optimizer.momentum', 'layers', 'l2'],
  trials: [
    {
      number: 0,
      run,
      result: {
        ...result,
        id: 'id0',
        params: sgd,
        outcome: { kind: 'completed' },
        metrics: { loss: 0.5, 'f1/macro': 1 },
      },
      curve: [
        { step: 1, metrics: { loss: 'Infinity' } },
        { step: 2, metrics: { loss: 0.5, extra: 3 } },
      ],
    },
    {
      number: 1,
      result: { ...result, id: 'id1', params: adam, outcome: { kind: 'diverged' }, metrics: { loss: 'NaN' } },
    },
    {
      number: 2,
      result: { ...result, id: 'id2', params: adam, outcome: { kind: 'stopped', step: 3 }, metrics: {} },
      curve: [{ step: 3, metrics: { loss: 4 } }],
    },
    {
      number: 3,
      result: {
        ...result,
        id: 'id3',
        params: adam,
        outcome: { kind: 'infeasible', reason: 'too big' },
        metrics: { Loss: 1 },
      },
    },
    {
      number: 4,
      result: { ...result, id: 'id4', params: sgd, outcome: { kind: 'failed', error: 'Error: bad' }, metrics: {} },
    },
  ],
};
const exported: SweepExport = { report, space, trials: rankTrials(report) };

test('a journal of Optuna, which must never change but with Optuna', () => {
  expect(renderOptunaJournal(optunaStudy(exported))).toMatchSnapshot();
});

test('the tables of Optuna, which must never change but with Optuna', () => {
  expect(optunaDatabase(optunaStudy(exported))).toMatchSnapshot();
});

test('differences from the sweep are noted', () => {
  expect(optunaStudy(exported).notices).toEqual([
    'noise: normal becomes a range, since Optuna has no such distribution',
  ]);
  const steps: Space = [
    { path: ['a'], label: 'a', distribution: { kind: 'q_log_uniform_values', min: 1, max: 64, q: 2 } },
  ];
  expect(optunaStudy({ ...exported, space: steps }).notices).toEqual([
    'a: its step is left out, since Optuna has none on a logarithmic scale',
  ]);
});

test('a trial ends as Optuna and MLflow have it', () => {
  expect(optunaStudy(exported).trials.map(({ state, value }) => [state, value])).toEqual([
    ['COMPLETE', 0.5],
    ['FAIL', undefined],
    ['PRUNED', 4],
    ['FAIL', undefined],
    ['FAIL', undefined],
  ]);
  const metas = mlflowFiles(exported).files.filter(({ path }) => /\/.+\/meta\.yaml$/.test(path));
  expect(metas.map(({ text }) => /status: (\d)/.exec(text)?.[1])).toEqual(['3', '4', '5', '4', '4']);
});

test('a folder of MLflow, which must never change but with MLflow', () => {
  expect(mlflowFiles(exported)).toMatchSnapshot();
});

test('names that MLflow does not allow are replaced and noted, and no two share a file', () => {
  const { files, notices } = mlflowFiles(exported);
  expect(notices).toEqual([
    'metric "f1/macro" is written as "f1_macro", since MLflow does not allow its name',
    'metric "Loss" is written as "Loss_2", since MLflow does not allow its name',
  ]);
  const paths = files.map(({ path }) => path.toLowerCase());
  expect(new Set(paths).size).toBe(paths.length);
});

test('times are written only if they are wanted and known', () => {
  const at: TimeSpan['start'] = { ms: Date.parse(run.startedAt), iso: run.startedAt };
  const timed: SweepExport = {
    ...exported,
    when: (trial) => (trial.run === undefined ? undefined : { start: at, end: at }),
  };
  const [, , , first = '', second = ''] = renderOptunaJournal(optunaStudy(timed)).split('\n');
  expect(first).toContain('"datetime_start":"2026-01-01T00:00:00.000000+00:00"');
  expect(second).toContain('"datetime_start":"1970-01-01T00:00:00.000000+00:00"');
  expect(renderExportJson(timed)).toContain('"runId": "r"');
  expect(renderExportJson(exported)).not.toContain('runId');
});

test('JSON has everything that is known', () => {
  const read = JSON.parse(renderExportJson(exported)) as { trials: Record<string, unknown>[] };
  expect(read.trials).toMatchObject(
    report.trials.map(({ number, result: { id, params, metrics } }) => ({ number, id, params, metrics })),
  );
  expect(read.trials[0]?.['curve']).toEqual(report.trials[0]?.curve);
});
