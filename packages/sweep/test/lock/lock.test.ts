import * as fc from 'fast-check';

import {
  compareTrial,
  createLock,
  formatLock,
  hasOwnFront,
  type Lock,
  parseLock,
  parseSweep,
  renewLock,
  resultFor,
  resultOf,
  type Sweep,
  type TrialResult,
} from '../../src/index.js';

const text = `objective: a.ts
method: grid
metric: { name: loss }
metrics: { seconds: { deterministic: false } }
parameters: { x: { values: [1, 2] } }
`;
function sweepOf(source: string = text): Sweep {
  const parsed = parseSweep('tune', 'tune.yaml', source);
  if (!parsed.ok) throw new Error('the sweep is broken');
  return parsed.value;
}
const sweep = sweepOf();
const result = (id: string, changes: Partial<TrialResult> = {}): TrialResult => ({
  schemaVersion: 1,
  id,
  params: { x: 1 },
  seed: '0',
  outcome: { kind: 'completed' },
  metrics: { loss: 0.5, seconds: 3 },
  ...changes,
});
const reread = (lock: Lock): Lock => {
  const parsed = parseLock(formatLock(lock));
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.lock;
};

test('a lock has one trial a line, by id, and metrics that differ from run to run apart from the others', () => {
  const lines = formatLock(createLock(sweep, [result('b'), result('a')])).split('\n');
  expect(lines.slice(1, 3).map((line) => (JSON.parse(line.replace(/,$/, '')) as { id: string }).id)).toEqual([
    'a',
    'b',
  ]);
  expect(lines).toHaveLength(5);
  expect(lines[3]).toBe('null]}');
  expect(lines[1]).toContain('"metrics":{"loss":0.5},"measured":{"seconds":3},');
});

test('every result comes back as it was', () => {
  const outcome = fc.constantFrom<TrialResult['outcome']>(
    { kind: 'completed' },
    { kind: 'diverged' },
    { kind: 'infeasible', reason: 'a\n"b"' },
    { kind: 'failed', error: 'Error: x' },
  );
  const metric = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom('NaN', 'Infinity'));
  const results = fc.uniqueArray(
    fc.record({ id: fc.stringMatching(/^[0-9a-z]{12}$/), outcome, loss: metric, x: fc.jsonValue() }),
    { selector: ({ id }) => id },
  );
  fc.assert(
    fc.property(results, (drawn) => {
      const made = drawn.map(({ id, outcome, loss, x }) =>
        result(id, { outcome, metrics: { loss }, params: { x } } as Partial<TrialResult>),
      );
      const lock = reread(createLock(sweep, made));
      for (const one of made) {
        const locked = lock.trials.find(({ id }) => id === one.id);
        expect(locked && compareTrial(locked, one, { metric: sweep.metric, measured: [] })).toMatchObject({
          kind: 'identical',
          differences: [],
        });
      }
    }),
    { numRuns: 100 },
  );
});

test('a replicate comes back with its number, which the digest of its line covers', () => {
  const again = result('b', { seed: '5', replicate: 2 });
  const written = formatLock(createLock(sweep, [result('a'), again]));
  const [, first = '', second = ''] = written.split('\n');
  expect(first).not.toContain('replicate');
  expect(second).toContain('{"id":"b","params":{"x":1},"replicate":2,"metrics"');
  const lock = reread(createLock(sweep, [result('a'), again]));
  expect(lock.trials.map(resultOf)).toEqual([result('a'), again]);
  expect(formatLock(lock)).toBe(written);
  expect(parseLock(written.replace('"replicate":2', '"replicate":3'))).toEqual({
    problem: 'the line of trial b was edited',
  });
  expect(parseLock(written.replace('"replicate":2,', ''))).toEqual({ problem: 'the line of trial b was edited' });
});

test('the first line says how many replicates were chosen and why, in two digits, and its digest covers that', () => {
  const auto = sweepOf(`${text.replace('[1, 2]', '[1, 2, 3, 4]')}replicates: auto\n`);
  const results = [0, 1].flatMap((replicate) =>
    [1, 2, 3, 4].map((x) =>
      result(`${x}${replicate}`, {
        params: { x },
        ...(replicate === 0 ? {} : { replicate }),
        metrics: { loss: x + (x === 2 ? 0.3 : 0.1) * replicate * (x % 2 === 0 ? 1 : -1) },
      }),
    ),
  );
  const written = formatLock(createLock(auto, results));
  const [head = ''] = written.split('\n');
  // The third distance of sums is 2.4, and that of differences 0.2: the root of 2 / (12² - 1).
  const said = '"replicates":{"noise":0.12,"replicates":1,"why":"measured"}';
  expect(head).toContain(said);
  expect(formatLock(reread(createLock(auto, results)))).toBe(written);
  for (const other of [said.replace('0.12', '0.15'), '"replicates":{"replicates":3,"why":"unknown"}'])
    expect(parseLock(written.replace(said, other))).toEqual({ problem: 'its first line was edited' });
  expect(formatLock(createLock(auto, results.slice(0, 4))).split('\n')[0]).not.toContain('replicates');
});

test('the union of two locks, in any order of their lines, is a lock', () => {
  const [head = '', ...lines] = formatLock(createLock(sweep, [result('a'), result('c')])).split('\n');
  const [, added = ''] = formatLock(createLock(sweep, [result('b')])).split('\n');
  const union = [head, added, ...lines.slice(0, 2).toReversed(), lines[0], ...lines.slice(2)].join('\n');
  const parsed = parseLock(union);
  expect('lock' in parsed && parsed.lock.trials.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  const [, other = ''] = formatLock(createLock(sweep, [result('a', { metrics: { loss: 7 } })])).split('\n');
  expect(parseLock([head, other, ...lines].join('\n'))).toEqual({ problem: 'it has two different lines for trial a' });
});

test('growing a sweep leaves the lines of its trials, and the head, as they were', () => {
  const before = formatLock(createLock(sweep, [result('a'), result('c')])).split('\n');
  const grown = sweepOf(text.replace('[1, 2]', '[1, 2, 3]'));
  const after = formatLock(createLock(grown, [result('a'), result('b'), result('c')])).split('\n');
  expect(after.filter((line) => !before.includes(line))).toEqual([expect.stringContaining('"id":"b"')]);
});

test('the head has what all trials share', () => {
  const head = (source: string): string => createLock(sweepOf(source), []).sweep;
  expect(new Set([text, text.replace('a.ts', 'b.ts'), `${text}seed: 1\n`].map(head)).size).toBe(3);
  expect(head(text.replace('loss', 'cost'))).toBe(head(text));
  expect(head(`${text}timeout: 5\n`)).toBe(head(text));
});

test.each([
  ['', 'it is not a lock'],
  ['{"schemaVersion":2}', 'it is not a lock'],
  ['<<<<<<< ours\n', 'a merge was not finished'],
  [formatLock(createLock(sweep, [result('a')])).replace('0.5', '0.4'), 'the line of trial a was edited'],
  [
    formatLock(createLock(sweep, [result('a')])).replace('"x":1', `"x":${'['.repeat(20_000)}${']'.repeat(20_000)}`),
    'it is nested too deeply',
  ],
])('%.60j is not believed', (source, problem) => expect(parseLock(source)).toEqual({ problem }));

describe('the first line of a lock', () => {
  const whole = formatLock(createLock(sweep, [result('a')]));
  test.each([
    ['goal', '"minimize"', '"maximize"'],
    ["metric's name", '"name":"loss"', '"name":"cost"'],
    ['sweep', /"sweep":"./, '"sweep":"'],
    ['digest', /"digest":"./, '"digest":"'],
  ])('with another %s is noticed', (_, from, to) => {
    const edited = whole.replace(from, to);
    expect(edited).not.toBe(whole);
    expect(parseLock(edited)).toEqual({ problem: 'its first line was edited' });
  });

  test('may lack a digest, as earlier versions wrote it', () => {
    const parsed = parseLock(whole.replace(/"digest":"\w+",(?="metric")/, ''));
    expect(parsed).toEqual({ lock: { ...reread(createLock(sweep, [result('a')])), digest: undefined } });
  });
});

describe('a result and its lock', () => {
  const [locked] = createLock(sweep, [result('a')]).trials as [Lock['trials'][number]];
  const compare = (changes: Partial<TrialResult>, tolerance?: number): unknown =>
    compareTrial(locked, result('a', changes), sweep, tolerance);

  it('are identical, and say how many values were compared', () => {
    expect(compare({})).toEqual({
      kind: 'identical',
      differences: [],
      outliers: [],
      counts: { exact: 1, measured: 1, far: 0, absent: 0 },
    });
  });
  it('differ in the last bit, and are then within a tolerance', () => {
    const metrics = { loss: 0.5 + 2 ** -53 * 2, seconds: 3 };
    expect(compare({ metrics })).toMatchObject({
      kind: 'different',
      differences: [{ what: 'loss', locked: '0.5', found: '0.5000000000000002' }],
    });
    expect(compare({ metrics }, 1e-12)).toMatchObject({ kind: 'within tolerance', differences: [] });
  });
  it('differ in a metric that came or went, and in the outcome', () => {
    expect(compare({ metrics: { loss: 0.5, extra: 1 } }, 1)).toMatchObject({
      differences: [{ what: 'extra', locked: 'absent', found: '1' }],
    });
    expect(compare({ outcome: { kind: 'infeasible', reason: 'no' }, metrics: {} }, 1)).toMatchObject({
      differences: [
        { what: 'outcome', locked: 'completed', found: 'infeasible' },
        { what: 'loss', locked: '0.5', found: 'absent' },
      ],
    });
  });
  it('are never close where one of them is infinite', () => {
    expect(compare({ metrics: { loss: 'Infinity' } }, 1)).toMatchObject({ kind: 'different' });
    expect(compare({ metrics: { loss: 'NaN' } }, 1)).toMatchObject({ kind: 'different' });
  });
  it('differ in the step at which the trial was stopped', () => {
    expect(compare({ outcome: { kind: 'completed', step: 4 } })).toMatchObject({
      kind: 'different',
      differences: [{ what: 'outcome', locked: 'completed', found: 'completed (stopped at 4)' }],
    });
  });
});

describe('measured values', () => {
  const measuring = (properties = '', metric = 'seconds'): Sweep =>
    sweepOf(
      text
        .replace('name: loss', `name: ${metric}`)
        .replace('deterministic: false', `deterministic: false${properties}`),
    );
  const [locked] = createLock(sweep, [result('a')]).trials as [Lock['trials'][number]];
  const timed = (seconds: number | 'Infinity'): TrialResult => result('a', { metrics: { loss: 0.5, seconds } });

  test('within 10 % are as in the lock; those further away are outliers, not differences', () => {
    expect(compareTrial(locked, timed(3.3), sweep)).toMatchObject({
      kind: 'identical',
      counts: { measured: 1, far: 0 },
    });
    expect(compareTrial(locked, timed(99), sweep)).toMatchObject({
      kind: 'identical',
      differences: [],
      outliers: [{ what: 'seconds', locked: '3', found: '99' }],
      counts: { far: 1 },
    });
    expect(compareTrial(locked, timed('Infinity'), sweep).outliers).toHaveLength(1);
  });

  test('are quoted with six digits, unless they differ in further ones alone', () => {
    expect(compareTrial(locked, timed(99.12345678), sweep).outliers).toMatchObject([{ found: '99.1235' }]);
    const exact = measuring(', tolerance: 0');
    expect(compareTrial(locked, timed(3.00000001), exact).differences).toMatchObject([{ found: '3.00000001' }]);
  });

  test('are differences where they are outside of a declared tolerance', () => {
    const strict = measuring(', tolerance: 0.02');
    expect(compareTrial(locked, timed(3.05), strict)).toMatchObject({ kind: 'identical', counts: { far: 0 } });
    expect(compareTrial(locked, timed(3.3), strict)).toMatchObject({
      kind: 'different',
      differences: [{ what: 'seconds', locked: '3', found: '3.3' }],
      outliers: [],
    });
    expect(compareTrial(locked, timed(3.3), strict, 0.2)).toMatchObject({ kind: 'identical' });
  });

  test('that a lock of an earlier version does not have are not compared', () => {
    const { measured: _, ...before } = locked;
    expect(compareTrial(before, timed(3), sweep)).toMatchObject({ kind: 'identical', counts: { exact: 1, absent: 1 } });
    expect(compareTrial({ ...before, metrics: {} }, result('a', { metrics: { seconds: 3 } }), sweep)).toMatchObject({
      kind: 'not compared',
      counts: { exact: 0, measured: 0, absent: 1 },
    });
  });

  test('are compared as the sweep file says now, wherever the lock has them', () => {
    const exact = sweepOf(text.replace('deterministic: false', 'deterministic: true'));
    const [plain] = createLock(exact, [result('a')]).trials as [Lock['trials'][number]];
    expect(compareTrial(plain, timed(3.1), sweep)).toMatchObject({ kind: 'identical', counts: { measured: 1 } });
    expect(compareTrial(locked, timed(3.1), exact)).toMatchObject({ kind: 'different', counts: { measured: 0 } });
  });

  test('may be quoted in reasons, which are not compared then; the kind of an outcome is', () => {
    const reason = (what: string): Partial<TrialResult> => ({
      outcome: { kind: 'infeasible', reason: what },
      metrics: {},
    });
    const [slow] = createLock(sweep, [result('a', reason('p95 59.25 ms'))]).trials as [Lock['trials'][number]];
    expect(compareTrial(slow, result('a', reason('p95 61 ms')), sweep)).toMatchObject({ kind: 'identical' });
    expect(compareTrial(slow, result('a', reason('p95 61 ms')), { metric: sweep.metric, measured: [] })).toMatchObject({
      kind: 'different',
    });
    expect(compareTrial(slow, result('a'), sweep)).toMatchObject({ kind: 'different' });
  });

  test('may decide when a trial stops, and the step is not compared then', () => {
    const stop = `${text}stop: { metric: METRIC, patience: 2 }
`;
    const [stopped] = createLock(sweep, [result('a', { outcome: { kind: 'completed', step: 4 } })]).trials as [
      Lock['trials'][number],
    ];
    const later = result('a', { outcome: { kind: 'completed', step: 5 } });
    expect(compareTrial(stopped, later, sweepOf(stop.replace('METRIC', 'seconds')))).toMatchObject({ differences: [] });
    expect(compareTrial(stopped, later, sweepOf(stop.replace('METRIC', 'loss')))).toMatchObject({
      differences: [{ what: 'outcome' }],
    });
  });

  test('that are measured again leave the line of a lock alone if they are close', () => {
    const lock = createLock(sweep, [result('a'), result('b')]);
    const again = (a: number, b: number): TrialResult[] =>
      [a, b].map((seconds, index) => result('ab'[index] ?? '', { metrics: { loss: 0.5, seconds } }));
    const secondsIn = ({ trials }: Lock): unknown[] => trials.map(({ measured }) => measured?.['seconds']);
    expect(renewLock(sweep, again(3.1, 2.9), lock)).toEqual(lock);
    expect(secondsIn(renewLock(sweep, again(3.1, 5), lock))).toEqual([3, 5]);
    expect(secondsIn(renewLock(sweep, again(3.1, 5), undefined))).toEqual([3.1, 5]);
    const other = again(3.1, 3).map((one) => ({ ...one, metrics: { ...one.metrics, loss: 0.6 } }));
    expect(secondsIn(renewLock(sweep, other, lock))).toEqual([3.1, 3]);
  });

  test('of trials that follow from results stay together or not at all', () => {
    const learning = sweepOf(text.replace('method: grid', 'method: tpe\nrun_cap: 8'));
    const lock = createLock(learning, [result('a'), result('b')]);
    const again = ['a', 'b', 'c'].map((id) => result(id, { metrics: { loss: 0.5, seconds: 3.1 } }));
    expect(renewLock(learning, again.slice(0, 2), lock)).toEqual(lock);
    expect(renewLock(learning, again, lock)).toEqual(createLock(learning, again));
  });

  test('of two branches make one lock, whatever the order of their lines', () => {
    const slow = result('b', { outcome: { kind: 'infeasible', reason: 'p95 59 ms' }, metrics: {} });
    const slower = result('b', { outcome: { kind: 'infeasible', reason: 'p95 61 ms' }, metrics: {} });
    const [head = '', ...lines] = formatLock(createLock(sweep, [result('a'), slow])).split('\n');
    const others = formatLock(createLock(sweep, [timed(4), slower]))
      .split('\n')
      .slice(1, 3);
    const union = parseLock([head, ...others, ...lines].join('\n'));
    const reversed = parseLock([head, ...lines.slice(0, 2), ...others, ...lines.slice(2)].join('\n'));
    expect('lock' in union && union.lock.trials.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(union).toEqual(reversed);
    const [, different = ''] = formatLock(createLock(sweep, [result('a', { metrics: { loss: 7, seconds: 3 } })])).split(
      '\n',
    );
    expect(parseLock([head, different, ...lines].join('\n'))).toEqual({
      problem: 'it has two different lines for trial a',
    });
  });

  test('have a tolerance only if they are measured', () => {
    const parsed = parseSweep('tune', 'tune.yaml', text.replace('false', 'true, tolerance: 0.1'));
    expect(!parsed.ok && parsed.problems).toMatchObject([
      { rule: 'a metric that is deterministic is compared exactly, so it has no tolerance' },
    ]);
    expect(measuring(', tolerance: 0.5').measured).toEqual([{ name: 'seconds', tolerance: 0.5 }]);
  });
});

describe('a measured metric with a spread', () => {
  const spreading = sweepOf(
    text.replace('{ seconds: { deterministic: false } }', '{ seconds: { deterministic: false, spread: iqr } }'),
  );
  const measured = (seconds: number, iqr: number): TrialResult => result('a', { metrics: { loss: 0.5, seconds, iqr } });
  const compared = (seconds: number, iqr: number, by: Partial<Sweep['measured'][number]> = {}) => {
    const [first] = createLock(spreading, [measured(3, 0.1)]).trials;
    const rules = {
      ...spreading,
      measured: spreading.measured.map((one) => (one.name === 'seconds' ? { ...one, ...by } : one)),
    };
    return first && compareTrial(first, measured(seconds, iqr), rules);
  };

  test('is compared within three of the larger spread, and the spread itself is recorded and not compared', () => {
    expect(spreading.measured).toEqual([
      { name: 'seconds', spread: 'iqr' },
      { name: 'iqr', isSpread: true },
    ]);
    expect(createLock(spreading, [measured(3, 0.1)]).trials[0]?.measured).toEqual({ seconds: 3, iqr: 0.1 });
    expect(compared(3.29, 0.01)?.kind).toBe('identical');
    expect(compared(4.4, 0.5)?.kind).toBe('identical');
    expect(compared(3.4, 0.1)).toMatchObject({ kind: 'different', differences: [{ what: 'seconds' }] });
    expect(compared(3.4, 0.1, { tolerance: 0.2 })?.kind).toBe('identical');
  });

  test('needs a metric that is measured', () => {
    const parsed = parseSweep(
      'tune',
      'tune.yaml',
      text.replace('{ deterministic: false }', '{ deterministic: true, spread: iqr }'),
    );
    expect(parsed.ok ? '' : parsed.problems.map(({ rule }) => rule).join()).toContain('so it has no spread');
  });
});

describe('several goals', () => {
  const goals = sweepOf(
    text.replace(
      'metric: { name: loss }\nmetrics: { seconds: { deterministic: false } }',
      'metrics: [{ name: loss }, { name: bytes }]\nresults: ["bytes < 50"]',
    ),
  );
  const trial = (id: string, loss: number, bytes: number): TrialResult =>
    resultFor(goals.metric, result(id, { params: { x: loss }, metrics: { loss, bytes } }));
  const lock = createLock(goals, [trial('b', 1, 30), trial('a', 2, 20), trial('d', 3, 25), trial('c', 0, 90)]);

  test('a lock has the front, the picked trial and the volume in a line of their own', () => {
    expect(reread(lock)).toEqual(lock);
    expect(lock.front).toMatchObject({ front: ['b', 'a'], picked: 'b', reference: { loss: 3.2, bytes: 31 } });
  });

  test('as in the leaderboard, those that were not run again are not on the front, but move its reference', () => {
    const again = { ...trial('e', 2, 20), replicate: 1 };
    const checked = createLock(goals, [trial('b', 1, 30), trial('a', 2, 20), again]).front;
    expect(checked).toMatchObject({ front: ['a'], picked: 'a', reference: { loss: 2.1, bytes: 31 } });
    const seen = createLock({ ...goals, pick: 'seen' }, [trial('b', 1, 30), trial('a', 2, 20), again]).front;
    expect(seen?.front).toEqual(['b', 'a']);
  });

  test('huge values make a lock that can be read', () => {
    const huge = [trial('b', -1.5e308, 30), trial('a', 1.5e308, -1.5e308)];
    expect(reread(createLock(goals, huge)).front?.hypervolume).toBe(Number.MAX_VALUE);
  });

  test('a front that was edited is noticed; after a merge there may be two, which say nothing', () => {
    const lines = formatLock(lock);
    expect(parseLock(lines.replace('"picked":"b"', '"picked":"a"'))).toEqual({
      problem: 'the line of its front was edited',
    });
    const other =
      formatLock(createLock(goals, [trial('b', 1, 30)]))
        .split('\n')
        .at(-3) ?? '';
    const merged = parseLock(lines.replace('null]}', `${other}\nnull]}`));
    expect(merged).toMatchObject({ lock: { trials: lock.trials } });
    expect('lock' in merged && merged.lock.front).toBeUndefined();
  });

  test('a lock knows whether its front is that of its trials by the rules of the sweep', () => {
    const ids = ['b', 'a', 'd', 'c'];
    expect(hasOwnFront(lock, goals, ids)).toBe(true);
    expect(hasOwnFront(lock, { ...goals, reference: { loss: 9 } }, ids)).toBe(false);
    const weights = { loss: 0, bytes: 1 };
    expect(hasOwnFront(lock, { ...goals, prefer: { kind: 'weights', weights } }, ids)).toBe(false);
    expect(hasOwnFront({ trials: lock.trials }, goals, ids)).toBe(false);
    expect(hasOwnFront(createLock(sweep, [result('a')]), sweep, ['a'])).toBe(true);
  });

  test('a trial that violates a rule differs from one that satisfies it, unless the rule is about a measured metric', () => {
    const [first] = createLock(goals, [trial('a', 1, 49)]).trials;
    const kind = (measured: Sweep['measured']) =>
      first && compareTrial(first, trial('a', 1, 51), { metric: goals.metric, measured }, 0.1).kind;
    expect(kind([])).toBe('different');
    expect(kind([{ name: 'bytes' }])).not.toBe('different');
  });
});
