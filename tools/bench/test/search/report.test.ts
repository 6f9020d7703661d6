import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { aimOf } from '../../search/aims.mjs';
import { digits, table } from '../../search/format.mjs';
import { functionTable } from '../../search/functionTable.mjs';
import { measure } from '../../search/measure.mjs';
import { parseOptions } from '../../search/options.mjs';
import { quantile } from '../../search/quantile.mjs';
import { report } from '../../search/report.mjs';

test('quantiles lie between two values on a straight line', () => {
  expect([0, 0.25, 0.5, 1].map((share) => quantile([4, 1, 3, 2], share))).toEqual([1, 1.75, 2.5, 4]);
  expect(quantile([Infinity, Infinity], 0.5)).toBe(Infinity);
});

test('numbers have as many digits as asked for, and tables are Markdown', () => {
  expect([0.39788735, 22940.4, 4.441e-16].map((value) => digits(value, 4))).toEqual(['0.3979', '22940', '4.441e-16']);
  expect(table(['a', 'b'], [[1, 2]])).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |\n');
});

const peer = (median: number): object => ({
  seeds: 19,
  cpuMs: 1,
  budgets: Object.fromEntries([25, 50, 100, 200].map((budget) => [budget, [median, median, median]])),
});
const peers = { 'optuna-tpe': peer(2), 'optuna-tpe-mv': peer(1.50001), 'optuna-gp': peer(1) };

test('the aim is the best row of those that a method aims at; of an unknown method, of all', () => {
  expect(aimOf('tpe', peers, 25)).toBe(1.50001);
  expect(aimOf('a method of next year', peers, 25)).toBe(1);
});

test('a mark is put where the median reaches the aim, to four digits', () => {
  const budgets = { 25: [1.50003, 1, 2], 50: [1.501, 1, 2], 100: [1.4, 1, 2], 200: [1.6, 1, 2] };
  const rows = [{ method: 'tpe', seeds: 20, budgets, cpuMs: 1, lastCpuMs: 2 }];
  expect(functionTable({ name: 'branin', rows, peers })).toContain(
    '| **tpe** | 20 | 1.5 [1, 2] ✓ | 1.501 [1, 2] | 1.4 [1, 2] ✓ | 1.6 [1, 2] | 1 | 2 |\n',
  );
});

test('a sweep that cannot be is a row that says so', () => {
  const rows = [{ method: 'tpe', seeds: 20, problem: 'no such thing' }];
  const text = functionTable({ name: 'branin', rows, peers });
  expect(text).toContain('| **tpe** | 20 | — | — | — | — | — | — |\n');
  expect(text).toContain('\ntpe: no such thing\n');
});

test.each(['random', 'tpe'])('%s is measured the same twice, and better with more trials', (method) => {
  const job = { function: 'branin', method, generation: 4, seed: 3 };
  const [one, again] = [measure(job), measure(job)];
  if ('problem' in one || 'problem' in again) throw new Error(JSON.stringify(one));
  const { best, cpuMs } = one;
  expect(again.best).toEqual(best);
  expect(best).toEqual(best.toSorted((a, b) => b - a));
  expect(best.at(-1)).toBeLessThan(2);
  expect(cpuMs).toBeGreaterThan(0);
});

test('the report has a table for each function, and one for larger generations', () => {
  const run = { method: 'tpe', cpuMs: 1, lastCpuMs: 1 };
  const measured = ['branin', 'cond'].flatMap((name) => [
    { ...run, function: name, generation: 1, seed: 0, best: [9, 9, 9, 0.4] },
    { ...run, function: name, generation: 4, seed: 0, best: [9, 9, 9, 0.5] },
  ]);
  const text = report({
    measured,
    peers: JSON.parse(readFileSync(join(__dirname, '../../search/peers.json'), 'utf8')) as never,
  });
  expect(text.match(/^## .*$/gm)).toEqual([
    '## Cells at or better than their aim',
    '## branin (minimum 0.397887)',
    '## cond (minimum 0.05)',
    '## What larger generations lose',
  ]);
  expect(text).toContain('| tpe | optuna-tpe or optuna-tpe-mv | 1 | 0 | 1 of 8 |\n');
  expect(text).toContain('| branin | tpe | 4 | 9 (+0) | 9 (+0) | 9 (+0) | 0.5 (+0.1) |\n');
});

test('options are lists of known names, or a problem', () => {
  expect(parseOptions(['--methods=tpe,gp', '--functions=branin', '--seeds=3,gp:2', '--generation=2'])).toEqual({
    help: false,
    methods: ['tpe', 'gp'],
    names: ['branin'],
    seeds: expect.any(Map) as Map<string, number>,
    generations: [2],
    output: undefined,
  });
  const { seeds } = parseOptions(['--seeds=3,gp:2']);
  expect([seeds?.get('gp'), seeds?.get('tpe')]).toEqual([2, 3]);
  expect(parseOptions([]).methods).not.toContain('grid');
  for (const args of [
    ['--methods=grid'],
    ['--functions=x'],
    ['--seeds=0'],
    ['--seeds=3,x:2'],
    ['--seeds=3,gp'],
    ['--generation=1,'],
    ['--speed=2'],
  ])
    expect(parseOptions(args).problem).toEqual(expect.any(String));
});
