import { renderLeaderboard, renderTrialsMarkdown, selectTrials } from '../../src/index.js';
import { example } from '../support/example.js';

const numbers = (selection: Parameters<typeof selectTrials>[1]): unknown => {
  const selected = selectTrials(example, selection);
  return selected.ok ? selected.trials.map(({ number }) => number) : selected.message;
};
const ranked = numbers({}) as number[];
const trialOf = (number: number) => example.trials.find((trial) => trial.number === number);
const xOf = (number: number): number => Number(trialOf(number)?.result.params['x']);

test('without a selection all trials come, from best to worst', () => {
  expect(ranked).toHaveLength(example.trials.length);
  expect(numbers({ filter: ' ', sort: 'rank' })).toEqual(ranked);
  expect(numbers({ sort: '-rank' })).toEqual(ranked.toReversed());
  expect(numbers({ top: 2 })).toEqual(ranked.slice(0, 2));
});

test('a filter keeps those for which it holds, and sorting has no say in which', () => {
  const completed = numbers({ filter: 'outcome = completed' }) as number[];
  expect(completed).toEqual(ranked.filter((number) => trialOf(number)?.result.outcome.kind === 'completed'));
  const byX = numbers({ filter: 'outcome = completed', sort: '-x' }) as number[];
  expect(new Set(byX)).toEqual(new Set(completed));
  expect(byX.map(xOf)).toEqual(byX.map(xOf).toSorted((a, b) => b - a));
});

test.each(['loss', '-loss'])('by %s, trials without it come last', (sort) => {
  const order = numbers({ sort }) as number[];
  const has = order.map((number) => Object.hasOwn(trialOf(number)?.result.metrics ?? {}, 'loss'));
  expect(has).toContain(false);
  expect(has).toEqual(has.toSorted((a, b) => Number(b) - Number(a)));
});

test('an invalid filter or name is reported with the names that exist', () => {
  expect(numbers({ filter: 'x >' })).toMatch(/^The filter is wrong at column \d+: /);
  expect(numbers({ sort: 'los' })).toMatch(
    /^There is no "los" to sort by. Did you mean "loss"\? Names are number, rank/,
  );
});

test('tables show what is selected, in its order', () => {
  const selected = selectTrials(example, { filter: 'outcome = completed', sort: '-number' });
  const trials = selected.ok ? selected.trials : [];
  const ids = trials.map(({ result }) => result.id);
  const idsIn = (text: string): string[] => text.match(/\bid\d\b/g) ?? [];
  expect(ids.length).toBeGreaterThan(1);
  expect(idsIn(renderTrialsMarkdown(example, trials))).toEqual(ids);
  const table = renderLeaderboard(example, { width: 120, color: false, trials });
  expect(idsIn(table.slice(0, table.indexOf('... and')))).toEqual(ids);
  expect(table).toContain(`... and ${example.trials.length - ids.length} others\n`);
});

describe('a name that a fact and a parameter have', () => {
  const report = {
    ...example,
    parameters: ['seed', 'rank', 'loss'],
    trials: example.trials.map((trial) => ({
      ...trial,
      result: { ...trial.result, params: { seed: trial.number, rank: -trial.number, loss: 1 } },
    })),
  };
  const select = (selection: Parameters<typeof selectTrials>[1]): unknown => {
    const selected = selectTrials(report, selection);
    return selected.ok ? selected.trials.map(({ number }) => number) : selected.message;
  };

  test('is not guessed at', () => {
    expect(select({ filter: 'seed = 3' })).toBe(
      'The filter is wrong at column 1: "seed" may be trial.seed or params.seed: write which is meant.',
    );
    expect(select({ sort: '-loss' })).toBe(
      'The order is not clear: "loss" may be params.loss or metrics.loss: write which is meant.',
    );
  });

  test('is clear in full, and what nothing else is called remains short', () => {
    expect(select({ filter: 'params.seed = 3' })).toEqual([3]);
    expect(select({ filter: 'trial.seed = 0 and params.seed = 3 and number = 3' })).toEqual([3]);
    expect(select({ sort: 'trial.rank' })).toEqual(select({}));
    expect(select({ sort: 'params.rank' })).toEqual([5, 4, 3, 2, 1, 0]);
    expect(select({ filter: 'metrics.loss = 0.25' })).toEqual([1]);
  });
});

test('trials are selected and sorted by what their runs took, under names that no metric has', () => {
  const slow = numbers({ filter: 'run.seconds > 4', sort: '-run.seconds' }) as number[];
  expect(slow).toEqual([5, 4, 3, 2]);
  expect(numbers({ filter: 'run.cpuSeconds > 0' })).toEqual([]);
  expect(numbers({ sort: 'seconds' })).toContain('There is no "seconds"');
});
