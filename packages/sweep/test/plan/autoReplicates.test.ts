import { expandSweep, formatProblem, parseSweep, type PlannedTrial, resolveAuto, type Sweep } from '../../src/index.js';
import { choiceFrom } from '../../src/plan/autoReplicates.js';
import { chooseReplicates } from '../../src/plan/chooseReplicates.js';
import { resolveSlots } from '../../src/plan/slots.js';
import type { TrialResult } from '../../src/trial/result.js';

const fileOf = (method: string, more: string): string =>
  `objective: o.ts\nmethod: ${method}\nmetric: { name: loss }\nseed: 7\nparameters: { x: { values: [1, 2, 3] }, y: { min: 1, max: 4 } }\n${more}\n`;
const parse = (method: string, more: string) => parseSweep('tune', 'a/tune.yaml', fileOf(method, more));

function sweepOf(method: string, more: string): Sweep {
  const parsed = parse(method, more);
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return parsed.value;
}

function expand(method: string, more: string) {
  const expansion = expandSweep(sweepOf(method, more));
  if (!expansion.ok) throw new Error(expansion.problem.rule);
  return expansion;
}

/** A loss with this much noise beside differences of 1, and seconds that are always others. */
const resultWith =
  (noise: number) =>
  ({ id, definition }: PlannedTrial): TrialResult => {
    const { params, replicate = 0 } = definition;
    const place = Number(params['x']) * 4 + Number(params['y']);
    const sign = (place % 2 === 0 ? 1 : -1) * (replicate % 2 === 0 ? 1 : -1);
    return {
      schemaVersion: 1,
      ...definition,
      id,
      outcome: { kind: 'completed' },
      metrics: { loss: place + noise * sign, seconds: place + replicate },
    };
  };

/** The trials that run in the end, and in how many steps. */
function run(method: string, more: string, noise: number) {
  const sweep = sweepOf(method, more);
  const { trials } = expand(method, more);
  const done = new Map<string, TrialResult>();
  const steps: number[] = [];
  for (;;) {
    const resolved = resolveAuto(sweep, trials, ({ id }) => done.get(id));
    const missing = resolved.trials.filter(({ id }) => !done.has(id));
    if (missing.length === 0) return { resolved, steps, results: resolved.trials.map(resultWith(noise)), sweep };
    steps.push(missing.length);
    for (const trial of missing) done.set(trial.id, resultWith(noise)(trial));
  }
}

const auto = 'run_cap: 7\nreplicates: auto\nmetrics: { seconds: { deterministic: false } }';
const often = (trials: readonly PlannedTrial[]): number[] =>
  [0, 1, 2, 3, 4].map((number) => trials.filter(({ definition }) => (definition.replicate ?? 0) === number).length);

test.each(['random', 'sobol', 'halton', 'lhs', 'grid'])(
  '%s: trials are those of a fixed number, and wait for a judgement',
  (method) => {
    const gated = expand(method, auto);
    const fixed = expand(method, 'run_cap: 7\nreplicates: 5');
    expect(gated.trials.map((trial) => ({ ...trial, racedBy: undefined }))).toEqual(fixed.trials);
    const [seed, noise] = gated.judgements;
    const waiting = gated.trials.map(({ racedBy }) => racedBy);
    expect(waiting.filter((place) => place === undefined)).toHaveLength(7 + 1);
    expect(waiting.filter((place) => place?.judgement === seed?.id)).toHaveLength(3);
    expect(waiting.filter((place) => place?.judgement === noise?.id).map((place) => place?.place)).toEqual([
      1,
      1,
      1,
      ...[2, 3, 4].flatMap((number) => Array<number>(7).fill(number)),
    ]);
    expect(seed?.pilots.flat()).toHaveLength(2);
    expect(noise?.pilots.map((all) => all.length)).toEqual([2, 2, 2, 2]);
  },
);

test('a sweep without it has no judgements, and the same trials as before there was any', () => {
  expect(expand('random', 'run_cap: 7\nreplicates: 5').judgements).toEqual([]);
  expect(sweepOf('random', 'replicates: 3')).not.toHaveProperty('autoReplicates');
});

test('more configurations leave the judgements alone, and another metric does not', () => {
  const ids = (more: string): string[] => expand('random', more).judgements.map(({ id }) => id);
  expect(ids(auto.replace('run_cap: 7', 'run_cap: 9'))).toEqual(ids(auto));
  expect(ids(auto.replace('seconds:', 'minutes:'))).not.toEqual(ids(auto));
});

test.each(['random', 'grid', 'gp'])('%s: noise is not measured on baselines, so they change no judgement', (method) => {
  const baselines = 'baselines: { far: { params: { x: 9, y: 1 } }, near: { params: { x: 8, y: 1 } } }';
  const [plain, added] = ['', `\n${baselines}`].map((more) => expand(method, `${auto}${more}`));
  const pilotsOf = (expansion = plain) => (expansion?.judgements ?? []).map(({ id, pilots }) => (method === 'gp' ? pilots.length : { id, pilots: pilots.flat().map((one) => one.id) })); // prettier-ignore
  expect(pilotsOf(added)).toEqual(pilotsOf(plain));
  const positions = method === 'gp' ? added?.slots : added?.trials;
  expect(added?.judgements[0]?.pilots.flat().map(({ id }) => id)).toEqual(
    method === 'grid' ? expect.anything() : [positions?.[2]?.id, positions?.[2 + 9]?.id],
  );
});

test('baselines are pilots where there are too few others, and what was judged is found again', () => {
  const own = expand('random', 'run_cap: 4').trials.map(({ definition }) =>
    JSON.stringify({ params: definition.params }),
  );
  const few = `replicates: auto\nrun_cap: 4\nbaselines: { a: ${own[1]}, b: ${own[2]} }`;
  const { resolved, sweep, results } = run('random', few, 0.05);
  expect(resolved.choice).toMatchObject({ why: 'measured' });
  expect(choiceFrom(sweep, results)).toEqual(resolved.choice);
});

test('an objective without noise pays a single trial', () => {
  const { resolved, steps } = run('random', auto, 0);
  expect(steps).toEqual([8]);
  expect(resolved.choice).toEqual({ why: 'no noise', replicates: 1 });
});

test('little noise: the second replicates of four configurations are all it takes', () => {
  const { resolved, steps, sweep, results } = run('random', auto, 0.05);
  expect(steps).toEqual([8, 3]);
  expect(resolved.choice).toMatchObject({ why: 'measured', replicates: 1 });
  expect(choiceFrom(sweep, results)).toEqual(resolved.choice);
});

test.each(['random', 'grid'])('%s: much noise: what was run to measure it counts', (method) => {
  const { resolved, steps, sweep, results } = run(method, auto, 3);
  const chosen = resolved.choice?.replicates ?? 0;
  expect(chosen).toBeGreaterThan(1);
  expect(steps).toEqual([8, 3, 7 * chosen - 11]);
  expect(resolved.trials.map(({ id }) => id)).toEqual(
    expand(method, `run_cap: 7\nreplicates: ${chosen}`).trials.map(({ id }) => id),
  );
  expect(choiceFrom(sweep, results)).toEqual(resolved.choice);
});

test('with cases, the aggregate over them is judged', () => {
  const { resolved, steps } = run('random', `${auto}\ncases: [a, b]`, 3);
  const chosen = resolved.choice?.replicates ?? 0;
  expect(steps).toEqual([16, 6, 14 * chosen - 22]);
});

test('a method that learns decides after its first generation, and then learns from as many', () => {
  const more = auto.replace('run_cap: 7', 'run_cap: 10');
  const sweep = sweepOf('tpe', more);
  const { slots, promotions, judgements } = expand('tpe', more);
  expect(judgements).toHaveLength(2);
  expect(judgements[1]?.pilots.flat().map((slot) => ('number' in slot ? slot.number : -1))).toEqual([
    0, 0, 1, 1, 2, 2, 3, 3,
  ]);
  const grow = (noise: number) => {
    const done = new Map<string, TrialResult>();
    const steps: number[][] = [];
    for (;;) {
      const trials = resolveSlots(sweep, { slots, promotions }, { ofTrial: ({ id }) => done.get(id) });
      const missing = trials.filter(({ id }) => !done.has(id));
      if (missing.length === 0) return { trials, steps };
      steps.push(often(missing));
      for (const trial of missing) done.set(trial.id, resultWith(noise)(trial));
    }
  };
  expect(grow(0).steps).toEqual([[4, 1, 0, 0, 0], [4, 0, 0, 0, 0], [2, 0, 0, 0, 0]]); // prettier-ignore
  const { steps, trials } = grow(3);
  const chosen = trials.length / 10;
  const rest = (count: number): number[] => [1, 2, 3, 4].map((number) => (number < chosen ? count : 0));
  expect(chosen).toBeGreaterThan(1);
  expect(steps).toEqual([
    [4, 1, 0, 0, 0],
    [0, 3, 0, 0, 0],
    [0, 0, ...rest(4).slice(1)],
    [4, ...rest(4)],
    [2, ...rest(2)],
  ]);
});

const metric = { name: 'loss', goal: 'maximize' } as const;
const evaluation = (replicate: number, loss: number | undefined, others: object = {}) => ({
  ...(replicate === 0 ? {} : { replicate }),
  outcome: loss === undefined ? ({ kind: 'failed', error: 'no' } as const) : ({ kind: 'completed' } as const),
  metrics: loss === undefined ? {} : { loss, ...others },
});
const pilotsOf = (...pairs: readonly (readonly [(number | undefined)?, (number | undefined)?])[]) =>
  pairs.map(([first, second]) => [evaluation(0, first), evaluation(1, second)]);

test.each([
  // Distances: of sums 2 and of differences 0.4, so that noise is 0.29 of the spread.
  [0.1, 1],
  // 1: the square of the ratio is 2 / (4 - 1), and 4 times that is 2.7.
  [0.25, 3],
  [0.3, 5],
  [2, 5],
])('noise of %s beside differences of 1: %s replicates', (noise, replicates) => {
  const pairs = [1, 2, 3, 4].map((worth, index) => {
    const sign = index % 2 === 0 ? noise : -noise;
    return [worth + sign, worth - sign] as const;
  });
  expect(chooseReplicates(pilotsOf(...pairs), { metric })).toMatchObject({ why: 'measured', replicates });
});

test('no noise is only what is the same in all metrics; one that is measured does not count', () => {
  const others = (second: number) => [
    [evaluation(0, 5, { size: 1, seconds: 1 }), evaluation(1, 5, { size: second, seconds: 2 })],
  ];
  const judge = { metric, autoReplicates: { ignored: ['seconds'] } };
  expect(chooseReplicates(others(1), judge)).toEqual({ why: 'no noise', replicates: 1 });
  expect(chooseReplicates(others(2), judge)).toEqual({ why: 'unknown', replicates: 3 });
  expect(chooseReplicates(others(1), { metric })).toEqual({ why: 'unknown', replicates: 3 });
});

test('where configurations fail, the others are judged, and the usual number is chosen if these are too few', () => {
  expect(chooseReplicates(pilotsOf([1, 1.1], [], [2, 2], [3, undefined]), { metric })).toEqual({
    why: 'unknown',
    replicates: 3,
  });
  expect(chooseReplicates(pilotsOf([], [2, 2.01], [3, 3.02], [4, 4]), { metric })).toMatchObject({ why: 'measured', replicates: 1 }); // prettier-ignore
});

test('what it cannot be combined with is refused, and the message says what to do instead', () => {
  const said = (method: string, more: string): string => {
    const parsed = parse(method, `replicates: auto\n${more}`);
    return parsed.ok ? '' : parsed.problems.map(formatProblem).join('\n');
  };
  expect(said('random', 'race: true')).toContain('"replicates: auto" chooses one, but "race" is there, too.');
  expect(said('random', 'replicate_top: {}')).toContain('or remove "replicate_top"');
  expect(said('random', 'shards: 2')).toContain('but shards is 2');
  expect(said('random', 'run_cap: 3')).toContain(
    'measures noise on the first 4 configurations, but run_cap is 3. Raise it',
  );
  expect(said('tpe', 'generation: 2')).toContain(
    'must be of one generation, but generation is 2. Raise it to at least 4',
  );
  expect(said('random', 'budget: { name: epochs }\nearly_terminate: { type: hyperband, max_iter: 9 }')).toContain('write "replicate_top: { count: 3 }" instead'); // prettier-ignore
  expect(parse('random', 'generation: 2\nreplicates: auto').ok).toBe(false);
  const few = expandSweep({ ...sweepOf('random', auto), runCap: 3 });
  expect(few).toMatchObject({ ok: false, problem: { path: 'replicates', found: 'there are 3' } });
});
