import { dependentsOf } from '../../../src/executors/trial/dependentsOf.js';

const on = (...ids: string[]): { id: string }[] => ids.map((id) => ({ id }));

test('the promotion of a rung and all after it wait for it, and nothing beside it', () => {
  const dependencies = {
    inputs: on(),
    first: on('inputs'),
    second: on('inputs'),
    promote: on('first', 'second'),
    longer: on('promote'),
    ask: on('first', 'longer'),
    next: on('ask'),
    other: on('inputs'),
  };
  expect([...dependentsOf(['first', 'second'], { dependencies })].toSorted()).toEqual([
    'ask',
    'longer',
    'next',
    'promote',
  ]);
  expect(dependentsOf(['next'], { dependencies }).size).toBe(0);
});
