import { expandSweep, formatProblem, parseSweep, type PlannedTrial } from '../../src/index.js';
import { replicateSeed } from '../../src/trial/replicateSeed.js';

const fileOf = (method: string, more: string): string =>
  `objective: o.ts\nmethod: ${method}\nmetric: { name: loss }\nseed: 7\nparameters: { x: { values: [1, 2, 3] }, y: { min: 1, max: 4 } }\n${more}\n`;
const parse = (method: string, more: string) => parseSweep('tune', 'a/tune.yaml', fileOf(method, more));

function expand(method: string, more: string) {
  const parsed = parse(method, more);
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return expandSweep(parsed.value);
}

function trialsOf(method: string, more: string): readonly PlannedTrial[] {
  const expansion = expand(method, more);
  if (!expansion.ok) throw new Error(expansion.problem.rule);
  return expansion.trials;
}

const methods = ['grid', 'random', 'sobol', 'halton', 'lhs'];
const cap = 'run_cap: 5\npoints: [{ x: 3, y: 4 }]';

test.each(methods)('%s: replicate 0 is the trial of a sweep without replicates, and 1 is none', (method) => {
  const plain = trialsOf(method, cap);
  expect(trialsOf(method, `${cap}\nreplicates: 1`)).toEqual(plain);
  expect(trialsOf(method, `${cap}\nreplicates: 3`).slice(0, plain.length)).toEqual(plain);
});

test.each(methods)(
  '%s: each configuration is there once for each replicate, and "run_cap" counts configurations',
  (method) => {
    const plain = trialsOf(method, cap);
    const trials = trialsOf(method, `${cap}\nreplicates: 3`);
    expect(trials).toHaveLength(15);
    expect(new Set(trials.map(({ id }) => id)).size).toBe(15);
    expect(new Set(trials.map(({ name }) => name)).size).toBe(15);
    for (const [index, { definition, name }] of trials.entries()) {
      const [replicate, first] = [Math.floor(index / 5), plain[index % 5]?.definition];
      const again = replicate === 0 ? {} : { replicate, seed: replicateSeed('7', replicate) };
      expect(definition).toEqual({ ...first, ...again });
      expect(/--replicate@(\d+)--/.exec(name)?.[1]).toBe(replicate === 0 ? undefined : String(replicate));
    }
  },
);

test.each(methods)('%s: from 3 to 5 replicates, only the new ones are new, after all others', (method) => {
  const [three, five] = [trialsOf(method, `${cap}\nreplicates: 3`), trialsOf(method, `${cap}\nreplicates: 5`)];
  expect(five.slice(0, 15)).toEqual(three);
  expect(five.slice(15).map(({ definition }) => definition.replicate)).toEqual([3, 3, 3, 3, 3, 4, 4, 4, 4, 4]);
});

test('"max_trials" counts trials, and the message names the replicates', () => {
  expect(trialsOf('grid', 'max_trials: 36\nreplicates: 3')).toHaveLength(36);
  expect(expand('grid', 'max_trials: 35\nreplicates: 3')).toMatchObject({
    ok: false,
    problem: {
      rule: 'a sweep has at most 35 trials',
      found: 'this one has 36: "replicates" makes each configuration 3 trials',
      remedy: expect.stringContaining('"max_trials: 36"') as string,
    },
  });
});

test('notices count configurations', () => {
  const parsed = parse('random', 'replicates: 2');
  expect(parsed.ok && parsed.value.notices).toEqual(['no "run_cap": 20 configurations']);
  const expansion = expand('random', 'run_cap: 50\nreplicates: 2');
  expect(expansion.ok && expansion.notices).toEqual([
    '12 different configurations instead of 50: the space has no more',
  ]);
});

test.each([
  ['early_terminate: { type: hyperband, max_iter: 9 }\nbudget: { name: epochs }', 'there is "early_terminate"'],
  ['early_terminate: { type: hyperband, max_iter: 9 }', 'there is "early_terminate"'],
])('random with %s has no replicates, and the message says what to do instead', (more, found) => {
  const parsed = parse('random', `${more}\nreplicates: 3`);
  const said = parsed.ok ? '' : parsed.problems.map(formatProblem).join('\n');
  expect(said).toContain('"replicates" is for trials that all run to their end, and rungs stop most of them early');
  expect(said).toContain(found);
  expect(said).toContain('write "replicate_top: { replicates: 3 }" instead');
  expect(parse('random', `${more}\nreplicates: 1`).ok).toBe(true);
});

test.each(['0', '101', '2.5', 'many'])('%s replicates are not possible', (count) => {
  const parsed = parse('grid', `replicates: ${count}`);
  expect(parsed.ok ? '' : parsed.problems.map(formatProblem).join()).toContain('replicates');
});
