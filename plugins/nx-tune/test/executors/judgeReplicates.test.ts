import { canonicalJson } from '@nx-tune/search';
import { evaluationAt, type StoredResult, trialId } from '@nx-tune/sweep';

import { judgeReplicates } from '../../src/executors/promote/judgeReplicates.js';
import type { ReplicatesJudgement } from '../../src/study/promotionOptions.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const settings = { objective: { kind: 'module', path: 'a.cjs' }, seed: 's' } as const;

function resultText(x: number, loss: number, replicate: number): string {
  const { objective: _, ...shown } = evaluationAt({ ...settings, params: { x } }, { replicate });
  const id = trialId(evaluationAt({ ...settings, params: { x } }, { replicate }));
  const result: StoredResult = { schemaVersion: 1, ...shown, id, outcome: { kind: 'completed' }, metrics: { loss } };
  return canonicalJson(result as never);
}

const folder = (index: number, replicate: number): string => `trials/${index}-${replicate}`;

/** The numbers of the replicates that run where configuration 0, 1, ... has these losses, or the problems. */
function decide(
  auto: ReplicatesJudgement['auto'],
  losses: readonly (readonly number[])[],
  {
    change = () => undefined,
    isLeftOut = () => false,
    mayBeMissing = false,
  }: {
    readonly change?: (files: Record<string, string>) => void;
    readonly isLeftOut?: (folder: string) => boolean;
    readonly mayBeMissing?: boolean;
  } = {},
): readonly number[] | readonly string[] {
  const files: Record<string, string> = {};
  for (const [index, own] of losses.entries())
    for (const [replicate, loss] of own.entries())
      files[`${folder(index, replicate)}/result.json`] = resultText(index, loss, replicate);
  change(files);
  const places = auto === 'seed' ? [1] : [1, 2, 3, 4];
  const decided = judgeReplicates(
    {
      ...settings,
      metric: { name: 'loss', goal: 'minimize' },
      auto,
      autoReplicates: { ignored: [] },
      pilots: losses.map((_, index) => [folder(index, 0), folder(index, 1)]),
      gates: places.map((replicate) => ({ replicate, gate: `gates/n-${replicate}.json` })),
    },
    temporaryWorkspace(files),
    { isLeftOut, mayBeMissing: () => mayBeMissing },
  );
  if ('problems' in decided) return decided.problems;
  expect([...decided.gates.keys()]).toEqual(places.map((replicate) => `gates/n-${replicate}.json`));
  return places.filter((replicate) => decided.gates.get(`gates/n-${replicate}.json`) !== 'null\n');
}

const noisy = [[1, 2], [2, 1], [1.5, 2.5], [2.5, 1.5]]; // prettier-ignore

test('another seed that makes no difference is tried on nothing else, and one that does on the other configurations', () => {
  expect(decide('seed', [[1, 1]])).toEqual([]);
  expect(decide('seed', [[1, 1.5]])).toEqual([1]);
});

test('without noise the configurations that were not run again are not read', () => {
  expect(decide('noise', [[1, 1], [2], [3], [4]])).toEqual([]);
});

test('as many run as noise asks for', () => {
  expect(decide('noise', [[1, 1.01], [2, 2.02], [3, 3.01], [4, 4.03]])).toEqual([]); // prettier-ignore
  expect(decide('noise', noisy)).toEqual([1, 2, 3, 4]);
});

test('where no point was left for a configuration, the others are judged', () => {
  const isLeftOut = (one: string): boolean => one.startsWith('trials/3-');
  expect(decide('noise', [...noisy.slice(0, 3), []], { isLeftOut })).toEqual([1, 2, 3, 4]);
  expect(decide('noise', [...noisy.slice(0, 2), [], []], { isLeftOut: (one) => /[23]-/.test(one) })).toEqual([1, 2]);
});

test('a result that is missing or of another trial is a problem, but nothing runs further where "fail_fast" may have ended the run', () => {
  const change = (files: Record<string, string>): void => void delete files['trials/2-1/result.json'];
  expect(decide('noise', noisy, { change })).toEqual([expect.stringContaining('trials/2-1/result.json')]);
  expect(decide('noise', noisy, { change, mayBeMissing: true })).toEqual([]);
  const foreign = (files: Record<string, string>): void =>
    void (files['trials/0-0/result.json'] = resultText(0, 1, 0).replace('"x":0', '"x":9'));
  expect(decide('seed', [[1, 1]], { change: foreign })).toEqual([expect.stringContaining('trials/0-0/result.json')]);
});
