import { type TrialImport, importTrials, type ColumnMapping } from '@nx-tune/exchange';

import { readForeign } from '../../../src/cli/exchange/readForeign.js';
import { sweepOf } from './support.js';

const sweepText = `
objective: o.js
method: tpe
metric: { name: loss }
run_cap: 4
parameters:
  lr: { min: 0.0, max: 1.0 }
  optimizer:
    parameters:
      name: { values: [sgd, adam] }
      momentum: { min: 0.0, max: 0.9, when: { optimizer.name: sgd } }
  bias: { values: [true, false] }
  l2: { value: 0.1 }
`;

type Tool = 'csv' | 'optuna' | 'wandb' | undefined;

async function take(
  file: string | Uint8Array,
  map: Record<string, string> = {},
  from?: Tool,
  study?: string,
): Promise<TrialImport | string> {
  const read = await readForeign(typeof file === 'string' ? Buffer.from(file) : file, from, study);
  if ('problem' in read) return read.problem;
  const renamings = Object.entries(map).map(([theirs, ours]): ColumnMapping => ({ theirs, ours }));
  const imported = importTrials(read.table, sweepOf(sweepText), renamings);
  return 'problem' in imported ? imported.problem : imported;
}

const taken = (imported: TrialImport | string): unknown =>
  typeof imported === 'string' ? imported : imported.trials.map(({ trial, fits }) => ({ ...trial, fits }));
const sgd = { lr: 0.5, optimizer: { name: 'sgd', momentum: 0.25 }, bias: true, l2: 0.1 };
const adam = { lr: 0.5, optimizer: { name: 'adam' }, bias: false, l2: 0.1 };
const completed = { kind: 'completed' } as const;

test('a table: texts become values of the space, inactive params are left out, a constant is taken as it is', async () => {
  const imported = await take(
    'lr,optimizer.name,optimizer.momentum,bias,loss,host\n0.5,sgd,0.25,True,1.5,a\n5e-1,adam,0.25,false,nan,b\n7,adam,,false,2,c\n',
  );
  expect(taken(imported)).toEqual([
    { params: sgd, outcome: completed, metrics: { loss: 1.5 }, fits: true },
    { params: adam, outcome: { kind: 'diverged' }, metrics: { loss: 'NaN' }, fits: true },
    { params: { ...adam, lr: 7 }, outcome: completed, metrics: { loss: 2 }, fits: false },
  ]);
  expect(imported).toMatchObject({ assumed: ['l2'], inactive: 1, matching: { unused: [{ name: 'host' }] } });
});

test('a trial on one case does not represent its configuration, so it is left out of our own exports', async () => {
  const csv = await take(
    'rank,number,id,outcome,seed,lr,optimizer.name,optimizer.momentum,bias,loss,trial.case\n1,1,a,completed,0,0.5,sgd,0.25,true,1.5,data/a.txt\n2,2,b,completed,0,0.5,sgd,0.25,true,1.5,\n',
  );
  const optuna = await take(
    'number,value,state,params_lr,params_optimizer.name,params_optimizer.momentum,params_bias,user_attrs_nx_tune:case,user_attrs_nx_tune:outcome\n0,1.5,COMPLETE,0.5,sgd,0.25,True,7,completed\n1,1.5,COMPLETE,0.5,sgd,0.25,True,,completed\n',
    { value: 'loss' },
  );
  for (const imported of [csv, optuna]) {
    expect(taken(imported)).toMatchObject([{ params: sgd, metrics: { loss: 1.5 } }]);
    expect(imported).toMatchObject({
      leftOut: [
        { where: 'line 2', why: 'it is on one case of several; name the sweep or its lock under "from" instead' },
      ],
    });
  }
});

test('columns are renamed, and rows without what is needed are left out', async () => {
  const imported = await take(
    'step_size;opt;m;bias;err\r\n0.5;sgd;0.25;1;1\r\n;adam;;true;1\r\n0.5;adam;;true;\r\n0.5;adam;;true;bad\r\n0.5;sgd;;true;1\r\n',
    { step_size: 'lr', opt: 'optimizer.name', m: 'optimizer.momentum', err: 'loss' },
  );
  expect(taken(imported)).toMatchObject([{ params: { ...sgd, bias: 1 }, fits: false }]);
  expect(imported).toMatchObject({
    leftOut: [
      {
        where: 'line 3',
        why: 'it has no value for lr; if it is there only under a condition, say so in the sweep file: lr: { ..., when: { OTHER: VALUE } }',
      },
      { where: 'line 4', why: 'it has no value for err' },
      { where: 'line 5', why: 'err is "bad", which is not a number' },
      { where: 'line 6', why: 'it has no value for optimizer.momentum' },
    ],
  });
});

test.each<[string, Record<string, string>, string]>([
  ['lr,Loss\n', {}, 'no column is the metric loss: name one with --map THEIRS=loss. Did you mean "Loss"?'],
  ['lr,loss\n', { lrr: 'lr' }, '--map: the file has no column "lrr". Did you mean "lr"?'],
  ['lr,loss\n', { lr: 'lrate' }, '--map: the sweep has no parameter or metric "lrate".'],
])('an unknown name is reported (%#)', async (file, map, problem) => {
  expect(await take(file, map)).toContain(problem);
});

const line = (code: number, more: object): string => `${JSON.stringify({ op_code: code, worker_id: 'w', ...more })}\n`;
const float = JSON.stringify({ name: 'FloatDistribution', attributes: { low: 0, high: 1, log: false, step: null } });
const choice = (choices: readonly unknown[]): string =>
  JSON.stringify({ name: 'CategoricalDistribution', attributes: { choices } });
const param = (trial: number, name: string, value: number, distribution: string): string =>
  line(5, { trial_id: trial, param_name: name, param_value_internal: value, distribution });
const journal = [
  line(0, { study_name: 'gone', directions: [1] }),
  line(1, { study_id: 0 }),
  line(0, { study_name: 'good', directions: [1] }),
  line(4, { study_id: 0, datetime_start: null }),
  ...[0, 1, 2].map((trial) =>
    [
      line(4, { study_id: 1, datetime_start: null }),
      param(trial, 'lr', 0.5, float),
      param(trial, 'optimizer.name', 1, choice(['sgd', 'adam'])),
      param(trial, 'bias', 0, choice([false, true])),
      line(7, { trial_id: trial, step: 5, intermediate_value: 1 }).replace(':1}', ':NaN}'),
      line(6, { trial_id: trial, state: trial + 1, values: trial === 2 ? null : [trial], datetime_complete: '' }),
      line(6, { trial_id: trial, state: 1, values: [99], datetime_complete: '' }),
    ].join(''),
  ),
].join('');

test('a journal of Optuna is replayed: what was deleted is gone, and what is finished does not change', async () => {
  const imported = await take(journal);
  expect(taken(imported)).toEqual([
    { params: adam, outcome: completed, metrics: { loss: 0 }, fits: true },
    { params: adam, outcome: { kind: 'stopped', step: 5 }, metrics: { loss: 1 }, fits: true },
  ]);
  expect(imported).toMatchObject({ leftOut: [{ where: 'trial 2', why: 'its state is FAIL' }] });
});

test('a parameter that the sweep does not have keeps results from being learnt from, unless it is left out', async () => {
  const file = `${journal}${line(4, { study_id: 1, datetime_start: null, state: 1, value: 3, values: null, distributions: { lr: float, 'optimizer.name': choice(['adam']), bias: choice([false]), depth: float }, params: { lr: 0.5, 'optimizer.name': 0, bias: 0, depth: 0.5 } })}`;
  const last = async (map: Record<string, string>): Promise<unknown> => (taken(await take(file, map)) as unknown[])[2];
  expect(await last({})).toMatchObject({ params: { ...adam, depth: 0.5 }, fits: false });
  expect(await last({ params_depth: '' })).toMatchObject({ params: adam, fits: true });
});

test('a study with the opposite goal is reported, unless the metric is named', async () => {
  const other = journal.replace('"good","directions":[1]', '"good","directions":[2]');
  expect(await take(other)).toBe(
    "the study's goal is to maximize, but the sweep's is to minimize: if value and loss are the same metric, pass --map value=loss",
  );
  expect(taken(await take(other, { value: 'loss' }))).toHaveLength(2);
});

test('one of several studies is chosen', async () => {
  const two = `${journal}${line(0, { study_name: 'second', directions: [1] })}`;
  expect(await take(two)).toBe('it contains several studies: choose one with --study: good, second');
  expect(await take(two, {}, undefined, 'third')).toBe('it contains no study "third", only good, second');
  expect(taken(await take(two, {}, undefined, 'good'))).toHaveLength(2);
});

test('a table of Optuna', async () => {
  const file = `,number,value,datetime_start,params_bias,params_lr,params_optimizer.name,state
0,0,0.25,2026-01-01,False,0.5,adam,COMPLETE
1,1,inf,2026-01-01,False,0.5,adam,COMPLETE
2,2,0.5,2026-01-01,False,0.5,adam,PRUNED
3,3,,2026-01-01,False,0.5,adam,FAIL
4,4,,2026-01-01,False,0.5,adam,RUNNING
`;
  const imported = await take(file);
  expect(taken(imported)).toEqual([
    { params: adam, outcome: completed, metrics: { loss: 0.25 }, fits: true },
    { params: adam, outcome: { kind: 'diverged' }, metrics: { loss: 'Infinity' }, fits: true },
    { params: adam, outcome: { kind: 'stopped', step: 0 }, metrics: { loss: 0.5 }, fits: true },
  ]);
  expect(imported).toMatchObject({ leftOut: [{ why: 'its state is FAIL' }, { why: 'its state is RUNNING' }] });
});

test('states of Optuna as versions before 2.11 wrote them', async () => {
  const imported = await take(
    'number,value,params_lr,params_optimizer.name,params_bias,state\n0,1.5,0.5,adam,False,TrialState.COMPLETE\n1,,0.5,adam,False,TrialState.FAIL\n2,2,0.5,adam,True,TrialState.PRUNED\n',
  );
  expect(taken(imported)).toMatchObject([
    { params: adam, outcome: completed, metrics: { loss: 1.5 } },
    { outcome: { kind: 'stopped' } },
  ]);
  expect(imported).toMatchObject({ leftOut: [{ where: 'line 3', why: 'its state is FAIL' }] });
});

test('nested values of a summary of W&B are metrics of their own', async () => {
  const table = 'Name,State,lr,optimizer.name,bias,loss\na,finished,0.5,adam,false,"{""min"": 0.25, ""last"": 1}"\n';
  const json = JSON.stringify([
    { config: { lr: 0.5, optimizer: { name: 'adam' }, bias: false }, summary: { loss: { min: 0.25, last: 1 } } },
  ]);
  expect(await take(json)).toBe(
    'no column is the metric loss, but some are parts of it: name one with --map THEIRS=loss. They are summary.loss.min, summary.loss.last.',
  );
  const [fromTable, fromJson] = [
    await take(table, { 'loss.min': 'loss' }),
    await take(json, { 'summary.loss.min': 'loss' }),
  ];
  for (const imported of [fromTable, fromJson])
    expect(taken(imported)).toMatchObject([{ params: adam, metrics: { loss: 0.25 } }]);
});

test('a table of W&B', async () => {
  const file = `"Name","State","Created","lr","optimizer.name","bias","loss"
"calm-sky-1","finished","2026-01-01","0.5","adam","false","0.25"
"odd-sea-2","crashed","2026-01-01","0.5","adam","false","0.5"
`;
  const imported = await take(file);
  expect(taken(imported)).toEqual([{ params: adam, outcome: completed, metrics: { loss: 0.25 }, fits: true }]);
  expect(imported).toMatchObject({ leftOut: [{ where: 'line 3', why: 'its state is crashed' }] });
});

const run = {
  config: { lr: { value: 0.5, desc: null }, optimizer: { name: 'adam' }, bias: false, epochs: 3 },
  summary: { loss: 0.25, _step: 9 },
};
test.each([
  ['a list', JSON.stringify([run])],
  ['lines', `${JSON.stringify({ ...run, state: 'finished' })}\n${JSON.stringify({ ...run, state: 'killed' })}\n`],
  ['an object', JSON.stringify({ runs: [run] }, null, 2)],
  ['texts in it', JSON.stringify([{ config: JSON.stringify(run.config), summary: JSON.stringify(run.summary) }])],
])('JSON of W&B: %s', async (_, file) => {
  expect(taken(await take(file))).toEqual([{ params: adam, outcome: completed, metrics: { loss: 0.25 }, fits: true }]);
});

const database = Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(2000, 7)]);
test.each<[string, string | Uint8Array, Tool, string]>([
  ['nothing', '', undefined, 'it is empty'],
  ['an open quote', 'lr,loss\n0.5,"1\n', undefined, 'a quote is not closed'],
  [
    'a short line',
    'lr,loss\n0.5,1\n0.5\n',
    undefined,
    'line 3: it does not have a value for each column of the header',
  ],
  ['twice a name', 'lr,lr,loss\n', undefined, 'line 1: two columns are named "lr"'],
  [
    'a broken journal',
    `${line(0, { study_name: 'a', directions: [1] })}{"op\n${line(4, { study_id: 0 })}`,
    undefined,
    'line 2: it is not an operation of an Optuna journal',
  ],
  ['no study', line(2, { study_id: 0 }), undefined, 'it contains no study'],
  ['a list of what is no run', '[{"config":{}},7]', undefined, 'run 2: it has no "config"'],
  ['a broken line', '{"config":{}}\n{"con\n', undefined, 'line 2: it is not JSON'],
  ['an object', '{"a":1}', undefined, 'a list of runs was expected'],
  ['a database that is none', database, undefined, 'it is not a database of Optuna 2.4 or later'],
  ['another tool', database, 'csv', 'it is a database, not a file for --from csv'],
  ['JSON as CSV', '[]', 'csv', 'it is JSON, not a file for --from csv'],
  ['a table of another tool', 'a,b\n', 'optuna', 'an Optuna table has a column "state"'],
  ['depth', `[{"config":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}]`, undefined, 'it is nested too deeply'],
  ['no text', 'a\0b', undefined, 'it is neither text nor an SQLite database'],
])('a broken file is reported in one line: %s', async (_, file, from, problem) => {
  const told = await take(file, {}, from);
  expect(told).toContain(problem);
  expect(told).not.toContain('\n');
});

test('names of another tool that mean something else in JavaScript are names', async () => {
  const file = `lr,optimizer.name,bias,loss\n0.5,adam,false,1\n`;
  const params = { lr: 0.5, 'optimizer.name': 'adam', bias: false };
  const odd = `${line(0, { study_name: 'a', directions: [1] })}${line(4, { study_id: 0, state: 1, value: 1, values: null, datetime_start: null, distributions: { lr: float, 'optimizer.name': choice(['adam']), bias: choice([false]), '__proto__.x': float, 'lr.deep': float }, params: { lr: 0.5, 'optimizer.name': 0, bias: 0, '__proto__.x': 1, 'lr.deep': 2 } })}`;
  expect(taken(await take(file))).toMatchObject([{ params: { lr: params.lr }, fits: true }]);
  expect(taken(await take(odd))).toMatchObject([{ fits: false }]);
  expect(({} as Record<string, unknown>)['x']).toBeUndefined();
});

test('a name with dots of its own, as in a sweep file of W&B, is one name', () => {
  const sweep = sweepOf(`
program: train.py
method: bayes
metric: { name: loss }
parameters:
  ++optim.lr: { min: 0.0, max: 1.0 }
  model.layers: { values: [1, 2] }
  data: { parameters: { size: { values: [8, 16] } } }
`);
  const table = {
    kind: 'nx-tune-csv' as const,
    columns: ['++optim.lr', 'model.layers', 'data.size', 'loss'].map((name) => ({
      name,
      plain: name,
      holds: 'either' as const,
    })),
    rows: [
      {
        where: 'line 2',
        end: completed,
        cells: new Map([
          ['++optim.lr', '0.5'],
          ['model.layers', '2'],
          ['data.size', '16'],
          ['loss', '1'],
        ]),
      },
    ],
  };
  expect(importTrials(table, sweep, [])).toMatchObject({
    inactive: 0,
    trials: [{ fits: true, trial: { params: { '++optim.lr': 0.5, 'model.layers': 2, data: { size: 16 } } } }],
  });
});
