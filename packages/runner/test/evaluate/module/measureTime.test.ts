import { measureTime } from '../../../src/evaluate/module/measureTime.js';

const never = new AbortController().signal;

/** A clock that each call of the function moves on by the next of these. */
function withDurations(durations: readonly number[]): () => void {
  let [now, call] = [0, 0];
  jest.spyOn(performance, 'now').mockImplementation(() => now);
  return () => void (now += durations[call++] ?? NaN);
}

afterEach(() => jest.restoreAllMocks());

test('the median and the distance of the quartiles are those of the calls after the warm-up', async () => {
  const run = withDurations([900, 800, 5, 1, 2, 400, 3]);
  expect(await measureTime(run, never, { warmup: 2, repeats: 5 })).toEqual({ median: 3, spread: 3 });
  const one = withDurations([7]);
  expect(await measureTime(one, never, { warmup: 0, repeats: 1 })).toEqual({ median: 7, spread: 0 });
});

test('there are 3 calls that do not count and 30 that do, one after the other, and promises are awaited', async () => {
  let [calls, running] = [0, 0];
  const run = async (): Promise<void> => {
    calls += 1;
    running += 1;
    expect(running).toBe(1);
    await Promise.resolve();
    running -= 1;
  };
  const { median, spread } = await measureTime(run, never);
  expect(calls).toBe(33);
  expect(median).toBeGreaterThan(0);
  expect(spread).toBeGreaterThanOrEqual(0);
});

test('it ends with what the function throws, and once the trial is aborted', async () => {
  await expect(measureTime(() => Promise.reject(new Error('no model')), never)).rejects.toThrow('no model');
  const controller = new AbortController();
  let calls = 0;
  const run = (): void => {
    calls += 1;
    if (calls === 5) controller.abort(new Error('interrupted'));
  };
  await expect(measureTime(run, controller.signal)).rejects.toThrow('interrupted');
  expect(calls).toBe(5);
});

test.each([
  [{ repeats: 0 }, 'repeats must be a whole number, 1 or more, but it is 0'],
  [{ warmup: -1 }, 'warmup must be a whole number, 0 or more, but it is -1'],
  [{ repeats: 1.5 }, 'repeats must be a whole number, 1 or more, but it is 1.5'],
])('%j is refused', async (options, message) => {
  await expect(measureTime(() => 0, never, options)).rejects.toThrow(message);
});

test('anything but a function is refused', async () => {
  await expect(measureTime('f' as never, never)).rejects.toThrow("run must be a function, but it is 'f'");
});
