import { parallelOf } from '../../src/slice/parallelOf.js';

test.each([
  [[{}, {}], 4, 4],
  [[{ parallel: 1 }], 4, 1],
  [[{ parallel: 1 }, { parallel: 3 }], 4, 3],
  [[{ parallel: 1 }, {}], 4, 4],
  [[{ parallel: 8 }], 4, 4],
  [[], 4, 1],
])('with trials %j, %i at a time, %i run', (tasks, asked, expected) => expect(parallelOf(tasks, asked)).toBe(expected));
