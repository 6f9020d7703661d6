import { rankTrials } from '@nx-tune/report';
import * as fc from 'fast-check';

import { awkwardText } from '../../../report/test/support/arbitraryReport.js';
import { example } from '../../../report/test/support/example.js';
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
      expect(Object.fromEntries(titles.map((title, index) => [title, row[index]]))).toMatchObject({ [label]: text });
    }),
  );
});
