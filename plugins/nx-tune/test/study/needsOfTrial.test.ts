import { limitsFor, resourcesFor } from '../../src/study/needsOfTrial.js';

const params = { workers: 4, sizes: { memory: 512 } };

test('a trial takes amounts from its own params', () => {
  expect(resourcesFor({ cpus: { param: 'workers' }, gpus: 1 }, params)).toEqual({ cpus: 4, gpus: 1 });
  expect(resourcesFor({}, params)).toEqual({});
  expect(limitsFor({ retries: 1, memoryMb: [{ param: 'sizes.memory' }] }, params)).toEqual({
    retries: 1,
    memoryMb: 512,
  });
  expect(limitsFor({ retries: 1 }, params)).toEqual({ retries: 1 });
});

test('a trial of several sweeps may use what the most generous of them allows', () => {
  const memoryMb = [{ param: 'sizes.memory' }, 600, { param: 'sizes.memory' }];
  expect(limitsFor({ retries: 0, memoryMb }, params)).toEqual({ retries: 0, memoryMb: 600 });
});
