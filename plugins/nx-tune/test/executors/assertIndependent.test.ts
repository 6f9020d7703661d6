import type { Task } from '@nx/devkit';

import { assertIndependent } from '../../src/executors/trial/assertIndependent.js';

const edge = (id: string) => ({ id });
const task = (id: string) => ({ [id]: { id } as Task });

test('a batch of trials that depend on each other is refused, one that depends on what ran before is not', () => {
  expect(() =>
    assertIndependent({ tasks: { ...task('a'), ...task('b') }, dependencies: { a: [edge('ask')], b: [edge('ask')] } }),
  ).not.toThrow();
  expect(() =>
    assertIndependent({ tasks: { ...task('a'), ...task('b') }, dependencies: { a: [], b: [edge('ask'), edge('a')] } }),
  ).toThrow('b and a, which it depends on, are in one batch');
});
