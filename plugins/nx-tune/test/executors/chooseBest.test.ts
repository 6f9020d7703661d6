import { canonicalJson } from '@nx-tune/search';
import { evaluationAt, type StoredResult, trialId } from '@nx-tune/sweep';

import { chooseBest } from '../../src/executors/promote/chooseBest.js';
import type { Choice } from '../../src/study/promotionOptions.js';
import { formatTicket } from '../../src/study/promotionTicket.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const settings = { objective: { kind: 'module', path: 'a.cjs' }, seed: 's' } as const;

function resultText(x: number, loss: number | undefined, replicate: number): string {
  const definition = evaluationAt({ ...settings, params: { x } }, { replicate });
  const { objective: _, ...shown } = definition;
  const result: StoredResult = {
    schemaVersion: 1,
    ...shown,
    id: trialId(definition),
    outcome: loss === undefined ? { kind: 'infeasible', reason: 'no' } : { kind: 'completed' },
    metrics: loss === undefined ? {} : { loss },
  };
  return canonicalJson(result as never);
}

const folder = (index: number, replicate: number): string => `slots/${index}-${replicate}`;

/** Decides where configuration 0, 1, ... has these losses; null for one that no point was left for. */
function decide(
  all: readonly ((number | undefined)[] | null)[],
  top: number,
  change: (files: Record<string, string>) => void = () => undefined,
  mayBeMissing = false,
) {
  const files: Record<string, string> = {};
  for (const [index, losses] of all.entries()) {
    for (const [replicate, loss] of (losses ?? []).entries())
      files[`${folder(index, replicate)}/result.json`] = resultText(index, loss, replicate);
  }
  change(files);
  const replicates = Math.max(...all.map((losses) => losses?.length ?? 0));
  const choice: Choice = {
    ...settings,
    metric: { name: 'loss', goal: 'minimize' },
    top,
    candidates: all.map((_, index) => ({
      evaluations: Array.from({ length: replicates }, (__, replicate) => ({
        folder: folder(index, replicate),
      })),
      decision: `${index}-top.go.json`,
      ...(index === 0 ? {} : { gate: `gates/${index}-top.json` }),
    })),
  };
  return chooseBest(choice, temporaryWorkspace(files), {
    isLeftOut: (one) => all.some((losses, index) => losses === null && one.startsWith(`slots/${index}-`)),
    mayBeMissing: () => mayBeMissing,
  });
}

const go = (x: number): string => formatTicket({ schemaVersion: 1, params: { x } });
const stay = formatTicket(null);

test('the best by their means have tickets, which hold nothing but their params', () => {
  const decided = decide([[1, 9], [3, 3], null, [4, 4], [undefined, 0]], 2); // prettier-ignore
  expect(decided).toEqual({
    decisions: new Map(
      [0, 1, 2, 3, 4].map((index) => [`${index}-top.go.json`, index === 1 || index === 3 ? go(index) : stay]),
    ),
    gates: new Map(
      [1, 2, 3, 4].map((index) => [`gates/${index}-top.json`, index === 1 || index === 3 ? go(index) : stay]),
    ),
  });
});

test.each([
  [
    'a result is gone',
    (files: Record<string, string>) => void delete files['slots/1-1/result.json'],
    'slots/1-1/result.json cannot be compared with the others: it does not exist',
  ],
  [
    'a result is of other params',
    (files: Record<string, string>) => void (files['slots/1-1/result.json'] = resultText(7, 1, 1)),
    '.tune/slots/1-1 and slots/1-0 have different params',
  ],
])('nothing is decided where %s', (_, change, said) => {
  const decided = decide([[1, 1], [2, 2]], 1, change); // prettier-ignore
  expect('problems' in decided && decided.problems.join('\n')).toContain(said);
});

test('none is chosen as long as "fail_fast" has kept a trial from starting', () => {
  const without = (files: Record<string, string>) => void delete files['slots/1-1/result.json'];
  const decided = decide([[1, 1], [2, 2], null], 1, without, true); // prettier-ignore
  expect('decisions' in decided && [...decided.decisions.values()]).toEqual([stay, stay, stay]);
  const whole = decide([[1, 1], [2, 2], null], 1, () => undefined, true); // prettier-ignore
  expect('decisions' in whole && [...whole.decisions.values()]).toEqual([go(0), stay, stay]);
});
