import { bestOf, mean, runSweeps } from './sweeps.js';

test("tpe on Branin: the mean after 200 trials is that of hyperopt's TPE (0.487, XBBO's benchmark) or better; random has 0.652", () => {
  const sweeps = runSweeps({ method: 'tpe', name: 'branin', runCap: 200, sweeps: 30, generation: 4 });
  expect(mean(bestOf(sweeps, 200))).toBeLessThan(0.487);
});

test("tpe on hyperopt's distractor: below -1.96 within 100 trials much more often than random search (0.62)", () => {
  const sweeps = runSweeps({ method: 'tpe', name: 'distractor', runCap: 100, sweeps: 30, generation: 1 });
  // Of 30 sweeps, random search has 18.6 with a standard deviation of 2.7: 24 are two deviations more.
  expect(bestOf(sweeps, 100).filter((loss) => loss < -1.96).length).toBeGreaterThanOrEqual(24);
});

test("tpe on hyperopt's quadratic1: below 1e-5 within 200 trials more often than random search within 1,000 (0.45)", () => {
  const sweeps = runSweeps({ method: 'tpe', name: 'quadratic1', runCap: 200, sweeps: 12, generation: 4 });
  // 10 of 12 have a probability of 0.8 % at random.
  expect(bestOf(sweeps, 200).filter((loss) => loss < 1e-5).length).toBeGreaterThanOrEqual(10);
});

test('tpe is ahead of random search after 25 trials where parameters are of all kinds', () => {
  const [random = NaN, learnt = NaN] = (['random', 'tpe'] as const).map((method) =>
    mean(bestOf(runSweeps({ method, name: 'cond', runCap: 25, sweeps: 30 }), 25)),
  );
  expect(learnt).toBeLessThan(random);
});
