import { canonicalJson } from '@nx-tune/search';
import * as fc from 'fast-check';

import { expandSweep, formatProblem, parseSweep, type PlannedTrial, type Sweep } from '../../src/index.js';

const fileOf = (more: string, method = 'grid'): string =>
  `objective: o.ts\nmethod: ${method}\nmetric: { name: loss }\nparameters: { x: { values: [1, 2, 3] } }\n${more}\n`;

function sweepOf(more: string): Sweep {
  const parsed = parseSweep('tune', 'a/tune.yaml', fileOf(more));
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return parsed.value;
}

function trialsOf(more: string | Sweep): readonly PlannedTrial[] {
  const expansion = expandSweep(typeof more === 'string' ? sweepOf(more) : more);
  if (!expansion.ok) throw new Error(expansion.problem.rule);
  return expansion.trials;
}

const problemsOf = (more: string, method?: string): string[] => {
  const parsed = parseSweep('tune', 'a/tune.yaml', fileOf(more, method));
  return parsed.ok ? [] : parsed.problems.map(formatProblem);
};

test('each pair of a configuration and a case is a trial, the first case of all configurations first', () => {
  const trials = trialsOf('cases: [a, 2, { fold: 1 }]');
  expect(trials.map(({ definition }) => [definition.params['x'], definition.case])).toEqual([
    [1, 'a'],
    [2, 'a'],
    [3, 'a'],
    [1, 2],
    [2, 2],
    [3, 2],
    [1, { fold: 1 }],
    [2, { fold: 1 }],
    [3, { fold: 1 }],
  ]);
  expect(new Set(trials.map(({ id }) => id)).size).toBe(9);
  expect(new Set(trials.map(({ name }) => name)).size).toBe(9);
  expect(trials[0]?.name).toMatch(/^x@1--case@a--[0-9a-z]{12}$/);
});

test('with replicates, all cases come again, and "run_cap" counts configurations', () => {
  const trials = trialsOf('cases: [a, b]\nreplicates: 2');
  expect(trials).toHaveLength(12);
  expect(trials.slice(0, 6)).toEqual(trialsOf('cases: [a, b]'));
  expect(trials.slice(6).every(({ definition }) => definition.replicate === 1)).toBe(true);
});

test('a further case changes none of the other trials, wherever it stands', () => {
  const value = fc.oneof(fc.string({ minLength: 1 }), fc.integer(), fc.boolean());
  fc.assert(
    fc.property(
      fc.uniqueArray(value, { minLength: 2, maxLength: 6, selector: (one) => canonicalJson(one) }),
      fc.nat(5),
      (cases, index) => {
        const base = sweepOf('');
        const all = trialsOf({ ...base, cases });
        const left = cases[index % cases.length];
        const others = trialsOf({ ...base, cases: cases.filter((one) => one !== left) });
        expect(all.filter(({ definition }) => definition.case !== left)).toEqual(others);
      },
    ),
  );
});

test('values of different types are different cases', () => {
  expect(new Set(trialsOf('cases: [1, "1", true, "true"]').map(({ id }) => id)).size).toBe(12);
});

test('"max_trials" counts trials, and the message names the cases', () => {
  const expansion = expandSweep(sweepOf('cases: [a, b]\nreplicates: 2\nmax_trials: 11'));
  expect(expansion).toMatchObject({
    ok: false,
    problem: {
      found: 'this one has 12: "replicates" makes each configuration 2 trials, and 2 cases make each of these 2 trials',
    },
  });
});

test.each([
  [
    'cases: data/*.cnf',
    'a/tune.yaml:5 cases: "cases" must be a list or a mapping of keys to values, but it is "data/*.cnf". Write "cases: { files: data/*.cnf }" for files, or "cases: [data/*.cnf]" for a value.',
  ],
  ['cases: []', 'a/tune.yaml:5 cases: "cases" must not be empty, but it is [].'],
  ['cases: {}', 'a/tune.yaml:5 cases.files: "files" is required.'],
  ['cases: { files: 3 }', 'a/tune.yaml:5 cases.files: "files" must be a string or a list, but it is 3.'],
  [
    'cases: [1, null]',
    'a/tune.yaml:5 cases[1]: element 2 must be a string or a finite number or true or false or a mapping of keys to values, but it is null.',
  ],
  ['cases: [1, .nan]', 'a/tune.yaml:5 cases[1]: element 2 must be a finite number, but it is NaN.'],
  [
    'cases: [1, 2, 3]\nrace: { test: friedmann, first: 2 }',
    'a/tune.yaml:6 race.test: "test" must be one of friedman, wilcoxon, but it is "friedmann". Did you mean "friedman"?',
  ],
  [
    'cases: [a, b, a]',
    'a/tune.yaml:5 cases[2]: no two cases may be equal, but cases 1 and 3 are both "a". Remove one of them; to run each several times, use "replicates".',
  ],
  [
    'cases: [{ k: 1, l: 2 }, { l: 2, k: 1 }]',
    'a/tune.yaml:5 cases[1]: no two cases may be equal, but cases 1 and 2 are both {"l":2,"k":1}. Remove one of them; to run each several times, use "replicates".',
  ],
  [
    'cases: [a, { files: data/*.cnf }]',
    'a/tune.yaml:5 cases[1]: { files } replaces the list of cases, and cannot be an entry of it, but it is entry 2 of the list. Write "cases: { files: [...] }", with all globs and paths in one list.',
  ],
  [
    'cases: { files: ../data/*.cnf }',
    'a/tune.yaml:5 cases.files: the file of a case must be a path or glob inside the project, or {workspaceRoot}/..., but "../data/*.cnf" is not: it leaves its folder with "..".',
  ],
  [
    'cases: { files: [a.cnf, /b.cnf] }',
    'a/tune.yaml:5 cases.files[1]: the file of a case must be a path or glob inside the project, or {workspaceRoot}/..., but "/b.cnf" is not: it is absolute.',
  ],
  [
    'aggregate: median',
    'a/tune.yaml:5 aggregate: "aggregate" is only for a sweep with "cases", but aggregate is median, and there are no cases. Add "cases", or remove it: replicates are always ranked by their mean.',
  ],
])('%s has a message', (more, message) => expect(problemsOf(more)).toEqual([message]));

test('with a method that learns, each configuration has a slot for each case, and with rungs none', () => {
  const parsed = parseSweep('tune', 'a/tune.yaml', fileOf('cases: [a, 2]\nrun_cap: 3\nreplicates: 2', 'tpe'));
  const expansion = parsed.ok ? expandSweep(parsed.value) : undefined;
  const slots = expansion?.ok === true ? expansion.slots : [];
  expect(slots).toHaveLength(12);
  expect(slots.map(({ number, evaluation }) => [number, evaluation?.case, evaluation?.replicate]).slice(3, 7)).toEqual([
    [0, 2, 0],
    [1, 2, 0],
    [2, 2, 0],
    [0, 'a', 1],
  ]);
  expect(new Set(slots.map(({ id }) => id)).size).toBe(12);
  expect(new Set(slots.map(({ name }) => name)).size).toBe(12);
  expect(
    problemsOf('cases: [a, b]\nbudget: { name: epochs }\nearly_terminate: { type: successive_halving, max_iter: 9 }'),
  ).toEqual([
    'a/tune.yaml:5 cases: "cases" and rungs cannot be combined, but there is "early_terminate". Remove "budget" and "early_terminate"; with a method that knows its trials in advance, "race: true" stops configurations early, too.',
  ]);
});

test('a command names its case, and only where there are cases', () => {
  const file = (more: string): string => fileOf(more).replace('objective: o.ts', "command: [solve, '${case}']");
  const parsed = (more: string) => parseSweep('tune', 'a/tune.yaml', file(more));
  expect(parsed('cases: [a]').ok).toBe(true);
  const wrong = parsed('');
  expect(wrong.ok ? [] : wrong.problems.map(formatProblem)).toEqual([
    'a/tune.yaml:1 command[1]: ${case} stands for what a trial is evaluated on, but there are no "cases". Add "cases", or remove the macro.',
  ]);
});
