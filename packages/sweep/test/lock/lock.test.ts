import * as fc from 'fast-check';

import {
  compareTrial,
  createLock,
  formatLock,
  type Lock,
  parseLock,
  parseSweep,
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

test('a lock has one trial a line, by id, and no metric that differs from run to run', () => {
  const lines = formatLock(createLock(sweep, [result('b'), result('a')])).split('\n');
  expect(lines.slice(1, 3).map((line) => (JSON.parse(line.replace(/,$/, '')) as { id: string }).id)).toEqual([
    'a',
    'b',
  ]);
  expect(lines).toHaveLength(5);
  expect(lines[3]).toBe('null]}');
  expect(lines.join('\n')).not.toContain('seconds');
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
        expect(locked && compareTrial(locked, one, [])).toEqual({ kind: 'identical' });
      }
    }),
    { numRuns: 100 },
  );
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

test('what all trials share is in the head', () => {
  const head = (source: string): string => createLock(sweepOf(source), []).sweep;
  expect(
    new Set([text, text.replace('a.ts', 'b.ts'), text.replace('loss', 'cost'), `${text}seed: 1\n`].map(head)).size,
  ).toBe(4);
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
    compareTrial(locked, result('a', changes), sweep.unstable, tolerance);

  it('are identical whatever a metric says that is not deterministic', () => {
    expect(compare({ metrics: { loss: 0.5, seconds: 99 } })).toEqual({ kind: 'identical' });
  });
  it('differ in the last bit, and are then within a tolerance', () => {
    const metrics = { loss: 0.5 + 2 ** -53 * 2 };
    expect(compare({ metrics })).toEqual({
      kind: 'different',
      differences: [{ what: 'loss', locked: '0.5', found: '0.5000000000000002' }],
    });
    expect(compare({ metrics }, 1e-12)).toEqual({ kind: 'within tolerance' });
  });
  it('differ in a metric that came or went, and in the outcome', () => {
    expect(compare({ metrics: { loss: 0.5, extra: 1 } }, 1)).toMatchObject({
      differences: [{ what: 'extra', locked: 'absent', found: '1' }],
    });
    expect(compare({ outcome: { kind: 'infeasible', reason: 'no' }, metrics: {} }, 1)).toMatchObject({
      differences: [
        { what: 'outcome', locked: 'completed', found: 'infeasible (no)' },
        { what: 'loss', locked: '0.5', found: 'absent' },
      ],
    });
  });
  it('are never close where one of them is infinite', () => {
    expect(compare({ metrics: { loss: 'Infinity' } }, 1)).toMatchObject({ kind: 'different' });
    expect(compare({ metrics: { loss: 'NaN' } }, 1)).toMatchObject({ kind: 'different' });
  });
});
