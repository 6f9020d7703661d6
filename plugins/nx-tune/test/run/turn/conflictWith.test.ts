import { conflictWith } from '../../../src/run/turn/conflictWith.js';
import { mayReachTrials } from '../../../src/run/turn/mayReachTrials.js';
import type { RegisteredRun } from '../../../src/run/turn/runRecord.js';
import { refusesToWait } from '../../../src/run/refusesToWait.js';

const record = { id: 'a', command: 'nx build web', since: '', isSure: false, showsMessages: false };
const run: RegisteredRun = { number: 1, record, processes: [], digests: new Map(), stamp: '' };
const waiting = { inputs: 'i', trials: ['t/1', 't/2'], digest: 'mine' };

describe('what an earlier run has to do with the trials of a later one', () => {
  const conflict = (part: Partial<RegisteredRun>, mayReach = false) =>
    conflictWith(waiting, { ...run, ...part }, () => mayReach)?.kind;

  test('before it has said which trials it has, its command line decides', () => {
    expect(conflict({})).toBeUndefined();
    expect(conflict({}, true)).toBe('unknown');
    expect(conflict({ record: { ...record, isSure: true } })).toBe('unknown');
    const { record: _, ...beginning } = run;
    expect(conflictWith(waiting, beginning, () => false)?.kind).toBe('unknown');
  });

  test('other inputs of the same trials count, wherever they are declared: code changes the name of their project', () => {
    const groups = [{ inputs: 'j', trials: ['t/2', 't/3'] }];
    expect(conflict({ groups })).toBe('unknown');
    expect(conflict({ groups, digests: new Map([['j', 'other']]) })).toBe('different');
    expect(conflict({ groups, digests: new Map([['j', 'mine']]) })).toBeUndefined();
    expect(conflict({ groups: [{ inputs: 'i', trials: ['t/3'] }] })).toBeUndefined();
  });

  test('a certain conflict goes before an uncertain one', () => {
    const groups = [
      { inputs: 'j', trials: ['t/1'] },
      { inputs: 'k', trials: ['t/2'] },
    ];
    expect(conflict({ groups, digests: new Map([['k', 'other']]) })).toBe('different');
  });

  test('without a digest of its own, trials are shared with nobody', () => {
    const groups = [{ inputs: 'j', trials: ['t/2'] }];
    const theirs = { ...run, groups, digests: new Map([['j', 'other']]) };
    expect(conflictWith({ ...waiting, digest: undefined }, theirs, () => false)?.kind).toBe('different');
  });
});

test('a command line may reach trials by dependsOn', () => {
  const node = (name: string, targets: Record<string, object>) => ({
    [name]: { name, type: 'app' as const, data: { root: name, targets } },
  });
  const graph = {
    nodes: {
      ...node('_/digits--/x@1--1', {
        trial: { executor: 'nx-tune:trial', dependsOn: [{ projects: ['i'], target: 'inputs' }] },
      }),
      ...node('i', { inputs: { executor: 'nx-tune:inputs' } }),
      ...node('digits', { tune: { dependsOn: [{ projects: ['_/digits--/x@1--1'], target: 'trial' }] }, lint: {} }),
      ...node('web', { build: { dependsOn: ['digits:tune'] }, serve: { dependsOn: ['^build'] } }),
    },
  };
  const lines = ['nx tune digits', 'nx run web:build', 'nx serve web', 'nx run-many -t lint,build', 'nx lint digits'];
  expect(lines.map((line) => mayReachTrials(graph, line))).toEqual([true, true, true, true, false]);
});

test.each([
  ['nx tune digits --no-wait', true],
  ['nx tune digits --wait=false', true],
  ['nx tune digits --no-wait --wait', false],
  ['nx tune digits --no-wait=false', false],
  ['nx tune digits --waiting', false],
  ['nx tune digits', false],
])('%s: refuses to wait: %s', (line, answer) => expect(refusesToWait(line.split(' '))).toBe(answer));
