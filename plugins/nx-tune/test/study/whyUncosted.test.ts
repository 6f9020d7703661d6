import { whyUncosted } from '../../src/study/whyUncosted.js';

test('a lock without the costs of trials does not show where a budget ended, and is enough where there is none', () => {
  const trials = [{ seconds: 0 }, {}, {}];
  expect(whyUncosted('a/tune.lock.json', { trials }, { budgetSeconds: 5 })).toMatch(
    /^a\/tune\.lock\.json does not say how long 2 of its trials took/,
  );
  expect(whyUncosted('a/tune.lock.json', { trials: [{ seconds: 0 }] }, { budgetSeconds: 5 })).toBeUndefined();
  expect(whyUncosted('a/tune.lock.json', { trials }, {})).toBeUndefined();
});
