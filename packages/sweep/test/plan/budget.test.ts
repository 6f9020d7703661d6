import { adaptiveMethodNames, type AdaptiveMethod, type JsonObject } from '@nx-tune/search';
import * as fc from 'fast-check';

import {
  type CostedResult,
  costsInLock,
  expandSweep,
  formatLock,
  formatProblem,
  lockTrial,
  parseLock,
  parseSweep,
  type PlannedTrial,
  renewLock,
  resolveSlots,
  resultOf,
  searchId,
  searchText,
  type Sweep,
  trialsInSlots,
  withCost,
} from '../../src/index.js';
import { proposeEach, proposeGeneration } from '../../src/plan/proposeGeneration.js';
import type { TrialRun } from '../../src/trial/result.js';
import { resultOf as resultIn, search, searchOver, spaceOf } from './adaptiveContract.js';

const space = spaceOf({ x: { kind: 'uniform', min: -1, max: 1 } });
const costing =
  (seconds: (number: number) => number) =>
  (params: JsonObject, number: number): CostedResult => ({
    ...resultIn(params, Number(params['x']) ** 2),
    seconds: seconds(number),
  });

test.each(adaptiveMethodNames)('%s proposes no more once trials have cost the budget, and the rest stays', (method) => {
  const run = (budgetSeconds: number) =>
    search(
      searchOver(method, space, { budgetSeconds }),
      4,
      costing(() => 1.5),
    );
  expect(run(6)).toHaveLength(4);
  expect(run(6.001)).toHaveLength(8);
  expect(run(1e9)).toHaveLength(16);
  expect(run(1e9).slice(0, 8)).toEqual(run(6.001));
  expect(proposeEach(searchOver(method, space, { budgetSeconds: 6 }), run(6)).end).toBe('budget');
});

test('a larger budget keeps all trials of a smaller one, whatever trials cost', () => {
  const seconds = fc.array(fc.nat(5000), { minLength: 40, maxLength: 40 });
  const budgets = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.nat(40));
  fc.assert(
    fc.property(seconds, budgets, (costs, [budget, more]) => {
      const run = (budgetSeconds: number) =>
        search(
          searchOver('tpe', space, { budgetSeconds }),
          5,
          costing((number) => (costs[number] ?? 0) / 1000),
        );
      const [few, all] = [run(budget), run(budget + more)];
      expect(all.slice(0, few.length)).toEqual(few);
      expect(few.length % 4).toBe(0);
      const before = (few as CostedResult[])
        .slice(0, -4)
        .reduce((sum, one) => sum + Math.round((one.seconds ?? 0) * 1000), 0);
      expect(before).toBeLessThan(budget * 1000);
    }),
    { numRuns: 20 },
  );
});

const fileOf = (more: string, method = 'tpe'): string =>
  `objective: o.ts\nmethod: ${method}\nmetric: { name: loss }\nrun_cap: 24\nparameters: { x: { min: 0.0, max: 1.0 } }\n${more}\n`;

function sweepOf(more: string, method?: AdaptiveMethod): Sweep {
  const parsed = parseSweep('tune', 'tune.yaml', fileOf(more, method));
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return parsed.value;
}

/** A machine on which the trial of each number takes its own time, and that has a cache of what it computed. */
function machineWith(secondsOf: (number: number) => number) {
  const cache = new Map<string, { readonly result: CostedResult; readonly run: TrialRun }>();
  const compute = ({ id, definition: { params, seed }, slot }: PlannedTrial) => {
    const result = { ...resultIn(params, (Number(params['x']) - 0.3) ** 2), id, seed };
    return { result, run: { durationMs: 1000 * secondsOf(slot?.number ?? 0) } as TrialRun };
  };
  /** Runs a sweep as tasks do, and returns its trials and the lock that the run leaves. */
  const run = (asked: Sweep, lock?: string): { readonly trials: readonly PlannedTrial[]; readonly lock: string } => {
    const known = lock === undefined ? undefined : parseLock(lock);
    const before = known !== undefined && 'lock' in known ? known.lock : undefined;
    const recorded = before && costsInLock(before, asked.metric);
    const sweep = recorded === undefined ? asked : { ...asked, recorded };
    const expansion = expandSweep(sweep);
    if (!expansion.ok) throw new Error(expansion.problem.rule);
    const costed = ({ id }: PlannedTrial): CostedResult | undefined => {
      const found = cache.get(id);
      return found && withCost(sweep, found.result, found.run);
    };
    for (;;) {
      const trials = resolveSlots(sweep, expansion, { ofTrial: costed });
      const open = trials.filter(({ id }) => !cache.has(id));
      for (const trial of open) cache.set(trial.id, compute(trial));
      if (open.length > 0) continue;
      const results = trials.flatMap((trial) => costed(trial) ?? []);
      return { trials, lock: formatLock(renewLock(sweep, results, before)) };
    }
  };
  return { run, cache };
}

const budgeted = sweepOf('budget_seconds: 10');
const [fast, slow] = [() => 0.5, (number: number) => 2 + number];

test('a lock that was written elsewhere decides when proposals end, and stays byte for byte', () => {
  const first = machineWith(fast).run(budgeted);
  expect(first.trials).toHaveLength(20);
  expect(machineWith(slow).run(budgeted).trials).toHaveLength(4);
  const again = machineWith(slow).run(budgeted, first.lock);
  expect(again.trials.map(({ id }) => id)).toEqual(first.trials.map(({ id }) => id));
  expect(again.lock).toBe(first.lock);
});

test('restored trials count at what they cost when they ran, on whatever machine the lock is absent', () => {
  const machine = machineWith(fast);
  const first = machine.run(budgeted);
  expect(machine.run(budgeted)).toEqual(first);
  expect(machine.run(sweepOf('budget_seconds: 11')).trials).toHaveLength(24);
  expect(machine.run(sweepOf('budget_seconds: 4')).trials).toEqual(first.trials.slice(0, 8));
});

test('the trials of a lock follow from the lock alone', () => {
  const { trials, lock } = machineWith(fast).run(budgeted);
  const parsed = parseLock(lock);
  if (!('lock' in parsed)) throw new Error(parsed.problem);
  const locked = new Map(parsed.lock.trials.map((trial) => [trial.id, resultOf(trial)]));
  const expansion = expandSweep(budgeted);
  if (!expansion.ok) throw new Error(expansion.problem.rule);
  expect(resolveSlots(budgeted, expansion, { ofTrial: ({ id }) => locked.get(id) })).toEqual(trials);
});

test('where gain is weighed per second, a lock that was written elsewhere decides, too', () => {
  const sweep = { ...sweepOf('gp: { per: seconds }', 'gp'), runCap: 12 };
  const first = machineWith((number) => 1 + (number % 5)).run(sweep);
  const other = machineWith((number) => 5 - (number % 5));
  expect(first.lock.match(/"seconds":\d/g)).toHaveLength(12);
  expect(other.run(sweep, first.lock)).toEqual(first);
});

test('a trial that the lock has with another result counts at its own cost', () => {
  const { lock } = machineWith(fast).run(budgeted);
  const parsed = parseLock(lock);
  const costs = 'lock' in parsed ? costsInLock(parsed.lock, budgeted.metric) : undefined;
  const [locked] = 'lock' in parsed ? parsed.lock.trials.map(resultOf) : [];
  if (costs === undefined || locked === undefined) throw new Error('no lock');
  const search = { ...budgeted, recorded: costs };
  const run = { durationMs: 7000 } as TrialRun;
  expect(withCost(search, locked, run).seconds).toBe(0.5);
  expect(withCost(search, { ...locked, metrics: { loss: 9 } }, run).seconds).toBe(7);
  expect(withCost(search, { ...locked, id: 'other' }, run).seconds).toBe(7);
  expect(withCost(sweepOf(''), locked, run)).toBe(locked);
});

test('results that a larger budget has left in later slots do not belong to the search', () => {
  const machine = machineWith(fast);
  machine.run(budgeted);
  const less = sweepOf('budget_seconds: 4');
  const expansion = expandSweep(less);
  if (!expansion.ok) throw new Error(expansion.problem.rule);
  const ofTrial = ({ id }: PlannedTrial): CostedResult | undefined => {
    const found = machine.cache.get(id);
    return found && withCost(less, found.result, found.run);
  };
  const bySlot = new Map(machine.run(budgeted).trials.map((trial) => [trial.slot?.id, trial]));
  const inSlot = ({ id }: { readonly id: string }): CostedResult | undefined => {
    const trial = bySlot.get(id);
    return trial && ofTrial(trial);
  };
  const last = expansion.slots.at(-1)?.generation;
  expect(resolveSlots(less, expansion, { ofTrial, inSlot }, last)).toHaveLength(8);
  const shown = trialsInSlots(less, expansion, { ofTrial, inSlot });
  expect(shown.map((trial) => trial !== undefined)).toEqual(expansion.slots.map((_, index) => index < 8));
});

test('a budget is hashed into what is proposed, and changes no task of a trial; a price changes nothing', () => {
  const plain = sweepOf('');
  expect(searchId(budgeted)).toBe(searchId(plain));
  expect(searchText(budgeted)).not.toBe(searchText(plain));
  expect(searchText(sweepOf('budget_seconds: 11'))).not.toBe(searchText(budgeted));
  expect(searchText(sweepOf('budget_seconds: 10\nprice_per_hour: 3'))).toBe(searchText(budgeted));
  const slots = (sweep: Sweep): unknown => expandSweep(sweep);
  expect(slots(sweepOf('budget_seconds: 11'))).toEqual(slots(plain));
  const recorded = { digest: 'abc', trials: new Map() };
  expect(searchText({ ...budgeted, recorded })).toContain('abc');
  expect(searchId({ ...budgeted, recorded })).toBe(searchId(budgeted));
});

test('only a lock of a sweep whose proposals depend on costs has them', () => {
  const { lock } = machineWith(fast).run(sweepOf(''));
  expect(lock).not.toContain('seconds');
  const parsed = parseLock(machineWith(fast).run(budgeted).lock);
  if (!('lock' in parsed)) throw new Error(parsed.problem);
  expect(formatLock({ ...parsed.lock, trials: [] })).toBe(lock.split('\n')[0] + '\nnull]}\n');
  const without = parsed.lock.trials.map((trial) => {
    const { seconds: _seconds, ...result } = resultOf(trial);
    return lockTrial(result, budgeted);
  });
  expect(formatLock({ ...parsed.lock, trials: without }).split('\n')[1]).toBe(
    lock.split('\n').find((line) => line.startsWith(`{"id":"${without[0]?.id}"`)),
  );
});

test('after a merge, lines that differ only in what a trial cost are one; others are not', () => {
  const [one = '', other = ''] = [fast, () => 0.6].map((cost) => machineWith(cost).run(budgeted).lock);
  const union = (a: string, b: string): string => {
    const lines = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('{"id"'));
    return `${a.split('\n')[0]}\n${[...lines(a), ...lines(b)].join('\n')}\nnull]}\n`;
  };
  const [ab, ba] = [parseLock(union(one, other)), parseLock(union(other, one))];
  expect(ab).toEqual(ba);
  expect('lock' in ab && ab.lock.trials.length).toBe(20);
  expect(parseLock(union(one, one.replace('"seconds":0.5', '"seconds":0.7')))).toHaveProperty('problem');
});

test.each([
  ['budget_price: 10\nprice_per_hour: 1', 'random', '"budget_price" is only for methods that learn'],
  ['budget_price: 10', 'tpe', '"budget_price" needs a price'],
  ['budget_seconds: 10', 'random', '"budget_seconds" is only for methods that learn'],
  ['budget_seconds: 0', 'tpe', 'budget_seconds'],
  ['price_per_hour: -1', 'tpe', 'price_per_hour'],
])('%s with %s is a mistake with its line', (more, method, said) => {
  const parsed = parseSweep('tune', 'a/tune.yaml', fileOf(more, method));
  const problems = parsed.ok ? [] : parsed.problems.map(formatProblem);
  expect(problems.join('\n')).toContain(said);
  expect(problems.join('\n')).toContain('a/tune.yaml:6');
});

test('a price is read with any method', () => {
  expect(parseSweep('tune', 'tune.yaml', fileOf('price_per_hour: 0.4', 'random'))).toMatchObject({
    value: { pricePerHour: 0.4 },
  });
});

test('a budget ends proposals before they fill the space', () => {
  const asked = searchOver('gp', space, { budgetSeconds: 1 });
  expect(proposeGeneration(asked, [])).toHaveLength(4);
  expect(proposeGeneration(asked, [costing(() => 1)({ x: 0 }, 0)])).toEqual([]);
});

test('a budget in money is one in seconds, and of two the smaller counts', () => {
  const secondsOf = (more: string): number | undefined => {
    const parsed = parseSweep('tune', 'tune.yaml', fileOf(more, 'tpe'));
    return parsed.ok ? parsed.value.budgetSeconds : NaN;
  };
  expect(secondsOf('budget_price: 2\nprice_per_hour: 4')).toBe(1800);
  expect(secondsOf('budget_price: 2\nprice_per_hour: 4\nbudget_seconds: 60')).toBe(60);
  expect(secondsOf('budget_price: 2\nprice_per_hour: 4\nbudget_seconds: 6000')).toBe(1800);
});
