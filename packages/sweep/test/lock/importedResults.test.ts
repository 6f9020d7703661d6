import { formatImportedResults, type ImportedResults, parseImportedResults } from '../../src/lock/importedResults.js';
import { isComparable, learnFrom } from '../../src/lock/learnFrom.js';
import { createLock } from '../../src/lock/lock.js';
import type { Sweep } from '../../src/model/sweep.js';
import { resultOf, searchOver, spaceOf } from '../plan/adaptiveContract.js';

const space = spaceOf({ x: { kind: 'uniform', min: 0, max: 1 }, kind: { kind: 'categorical', values: ['a', 'b'] } });
const sweep = searchOver('tpe', space);
const results = [
  resultOf({ x: 0.25, kind: 'a' }, 3),
  resultOf({ x: 0.5, kind: 'b' }, 1),
  { ...resultOf({ x: 0.75, kind: 'b' }, 2), outcome: { kind: 'stopped', step: 4 } as const },
  resultOf({ x: 7, kind: 'b' }, 0),
];
const known: ImportedResults = {
  schemaVersion: 1,
  source: { kind: 'csv', file: 'results.csv' },
  metric: { name: sweep.metric.name },
  trials: results.map(({ params, outcome, metrics }) => ({ params, outcome, metrics })),
};

test('a known file comes back as it was, one result a line', () => {
  const text = formatImportedResults(known);
  expect(text.replace(/"digest":"\w{26}"/, '"digest":"DIGEST"')).toMatchInlineSnapshot(`
    "{"digest":"DIGEST","metric":{"name":"loss"},"schemaVersion":1,"source":{"file":"results.csv","kind":"csv"},"trials":[
    {"metrics":{"loss":3},"outcome":{"kind":"completed"},"params":{"kind":"a","x":0.25}},
    {"metrics":{"loss":1},"outcome":{"kind":"completed"},"params":{"kind":"b","x":0.5}},
    {"metrics":{"loss":2},"outcome":{"kind":"stopped","step":4},"params":{"kind":"b","x":0.75}},
    {"metrics":{"loss":0},"outcome":{"kind":"completed"},"params":{"kind":"b","x":7}}
    ]}
    "
  `);
  expect(parseImportedResults(text)).toEqual({ known });
  expect(parseImportedResults(formatImportedResults({ ...known, trials: [] }))).toEqual({
    known: { ...known, trials: [] },
  });
});

test.each([
  ['a number', '{"loss":3}', '{"loss":2}'],
  ['the metric', '{"name":"loss"}', '{"name":"cost"}'],
  ['where it is from', 'results.csv', 'other.csv'],
  ['a line that is gone', '{"metrics":{"loss":3},"outcome":{"kind":"completed"},"params":{"kind":"a","x":0.25}},', ''],
])('an edit of %s is noticed, unless the digest is removed with it', (_, from, to) => {
  const edited = formatImportedResults(known).replace(from, to);
  expect(parseImportedResults(edited)).toEqual({ problem: expect.stringContaining('it was edited after') as unknown });
  expect(parseImportedResults(edited.replace(/"digest":"\w+",/, ''))).toHaveProperty('known');
});

test('it teaches the same as a lock of the same results', () => {
  const lock = createLock({ ...sweep, measured: [] } as unknown as Sweep, results);
  expect(learnFrom(sweep, [known])).toEqual(learnFrom(sweep, [lock]));
  expect(learnFrom(sweep, [lock, known])).toEqual(learnFrom(sweep, [known, lock]));
  expect(known.trials.map((trial) => isComparable(sweep, trial))).toEqual([true, true, true, false]);
});

test('results without the metric are a problem; whatever they were ranked by, those that have it are learnt from', () => {
  const ofError = { ...known, metric: { name: 'error' } };
  const renamed = known.trials.map((trial) => ({ ...trial, metrics: { error: 1 } }));
  expect(learnFrom(sweep, [known, { ...ofError, trials: renamed }])).toEqual({
    problem: { source: 1, found: `its metric is error, not ${sweep.metric.name}` },
  });
  const [one, other] = [learnFrom(sweep, [ofError]), learnFrom(sweep, [known])];
  expect('warmStart' in one && one.warmStart).toEqual('warmStart' in other && other.warmStart);
});

test.each([
  ['', 'it is not JSON'],
  ['{}', 'it does not contain imported results'],
  ['<<<<<<< HEAD\n', 'a merge was not finished'],
  [formatImportedResults(known).replace('"stopped"', '"paused"'), 'it does not contain imported results'],
  [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'it does not contain imported results'],
])('an unknown file is reported (%#)', (text, problem) => {
  expect(parseImportedResults(text)).toEqual({ problem });
});
