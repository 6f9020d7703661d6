import {
  bestOf,
  importTrials,
  optunaDatabase,
  optunaStudy,
  renderOptunaJournal,
  renderTrialsCsv,
  type SweepExport,
  type TrialImport,
} from '@nx-tune/exchange';
import { rankTrials, type SweepReport } from '@nx-tune/report';
import { canonicalJson } from '@nx-tune/search';
import { type ImportedTrial, learnFrom, type Sweep } from '@nx-tune/sweep';
import * as fc from 'fast-check';

import { frontReport, measured } from '../../../../../packages/report/test/support/twoGoals.js';
import { readForeign } from '../../../src/cli/exchange/readForeign.js';
import { sqliteBytes } from '../../../src/cli/exchange/sqlite.js';
import { sweepOf } from './support.js';

const sweepText = `
objective: o.js
method: gp
metrics:
  - { name: error, goal: minimize }
  - { name: speed, goal: maximize }
results: [size <= 100]
run_cap: 4
parameters:
  x: { min: 0, max: 9 }
`;
const sweep = sweepOf(sweepText);

async function take(
  file: string | Uint8Array,
  map: Record<string, string> = {},
  into = sweep,
): Promise<TrialImport | string> {
  const read = await readForeign(typeof file === 'string' ? Buffer.from(file) : file, undefined, undefined);
  if ('problem' in read) return read.problem;
  const renamings = Object.entries(map).map(([theirs, ours]) => ({ theirs, ours }));
  const imported = importTrials(read.table, into, renamings);
  return 'problem' in imported ? imported.problem : imported;
}

const trialsOf = (imported: TrialImport | string): readonly ImportedTrial[] =>
  typeof imported === 'string' ? [] : imported.trials.map(({ trial }) => trial);

const exportedOf = (report: SweepReport): SweepExport => ({ report, space: sweep.space, trials: rankTrials(report) });

/** Returns what a sweep learns from trials: their losses, and their violations. */
const learnt = (trials: readonly ImportedTrial[], by: Sweep = sweep): unknown =>
  learnFrom(by, [{ schemaVersion: 1, source: { kind: 'k', file: 'f' }, metric: { name: by.metric.name }, trials }]);

const ways = [
  ['a CSV', (exported: SweepExport) => Buffer.from(renderTrialsCsv(exported.report, exported.trials))],
  ['a journal', (exported: SweepExport) => Buffer.from(renderOptunaJournal(optunaStudy(exported)))],
  ['a database', (exported: SweepExport) => sqliteBytes(optunaDatabase(optunaStudy(exported)))],
] as const;

test.each(ways)('%s gives back the same front, and what violates rules', async (_, write) => {
  const value = fc.constantFrom(0, 1, 2, 2.5, 3, NaN);
  const size = fc.constantFrom(50, 100, 150);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(value, value, size), { minLength: 1, maxLength: 9 }), async (points) => {
      const report = { ...frontReport, trials: points.map((point, number) => measured(number, point)) };
      const imported = await take(await write(exportedOf(report)));
      const trials = report.trials.map(({ result }) => result);
      expect(learnt(trialsOf(imported))).toEqual(learnt(trials));
      const front = report.trials.filter(({ number }) =>
        rankTrials(report).some(
          (one) => one.number === number && one.rank === 1 && one.result.outcome.kind === 'completed',
        ),
      );
      const found = typeof imported === 'string' ? undefined : bestOf(imported, sweep);
      expect(found?.front ?? 0).toBe(front.length);
      if (found !== undefined)
        expect(front.map(({ result }) => canonicalJson(result.metrics))).toContain(
          canonicalJson(found.best.trial.metrics),
        );
    }),
    { numRuns: 15 },
  );
});

test('objectives of Optuna are matched by their names, or by --map', async () => {
  const study = (names: string): string =>
    `{"op_code":0,"worker_id":"w","study_name":"s","directions":[1,2]}\n${names}` +
    `{"op_code":4,"worker_id":"w","study_id":0,"state":1,"value":null,"values":[0.5,7],"datetime_start":null,"distributions":{"x":"{\\"name\\":\\"IntDistribution\\",\\"attributes\\":{\\"log\\":false,\\"step\\":1,\\"low\\":0,\\"high\\":9}}"},"params":{"x":3},"user_attrs":{"size":20},"system_attrs":{"constraints":[-1]},"intermediate_values":{}}\n`;
  const wanted = [{ params: { x: 3 }, outcome: { kind: 'completed' }, metrics: { error: 0.5, speed: 7, size: 20 } }];
  const named = study(
    '{"op_code":3,"worker_id":"w","study_id":0,"system_attr":{"study:metric_names":["error","speed"]}}\n',
  );
  expect(trialsOf(await take(named))).toEqual(wanted);
  expect(trialsOf(await take(study(''), { values_0: 'error', values_1: 'speed' }))).toEqual(wanted);
  expect(await take(study(''), { values_0: 'error' })).toMatch(
    /^no column is the metric speed: name one with --map THEIRS=speed\./,
  );
  const swapped = study(
    '{"op_code":3,"worker_id":"w","study_id":0,"system_attr":{"study:metric_names":["speed","error"]}}\n',
  );
  expect(await take(swapped)).toBe(
    'the study is to maximize values_error, but the sweep is to minimize error: if they are the same metric, pass --map values_error=error',
  );
});

test('constraints of Optuna are columns, so a rule can compare them', async () => {
  const own = sweepOf(sweepText.replace('size <= 100', 'constraints_0 <= 0'));
  const text = renderOptunaJournal(optunaStudy(exportedOf(frontReport)));
  const imported = await take(text, {}, own);
  expect(trialsOf(imported).map(({ metrics }) => metrics['constraints_0'])).toEqual([-90, -80, -70, -60, 50]);
});

test('a table of Optuna has a column for each objective, and one for the only objective that has a name', async () => {
  const several = await take(
    'number,values_error,values_speed,params_x,user_attrs_size,state\n0,0.5,7,3,20,COMPLETE\n',
  );
  expect(trialsOf(several)).toEqual([
    { params: { x: 3 }, outcome: { kind: 'completed' }, metrics: { error: 0.5, speed: 7, size: 20 } },
  ]);
  const one = sweepOf(sweepText.replace(/metrics:[^]*?results.*\n/, 'metric: { name: error }\n'));
  expect(trialsOf(await take('number,value_error,params_x,state\n0,0.5,3,COMPLETE\n', {}, one))).toEqual([
    { params: { x: 3 }, outcome: { kind: 'completed' }, metrics: { error: 0.5 } },
  ]);
});

test('runs of W&B and plain tables need a value for each goal and rule', async () => {
  const wandb = await take(
    JSON.stringify([
      { config: { x: 1 }, summary: { error: 1, speed: 2, size: 200 }, state: 'finished' },
      { config: { x: 2 }, summary: { error: 1, size: 20 }, state: 'finished' },
      { config: { x: 3 }, summary: { error: 3, speed: 'NaN', size: 20 }, state: 'finished' },
    ]),
  );
  expect(wandb).toMatchObject({
    trials: [
      { trial: { outcome: { kind: 'completed' }, metrics: { error: 1, speed: 2, size: 200 } } },
      { trial: { outcome: { kind: 'diverged' } } },
    ],
    leftOut: [{ where: 'run 2', why: 'it has no value for summary.speed' }],
  });
  expect(trialsOf(await take('x,error,speed,size\n1,1,2,20\n'))).toEqual([
    { params: { x: 1 }, outcome: { kind: 'completed' }, metrics: { error: 1, speed: 2, size: 20 } },
  ]);
  expect(await take('x,error,speed\n1,1,2\n')).toMatch(/^no column is the metric size/);
});
