import { atOnce } from '../../src/resources/atOnce.js';

const machine = { cpus: 4, gpus: ['0', '1', '2', '3'] };

test.each([
  [4, [{}, {}], 2],
  [2, [{}, {}, {}], 2],
  [8, Array.from({ length: 8 }, () => ({ cpus: 2 })), 2],
  [8, Array.from({ length: 8 }, () => ({ gpus: 1 })), 4],
  [8, [{ cpus: 4 }, { cpus: 1 }, { cpus: 1 }], 2],
  [8, [{ cpus: 64 }], 1],
  [8, [{ gpus: 5 }, { gpus: 5 }], 2],
  [8, [], 1],
])('with --parallel=%i, %j run %i at a time', (parallel, needs, expected) =>
  expect(atOnce(parallel, needs, machine)).toBe(expected),
);
