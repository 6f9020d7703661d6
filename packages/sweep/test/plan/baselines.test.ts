import { expandSweep, formatProblem, parseSweep, resolveSlots, type Sweep, type TrialResult } from '../../src/index.js';
import { countTasks } from '../../src/plan/countTrials.js';
import { proposeGeneration } from '../../src/plan/proposeGeneration.js';
import { createSlots } from '../../src/plan/slots.js';
import { createTrialSpace } from '../../src/plan/trialSpace.js';

const space = 'parameters: { x: { values: [1, 2, 3, 4, 5, 6] }, y: { value: 7 } }\n';
const outside = 'folklore: { params: { x: 9 } }';
const inside = 'folklore: { params: { x: 2 } }';

function sweepOf(more: string, baselines = ''): Sweep {
  const text = `objective: ./a.js\nmetric: { name: loss }\n${more.includes('parameters:') ? '' : space}${more}\n${baselines === '' ? '' : `baselines: { ${baselines} }\n`}`;
  const parsed = parseSweep('tune', 'a/tune.yaml', text);
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return parsed.value;
}

function idsOf(sweep: Sweep): readonly string[] {
  const expansion = expandSweep(sweep);
  if (!expansion.ok) throw new Error(expansion.problem.rule);
  return expansion.trials.map(({ id }) => id);
}

test.each(['grid', 'random', 'sobol', 'halton', 'lhs'])(
  'with %s, a baseline adds itself and changes no other trial',
  (method) => {
    const more = `method: ${method}\nrun_cap: 3`;
    const plain = idsOf(sweepOf(more));
    const added = idsOf(sweepOf(more, outside));
    expect(added.slice(1)).toEqual(plain);
    expect(added).toHaveLength(plain.length + 1);
    for (let x = 1; x <= 6; x++) {
      const own = idsOf(sweepOf(more, `folklore: { params: { x: ${x} } }`));
      expect(new Set(own).size).toBe(own.length);
      expect(own.slice(1)).toEqual(plain.filter((id) => id !== own[0]));
    }
  },
);

test('a baseline is the trial that the same point is elsewhere, whatever it is called', () => {
  const grid = idsOf(sweepOf('method: grid'));
  const [first] = idsOf(sweepOf('method: sobol\nrun_cap: 1', inside));
  expect(grid).toContain(first);
  expect(
    idsOf(sweepOf('method: grid', 'a: { params: { x: 2 }, note: b }, b: { params: { x: 2.0, y: 7 } }')),
  ).toHaveLength(6);
});

test('baselines have all replicates and cases', () => {
  expect(idsOf(sweepOf('method: grid\nrun_cap: 2\nreplicates: 3\ncases: [a, b]', outside))).toHaveLength(3 * 3 * 2);
});

test('with rungs, a baseline has the largest budget from the start, and nothing promotes it', () => {
  const more =
    'method: random\nrun_cap: 9\nbudget: { name: epochs }\nearly_terminate: { type: hyperband, max_iter: 9, eta: 3 }';
  for (const method of ['random', 'tpe']) {
    const [plain, added] = ['', outside].map((baselines) =>
      expandSweep(sweepOf(more.replace('random', method), baselines)),
    );
    if (plain?.ok !== true || added?.ok !== true) throw new Error('no trials');
    const [one, others] = [
      [...plain.trials, ...plain.slots],
      [...added.trials, ...added.slots],
    ];
    expect(others).toHaveLength(one.length + 1);
    expect(added.promotions.map(({ rung }) => rung)).toEqual(plain.promotions.map(({ rung }) => rung));
    const [baseline] = others;
    expect(baseline).not.toHaveProperty('promotedBy');
    expect(baseline && 'definition' in baseline ? baseline.definition.budget : { epochs: baseline?.budget }).toEqual({
      epochs: 9,
    });
  }
});

const resultOf = (params: TrialResult['params'], loss: number): TrialResult => ({
  schemaVersion: 1, id: '', params, seed: '0', outcome: { kind: 'completed' }, metrics: { loss },
}); // prettier-ignore

const continuous = 'parameters: { x: { distribution: uniform, min: 0, max: 10 } }\nrun_cap: 20';

describe.each(['tpe', 'gp', 'bayes', 'cma-es', 'nelder-mead'])('%s', (method) => {
  const more = `method: ${method}\n${continuous}`;

  test('baselines come first, in addition to the first generation, which they do not change', () => {
    const [plain, added] = ['', 'a: { params: { x: 20 } }, b: { params: { x: 3 } }'].map((text) =>
      proposeGeneration(sweepOf(more, text), []),
    );
    expect(added).toEqual([{ x: 20 }, { x: 3 }, ...(plain ?? [])]);
  });

  test('it learns from a baseline in the space, and not from one outside of it', () => {
    const learning = (baselines: string, found: (x: number) => number): unknown => {
      const sweep = sweepOf(more, baselines);
      let results: TrialResult[] = [];
      for (let generation = 0; generation < 4; generation++)
        results = [
          ...results,
          ...proposeGeneration(sweep, results).map((params) => resultOf(params, found(params['x'] as number))),
        ];
      return results.filter(({ params }) => ![20, 3, 4].includes(params['x'] as number)).map(({ params }) => params);
    };
    const found = (x: number): number => Math.abs(x - 7.7);
    expect(learning('a: { params: { x: 20 } }', found)).toEqual(learning('', found));
    expect(learning('a: { params: { x: 20 } }', (x) => (x === 20 ? -100 : found(x)))).toEqual(learning('', found));
    // A distribution cannot start at a single point.
    const two = 'a: { params: { x: 3 } }, b: { params: { x: 4 } }';
    expect(learning(two, (x) => (x === 3 ? -100 : found(x)))).not.toEqual(learning('', found));
  });

  test('a finite space is tried whole, with each baseline once', () => {
    for (const baselines of [outside, inside, `${inside}, other: { params: { x: 0 } }`]) {
      const sweep = sweepOf(`method: ${method}\nrun_cap: 20`, baselines);
      const expansion = expandSweep(sweep);
      if (!expansion.ok) throw new Error('no slots');
      const known = {
        ofTrial: ({ definition }: { definition: { params: TrialResult['params'] } }) =>
          resultOf(definition.params, Number(definition.params['x'])),
      };
      const trials = resolveSlots(
        sweep,
        createSlots(sweep, expansion.slots.length - (sweep.baselineParams ?? []).length),
        known,
      );
      expect(trials).toHaveLength(expansion.slots.length);
      expect(new Set(trials.map(({ id }) => id)).size).toBe(baselines === inside ? 6 : 7);
      expect(countTasks(sweep, createTrialSpace(sweep))).toBe(expansion.slots.length);
    }
  });
});

test('names and notes of baselines change no task', () => {
  const named = (text: string): unknown => {
    const expansion = expandSweep(sweepOf(`method: tpe\n${continuous}`, text));
    return expansion.ok ? expansion.slots.map(({ id }) => id) : undefined;
  };
  expect(named('a: { params: { x: 3 }, note: one, source: two }')).toEqual(named('b: { params: { x: 3 } }'));
  expect(named('a: { params: { x: 3 } }')).not.toEqual(named('a: { params: { x: 4 } }'));
});
