import * as fc from 'fast-check';

import { createStopper, type StopReason, type StopRule } from '../../src/trial/stopRule.js';

const minimize: StopRule = { metric: { name: 'loss', goal: 'minimize' }, minDelta: 0, after: 0 };
/** Returns the report, from 1, after which a trial is stopped, and why. */
function run(rule: StopRule, values: readonly number[]): { at: number; why: StopReason; best: number } | undefined {
  const stopper = createStopper(rule);
  for (const [index, value] of values.entries()) {
    const why = stopper.judge(index, value);
    if (why !== undefined) return { at: index + 1, why, best: stopper.best() };
  }
  return undefined;
}

test('patience: a trial stops after this many reports in a row that are not better', () => {
  expect(run({ ...minimize, patience: 2 }, [5, 4, 4, 3, 3, 3, 1])).toEqual({ at: 6, why: 'patience', best: 3 });
  expect(run({ ...minimize, patience: 1 }, [5, 4, 3])).toBeUndefined();
  expect(run({ ...minimize, patience: 2, minDelta: 0.5 }, [5, 4.6, 4.3, 1])).toBeUndefined();
  expect(run({ ...minimize, patience: 2, minDelta: 1 }, [5, 4.6, 4.3, 1])).toEqual({ at: 3, why: 'patience', best: 2 });
  expect(run({ ...minimize, patience: 2 }, [NaN, NaN, NaN, 1])).toEqual({ at: 3, why: 'patience', best: 0 });
});

test('a limit: one report that is worse, or none at all', () => {
  expect(run({ ...minimize, limit: 3 }, [3, 2, 3.1])).toEqual({ at: 3, why: 'limit', best: 1 });
  expect(run({ ...minimize, limit: 3 }, [3, NaN])).toMatchObject({ at: 2, why: 'limit' });
  const maximize: StopRule = { ...minimize, metric: { name: 'accuracy', goal: 'maximize' }, limit: 0.5 };
  expect(run(maximize, [0.5, 0.6, 0.4])).toMatchObject({ at: 3, why: 'limit' });
  expect(run({ ...minimize, limit: 3, after: 2 }, [9, 9, 2, 9])).toMatchObject({ at: 4 });
});

test('the median: the best so far is worse than it, at the last step that it is known of', () => {
  const rule: StopRule = {
    ...minimize,
    medians: [
      [0, 10],
      [2, 5],
    ],
  };
  expect(run(rule, [10, 8, 5, 100, 100])).toBeUndefined();
  expect(run(rule, [10, 8, 6])).toMatchObject({ at: 3, why: 'median' });
  expect(run(rule, [11])).toMatchObject({ at: 1, why: 'median' });
  expect(run({ ...rule, after: 3 }, [11, 11, 11, 4])).toBeUndefined();
});

test('later reports never matter; with more patience a trial is stopped later or not at all', () => {
  const arbitrary = fc.record({
    values: fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(NaN)), { minLength: 1, maxLength: 30 }),
    patience: fc.integer({ min: 1, max: 5 }),
    after: fc.nat(5),
    minDelta: fc.constantFrom(0, 1),
  });
  fc.assert(
    fc.property(arbitrary, fc.array(fc.nat(5)), ({ values, ...more }, later) => {
      const rule = { ...minimize, ...more };
      const stopped = run(rule, values);
      if (stopped !== undefined) expect(run(rule, [...values, ...later])).toEqual(stopped);
      const patient = run({ ...rule, patience: rule.patience + 1 }, values);
      expect(patient?.at ?? Infinity).toBeGreaterThanOrEqual(stopped?.at ?? Infinity);
      if (stopped === undefined) return;
      expect(stopped.at).toBeGreaterThan(rule.after);
      const seen = values.slice(0, stopped.at).map((value) => (Number.isNaN(value) ? Infinity : value));
      expect(seen[stopped.best]).toBe(Math.min(...seen));
    }),
  );
});
