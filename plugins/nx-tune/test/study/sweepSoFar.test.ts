import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { canonicalJsonText, type JsonObject } from '@nx-tune/search';
import type { PlannedTrial, TrialResult } from '@nx-tune/sweep';

import { createLiveSweep } from '../../src/serve/liveSweep.js';
import { positionsOf } from '../../src/study/planParts.js';
import { type ExpandedSweep, readSweep } from '../../src/study/readSweep.js';
import { resolveTrials } from '../../src/study/resolveTrials.js';
import { type SweepSoFar, sweepSoFar } from '../../src/study/sweepSoFar.js';
import { trialFolder } from '../../src/study/trialFolder.js';
import { createTrialReader, type TrialReader } from '../../src/study/trialReader.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const titles = { project: 'a', file: 'apps/a/tune.yaml' };
const head = 'objective: ./o.js\nmetric: { name: loss, goal: minimize }\nparameters:\n  x: { min: 0.0, max: 1.0 }\n';

/** A sweep on disk, of which a test writes the results that it wants. */
function sweepOf(rest: string) {
  const workspaceRoot = temporaryWorkspace({ 'apps/a/tune.yaml': head + rest, 'apps/a/o.js': '' });
  const projectDir = join(workspaceRoot, 'apps/a');
  const found = readSweep(workspaceRoot, 'apps/a', titles.file);
  if (!found.ok) throw new Error(found.problems.join('\n'));
  const read: ExpandedSweep = found;
  const reader: TrialReader = createTrialReader(projectDir, read.sweep, positionsOf(read));
  const fileOf = (trial: PlannedTrial): string => join(projectDir, '.tune', trialFolder(trial), 'result.json');
  const write = (trial: PlannedTrial, text = canonicalJsonText(resultOf(trial))): void => {
    mkdirSync(dirname(fileOf(trial)), { recursive: true });
    writeFileSync(fileOf(trial), text);
  };
  const known = (): SweepSoFar => {
    reader.look();
    return sweepSoFar(read, reader, titles);
  };
  return { workspaceRoot, read, reader, write, known, remove: (trial: PlannedTrial) => rmSync(fileOf(trial)) };
}

function resultOf({ id, definition }: PlannedTrial): TrialResult & JsonObject {
  const { objective: _, params, seed, ...rung } = definition;
  const loss = Number(params['x']);
  return { schemaVersion: 1, id, params, seed, ...rung, outcome: { kind: 'completed' }, metrics: { loss } } as never;
}

const numbers = ({ report }: SweepSoFar): number[] => report.trials.map(({ number }) => number);

test('a look notices what came, changed and went; half a file is not a result', () => {
  const { read, reader, write, known, remove } = sweepOf('method: random\nrun_cap: 4\n');
  const [first, second, third] = read.trials as [PlannedTrial, PlannedTrial, PlannedTrial];
  expect([reader.look(), known().progress]).toEqual([false, { done: 0, total: 4 }]);
  write(third);
  expect([reader.look(), reader.look(), numbers(known())]).toEqual([true, false, [2]]);
  write(first, '{"schemaVersion":1,');
  write(second);
  expect([reader.look(), numbers(known())]).toEqual([true, [1, 2]]);
  write(first);
  remove(second);
  expect([reader.look(), numbers(known())]).toEqual([true, [0, 2]]);
});

test('a result of something else does not count', () => {
  const { read, write, known } = sweepOf('method: random\nrun_cap: 4\n');
  const [first, second] = read.trials as [PlannedTrial, PlannedTrial];
  write(first, canonicalJsonText(resultOf(second)));
  expect(known().progress.done).toBe(0);
});

test('trials that are proposed later have the numbers that they will have, and nothing is proposed', () => {
  const { read, write, known, reader } = sweepOf('method: tpe\nrun_cap: 6\ngeneration: 3\n');
  expect(known().progress).toEqual({ done: 0, total: 6 });
  const first = resolveTrials(read, reader) as [PlannedTrial, PlannedTrial, PlannedTrial];
  write(first[2]);
  expect(numbers(known())).toEqual([2]);
  for (const trial of first) write(trial);
  known();
  const second = resolveTrials(read, reader).slice(3) as [PlannedTrial, PlannedTrial];
  write(second[1]);
  expect(numbers(known())).toEqual([0, 1, 2, 4]);
});

test.each(['random', 'tpe'])('rungs of %s: those that are promoted come after those that were started', (method) => {
  const { read, write, known, reader } = sweepOf(
    `method: ${method}\nearly_terminate: { type: hyperband, max_iter: 3, eta: 3 }\nrun_cap: 3\nbudget: { name: epochs }\n`,
  );
  const total = known().progress.total;
  let planned = resolveTrials(read, reader);
  for (let before = 0; planned.length > before; planned = resolveTrials(read, reader)) {
    before = planned.length;
    for (const trial of planned) write(trial);
    known();
  }
  expect(known().progress).toEqual({ done: total, total });
  expect(known().report.trials.map(({ result }) => result.id)).toEqual(planned.map(({ id }) => id));
  expect(planned.some(({ definition }) => definition.continues !== undefined)).toBe(true);
});

test('a live sweep follows its file, but not into mistakes', () => {
  const { workspaceRoot, read } = sweepOf('method: random\nrun_cap: 4\n');
  const live = createLiveSweep(read, { ...titles, workspaceRoot, root: 'apps/a' });
  const write = (rest: string): void => writeFileSync(join(workspaceRoot, titles.file), head + rest);
  expect(live.state()).toEqual({ version: 0, done: 0, total: 4 });
  write('method: random\nrun_cap: 50\n');
  expect([live.look(), live.state()]).toEqual([true, { version: 1, done: 0, total: 50 }]);
  write('method: no such method\n');
  expect([live.look(), live.state()]).toEqual([false, { version: 1, done: 0, total: 50 }]);
  const isWhole = (text: string): boolean => /connect-src &#39;self&#39;/.test(text) && text.includes('<style>');
  expect([isWhole(live.page()), isWhole(live.update())]).toEqual([true, false]);
});

test.each(['random', 'tpe'])('%s: the best are known when all others are, after them', (method) => {
  const { read, reader, write, known } = sweepOf(
    `method: ${method}\nrun_cap: 4\nreplicate_top: { count: 2, replicates: 3 }\n`,
  );
  expect(known().progress).toEqual({ done: 0, total: 8 });
  const judged = resolveTrials(read, reader);
  for (const trial of judged.slice(1)) write(trial);
  expect(known().progress).toEqual({ done: 3, total: 8 });
  write(judged[0] as PlannedTrial);
  reader.look();
  const again = resolveTrials(read, reader).slice(4);
  expect(again.map(({ definition }) => definition.replicate)).toEqual([1, 1, 2, 2]);
  write(again[1] as PlannedTrial);
  expect(numbers(known())).toEqual([0, 1, 2, 3, 5]);
  for (const trial of again) write(trial);
  expect(known().progress).toEqual({ done: 8, total: 8 });
});

test.each(['random', 'tpe'])('%s: replicates that noise decides on are asked for when it is known', (method) => {
  const { read, reader, write, known } = sweepOf(`method: ${method}\nrun_cap: 6\nreplicates: auto\n`);
  expect(known().progress).toEqual({ done: 0, total: 7 });
  const noisy = (trial: PlannedTrial): void => {
    const { params, replicate = 0 } = trial.definition;
    const loss = Math.sin(1000 * Number(params['x']) + (replicate + 1) ** 2 * 10 * Number(params['x']));
    write(trial, canonicalJsonText({ ...resultOf(trial), metrics: { loss } }));
  };
  const writeAll = (): number => {
    reader.look();
    const trials = resolveTrials(read, reader);
    for (const trial of trials) noisy(trial);
    return trials.length;
  };
  const first = method === 'tpe' ? 5 : 7;
  expect([writeAll(), known().progress.done]).toEqual([first, first]);
  expect(writeAll()).toBe(first + 3);
  const chosen = known().progress.total / 6;
  expect([2, 3, 4, 5]).toContain(chosen);
  while (writeAll() < 6 * chosen);
  expect(known()).toMatchObject({ progress: { done: 6 * chosen, total: 6 * chosen }, report: { replicates: chosen } });
});
