import { rankTrials, selectTrials } from '@nx-tune/report';
import * as fc from 'fast-check';

import { awkwardText } from '../../../report/test/support/arbitraryReport.js';
import { example } from '../../../report/test/support/example.js';
import { replicatedReport } from '../../../report/test/support/replicated.js';
import { csvField, textOfCsvField } from '../../src/csv/csvField.js';
import { readCsv } from '../../src/csv/readCsv.js';
import { renderTrialsCsv } from '../../src/index.js';

/** As RFC 4180 has it, with lines that end in LF. */
function parse(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

test('a row for each trial, in the order given, and a column for each fact, parameter and metric', () => {
  const ranked = rankTrials(example);
  const [titles = [], ...rows] = parse(renderTrialsCsv(example, ranked));
  expect(titles.slice(0, 5)).toEqual(['rank', 'number', 'id', 'outcome', 'seed']);
  expect(titles.slice(5)).toEqual([...example.parameters, 'loss']);
  expect(rows.map(([rank, number, id]) => [Number(rank), Number(number), id])).toEqual(
    ranked.map(({ rank, number, result }) => [rank, number, result.id]),
  );
});

test('a name that occurs twice gets a prefix', () => {
  const report = { ...example, parameters: ['seed', 'loss'] };
  expect(parse(renderTrialsCsv(report, []))[0]?.slice(5)).toEqual(['params.seed', 'loss', 'metrics.loss']);
});

test('any text comes back as it was', () => {
  fc.assert(
    fc.property(awkwardText, awkwardText, (label, text) => {
      fc.pre(
        text !== '' && label !== '' && !/^(rank|number|id|outcome|seed|loss)$/.test(label) && !label.includes('.'),
      );
      const [first] = example.trials;
      if (first === undefined) throw new Error('the example is empty');
      const trial = { ...first, result: { ...first.result, params: { [label]: text } } };
      const report = { ...example, parameters: [label], trials: [trial] };
      const [titles = [], row = []] = parse(renderTrialsCsv(report, rankTrials(report)));
      const read = titles.map((title, index) => [textOfCsvField(title), textOfCsvField(row[index] ?? '')]);
      expect(Object.fromEntries(read)).toMatchObject({ [label]: text });
    }),
  );
});

describe('a field', () => {
  test.each([
    ['=cmd|"/c calc"!A1', `"'=cmd|""/c calc""!A1"`],
    ['@SUM(1)', "'@SUM(1)"],
    ['+1 234', "'+1 234"],
    ['-x', "'-x"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ["'=1", "''=1"],
    ['＝1', "'＝1"],
    ['it is = 1', 'it is = 1'],
    ["'tis", "'tis"],
    ['-0.5', '-0.5'],
    ['+1e-3', '+1e-3'],
    ['-Infinity', '-Infinity'],
    ['\u001b[31mred', '\\u001b[31mred'],
    ['a\u202eb', 'a\\u202eb'],
    ['\\u001b', '\\u005cu001b'],
    ['a\nb', '"a\nb"'],
  ])('for %j is not a formula and does not control a terminal', (text, field) => {
    expect(csvField(text)).toBe(field);
    const [[read = ''] = []] = parse(`${field}\n`.replace(/^"?'?\t/, (start) => start));
    expect(textOfCsvField(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : read)).toBe(text);
  });

  test('comes back as it was, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(awkwardText, fc.string({ unit: fc.constantFrom("'", '=', '-', '\\', 'u', '001b', '\u001b') })),
        (text) => {
          const field = csvField(text);
          const plain = field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
          expect(textOfCsvField(plain)).toBe(text);
          expect(plain).not.toMatch(/^[=@\t\r]/);
          expect(plain.replace(/[\t\r\n]/g, '')).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
        },
      ),
    );
  });
});

test('our own import reads what was meant, and the import of another table what is written', () => {
  const [first] = example.trials;
  if (first === undefined) throw new Error('the example is empty');
  const params = { label: '=cmd|x' };
  const metrics = { '@SUM(1)': 1, loss: -0.5 };
  const report = {
    ...example,
    parameters: ['label'],
    trials: [{ ...first, result: { ...first.result, params, metrics } }],
  };
  const csv = renderTrialsCsv(report, rankTrials(report));
  expect(csv).toContain(`,'=cmd|x,-0.5,1\n`);
  const read = readCsv(csv, undefined);
  if ('problem' in read) throw new Error(read.problem);
  const [row] = read.table.rows;
  expect([row?.cells.get('label'), row?.cells.get('@SUM(1)'), row?.cells.get('loss')]).toEqual(['=cmd|x', '1', '-0.5']);
  const other = readCsv("label,loss\n'=x,1\n", undefined);
  expect('table' in other && other.table.rows[0]?.cells.get('label')).toBe("'=x");
});

test('no two columns have the same title, and the import reads each as what it is', () => {
  const [first] = example.trials;
  if (first === undefined) throw new Error('the example is empty');
  const params = { seed: 7, params: { seed: 8 }, loss: 9 };
  const metrics = { loss: -0.5, seed: 1 };
  const report = {
    ...example,
    parameters: ['seed', 'params.seed', 'loss'],
    trials: [{ ...first, result: { ...first.result, params, metrics } }],
  };
  const csv = renderTrialsCsv(report, rankTrials(report));
  expect(csv.split('\n')[0]).toBe(
    'rank,number,id,outcome,seed,params.seed,params.params.seed,loss,metrics.loss,metrics.seed',
  );
  expect(csv).toContain(',completed,0,7,8,9,-0.5,1\n');
  const read = readCsv(csv, undefined);
  if ('problem' in read) throw new Error(read.problem);
  expect(read.table.columns.map(({ plain, holds }) => [plain, holds]).slice(5)).toEqual([
    ['seed', 'params'],
    ['params.seed', 'params'],
    ['loss', 'either'],
    ['loss', 'metrics'],
    ['seed', 'metrics'],
  ]);
});

test('where each replicate is a row, it has its number', () => {
  const report = replicatedReport([
    [1, 2],
    [4, 3],
  ]);
  const selected = selectTrials(report, { each: true, filter: 'replicate = 1' });
  if (!selected.ok) throw new Error(selected.message);
  expect(parse(renderTrialsCsv(report, selected.trials))).toEqual([
    ['rank', 'number', 'id', 'outcome', 'seed', 'x', 'loss', 'size', 'trial.replicate'],
    ['1', '2', 'x0r1', 'completed', '11', '0', '2', '0', '1'],
    ['2', '3', 'x1r1', 'completed', '11', '1', '3', '1', '1'],
  ]);
  const all = selectTrials(report, { each: true, sort: 'trial.replicate' });
  expect(all.ok && parse(renderTrialsCsv(report, all.trials)).map((row) => row.at(-1))).toEqual([
    'trial.replicate',
    '0',
    '0',
    '1',
    '1',
  ]);
});

test('a configuration with replicates is one row, with the standard error of its mean and their number', () => {
  const report = replicatedReport([
    [1, 2, 6],
    [4, 4, 4],
  ]);
  expect(parse(renderTrialsCsv(report, rankTrials(report)))).toEqual([
    ['rank', 'number', 'id', 'outcome', 'seed', 'x', 'loss', 'size', 'trial.standardError', 'trial.replicates'],
    ['1', '0', 'x0r0', 'completed', '0', '0', '3', '0', '1.5275252316519468', '3'],
    ['2', '1', 'x1r0', 'completed', '0', '1', '4', '1', '0', '3'],
  ]);
});
