import { parse } from 'yaml';

import { example } from '../../../../packages/report/test/support/example.js';
import { frontReport } from '../../../../packages/report/test/support/twoGoals.js';
import { showBest, showFront } from '../../src/cli/verbs/showBest.js';

test('with several goals the params are those that are picked, and a comment says by which rule', () => {
  expect(showBest(frontReport, false)).toBe(
    '# error 2, speed 4: picked by knee, which gives up least in all goals together; 3 on the front, see --front\nx: 1\n',
  );
  expect(JSON.parse(showBest(frontReport, true))).toMatchObject({ id: 'id1', params: { x: 1 }, front: 3 });
  expect(showBest(example, false)).toBe('x: 2\ncolor: blue\nl2: 0.1\n');
});

test('the front is a list with the picked one first, the same in YAML and in JSON', () => {
  const front: unknown = JSON.parse(showFront(frontReport, true));
  expect(front).toMatchObject([
    { id: 'id1', picked: true, params: { x: 1 }, metrics: { error: 2, speed: 4, size: 20 } },
    { id: 'id0', picked: false },
    { id: 'id2', picked: false },
  ]);
  expect(parse(showFront(frontReport, false))).toEqual(front);
});

test('a sweep with one goal has no front, and one without results no best trial', () => {
  expect(() => showFront(example, false)).toThrow('The sweep has one goal, loss, so it has no front');
  expect(() => showFront({ ...frontReport, trials: [] }, false)).toThrow('No completed trial is known');
});
