import { lossOf, lossValue } from '../../src/trial/loss.js';

test('lower is better, whatever the goal, and a loss gives the metric again', () => {
  expect([lossValue(3, 'minimize'), lossValue(3, 'maximize')]).toEqual([3, -3]);
  expect(lossValue(lossValue(3, 'maximize'), 'maximize')).toBe(3);
});

test.each(['minimize', 'maximize'] as const)('to %s: a metric that cannot be compared has an infinite loss', (goal) => {
  const lossWith = (value: number | 'NaN' | 'Infinity' | '-Infinity'): number =>
    lossOf({ outcome: { kind: 'completed' }, metrics: { m: value } }, { name: 'm', goal });
  expect([lossWith(2), lossWith('NaN'), lossWith('Infinity'), lossWith('-Infinity')]).toEqual([
    goal === 'minimize' ? 2 : -2,
    Infinity,
    Infinity,
    Infinity,
  ]);
  expect(lossOf({ outcome: { kind: 'diverged' }, metrics: { m: 2 } }, { name: 'm', goal })).toBe(Infinity);
});
