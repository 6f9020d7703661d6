import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { SweepReport } from '@nx-tune/report';
import type { Budget, Outcome, Sweep } from '@nx-tune/sweep';

import { unreported } from '../../src/executors/tune/unreported.js';

const folder = mkdtempSync(join(tmpdir(), 'nx-tune-'));
afterAll(() => rmSync(folder, { recursive: true }));
const ladder = { type: 'successive_halving', unit: 'reports', bands: [3, 9], eta: 3, promotions: 2 } as const;
const sweep: Pick<Sweep, 'ladder' | 'reports'> = { ladder, reports: 'loss' };

const trial = (id: string, budget: Budget, kind: Outcome['kind'] = 'completed'): SweepReport['trials'][number] =>
  ({ number: 0, result: { id, budget, outcome: { kind } } }) as SweepReport['trials'][number];

function curve(id: string, name: string): void {
  mkdirSync(join(folder, id), { recursive: true });
  writeFileSync(join(folder, id, 'curve.jsonl'), `{"step":1,"metrics":{"${name}":1}}\n`);
}
const noticesOf = (trials: SweepReport['trials'], of = sweep): string[] =>
  unreported(of, { trials }, (id) => join(folder, id));

test('one notice if no trial that started has reported the metric', () => {
  const [a, b] = [trial('a', { reports: 3 }), trial('b', { reports: 3 })];
  curve('b', 'train');
  curve('c', 'loss');
  const notice = expect.stringMatching(
    /^the program reports no loss while it runs, so no trial can be stopped early/,
  ) as unknown;
  expect(noticesOf([a, b, trial('c', { reports: 'whole' })])).toEqual([notice]);
  curve('b', 'loss');
  expect(noticesOf([a, b])).toEqual([]);
});

test('none where nothing has completed, or nothing counts reports', () => {
  expect(noticesOf([trial('d', { reports: 3 }, 'failed')])).toEqual([]);
  expect(noticesOf([trial('d', {})], {})).toEqual([]);
  expect(noticesOf([])).toEqual([]);
});
