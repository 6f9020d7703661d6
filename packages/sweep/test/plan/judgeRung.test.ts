import * as fc from 'fast-check';

import { judgeRung } from '../../src/plan/judgeRung.js';
import { toMetricValue } from '../../src/trial/metricValue.js';

const minimize = { name: 'loss', goal: 'minimize' } as const;
const completed = (loss: number) => ({
  outcome: { kind: 'completed' } as const,
  metrics: { loss: toMetricValue(loss) },
});

test('the best go on, in their own order; of equals the earlier', () => {
  const rung = [3, 1, 2, 1, 5].map(completed);
  expect(judgeRung(rung, 1, minimize)).toEqual([1]);
  expect(judgeRung(rung, 3, minimize)).toEqual([1, 2, 3]);
  expect(judgeRung(rung, 2, { ...minimize, goal: 'maximize' })).toEqual([0, 4]);
});

test('a trial that has not completed never continues, even if that leaves places free', () => {
  const rung = [
    { outcome: { kind: 'failed', error: 'x' } as const, metrics: {} },
    { outcome: { kind: 'diverged' } as const, metrics: { loss: 'NaN' as const } },
    { outcome: { kind: 'infeasible', reason: 'x' } as const, metrics: { loss: 0 } },
    completed(9),
  ];
  expect(judgeRung(rung, 3, minimize)).toEqual([3]);
  expect(judgeRung(rung.slice(0, 3), 3, minimize)).toEqual([]);
});

test('no trial that stays behind is better than one that continues', () => {
  const losses = fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double()), { maxLength: 30 });
  fc.assert(
    fc.property(losses, fc.nat(10), (values, size) => {
      const chosen = new Set(judgeRung(values.map(completed), size, minimize));
      const finite = values.filter(Number.isFinite);
      expect(chosen.size).toBe(Math.min(size, finite.length));
      const worst = Math.max(...[...chosen].map((index) => values[index] ?? NaN));
      for (const [index, value] of values.entries())
        if (!chosen.has(index) && chosen.size > 0 && Number.isFinite(value))
          expect(value).toBeGreaterThanOrEqual(worst);
    }),
  );
});
