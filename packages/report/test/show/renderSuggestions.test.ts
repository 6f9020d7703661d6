import type { Suggestions, Why } from '@nx-tune/sweep';

import { renderSuggestions } from '../../src/show/renderSuggestions.js';

const report = { project: 'digits', sweep: 'bayes', method: 'gp', metric: { name: 'loss', goal: 'minimize' } } as const;
const render = (suggestions: Suggestions, width = 100): string =>
  renderSuggestions(report, suggestions, { width, color: false });
const because = (why: Why): string =>
  render({ suggestions: [{ params: { x: 0.5 }, why }] }, 300)
    .split('\n')
    .slice(3)
    .join(' ')
    .trim();

test('says from what, what and why, and that nothing is run', () => {
  expect(
    render({
      learnt: { learnt: 12, given: 2 },
      suggestions: [
        {
          params: { x: 0.123456789, kind: 'a' },
          why: { kind: 'model', expected: 0.5, low: 0.25, high: 0.75, gain: 0.012345, acquisition: 'lcb', worth: -1.5 },
        },
        { params: { x: 1, kind: 'b' }, why: { kind: 'start' } },
      ],
    }),
  ).toMatchInlineSnapshot(`
    "digits (bayes): gp would try next, from 12 results (2 of them your points, or results from
    elsewhere). Nothing is run.

    1  x 0.123457, kind a
       expects loss 0.5, between 0.25 and 0.75 (2 standard deviations), 0.01235 better than the best on
       average; lcb -1.5

    2  x 1, kind b
       fills the space: there is too little to learn from yet
    "
  `);
});

test('each reason has words', () => {
  expect(because({ kind: 'point' })).toBe('one of your points, which come first');
  expect(because({ kind: 'listed' })).toBe('next in the order of gp');
  expect(because({ kind: 'chance' })).toBe('by chance, since all that gp proposed was tried');
  expect(because({ kind: 'ratio', ratio: 4.23456, good: 2, others: 13 })).toBe(
    'good trials are 4.235 times as dense there as the others (2 count as good, 13 as others)',
  );
  expect(because({ kind: 'distribution', centre: { x: 0.25 }, step: 0.125 })).toBe(
    'a draw around x 0.25, with a step of 0.125 of each range',
  );
  expect(because({ kind: 'simplex', move: 'reflection', chance: 1 })).toBe('the simplex: reflection');
  expect(because({ kind: 'simplex', move: 'expansion', chance: 0.35 })).toBe(
    'the simplex: expansion, asked for in advance; needed with a chance of 35 %',
  );
});

test('if there is nothing, it says why', () => {
  expect(render({ suggestions: [], learnt: { learnt: 1, given: 0 }, end: 'target' })).toBe(
    'digits (bayes): gp would try nothing more, from 1 result: a trial has reached the target.\n',
  );
  expect(render({ suggestions: [], end: 'gain' })).toContain('"stop_when"');
  expect(render({ suggestions: [] })).toContain('no other point was found');
  expect(
    render({ suggestions: [{ params: { x: 1 }, why: { kind: 'start' } }], learnt: { learnt: 0, given: 0 } }),
  ).toContain('gp would try next, without a result to learn from. Nothing is run.');
});
