import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { SweepReport, TrialEntry } from '@nx-tune/report';

import { writeSweep } from '../../src/study/writeSweep.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

/** Three configurations, of which the best two seen were checked with two more replicates. */
const losses = [[0.31, 0.5, 0.45], [0.32, 0.3, 0.41], [0.7]];

const trials = losses.flatMap((all, x) =>
  all.map((loss, replicate): TrialEntry => {
    const result = {
      schemaVersion: 1,
      id: `x${x}r${replicate}`,
      params: { x },
      seed: String(replicate),
      ...(replicate === 0 ? {} : { replicate }),
      outcome: { kind: 'completed' },
      metrics: { loss },
    } as const;
    return { number: replicate === 0 ? x : 1 + 2 * replicate + x, result };
  }),
);

const report: SweepReport = {
  project: 'a',
  sweep: 'tune',
  file: 'a/tune.yaml',
  method: 'grid',
  metric: { name: 'loss', goal: 'minimize' },
  parameters: ['x'],
  trials: trials.toSorted((a, b) => a.number - b.number),
};

function bestOf(written: SweepReport): string {
  const folder = join(temporaryWorkspace({}), 'a/.tune/tune');
  writeSweep(folder, written);
  return readFileSync(join(folder, 'best.json'), 'utf8');
}

test('best.json has the means of the best, and neither estimates nor anything of the run', () => {
  expect(JSON.parse(bestOf(report))).toEqual({
    schemaVersion: 1,
    sweep: 'tune',
    id: 'x1r0',
    params: { x: 1 },
    metrics: { loss: expect.closeTo(0.34333, 4) as number },
    standardErrors: { loss: expect.closeTo(0.0338, 4) as number },
    replicates: 3,
    ids: ['x1r0', 'x1r1', 'x1r2'],
  });
});

test('its bytes are the same in whatever order and however fast the trials ran', () => {
  const slow = trials.map((trial, index) => ({
    ...trial,
    executed: index % 2 === 0,
    run: { startedAt: '2026-01-01T00:00:00Z', durationMs: 1000 * (index + 1) } as never,
  }));
  expect(bestOf({ ...report, trials: slow.toReversed() })).toBe(bestOf(report));
  expect(bestOf({ ...report, pick: 'mean' })).toBe(bestOf(report));
});

test('"pick" chooses what is in it', () => {
  expect(JSON.parse(bestOf({ ...report, pick: 'seen' }))).toMatchObject({ id: 'x0r0', replicates: 3 });
  expect(JSON.parse(bestOf({ ...report, pick: 'lower_bound' }))).toMatchObject({ id: 'x1r0' });
});
