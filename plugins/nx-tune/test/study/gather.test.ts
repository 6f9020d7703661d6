import { canonicalJsonText, type JsonObject } from '@nx-tune/search';
import { expandSweep, parseSweep, type PlannedTrial, type Sweep } from '@nx-tune/sweep';

import { gather } from '../../src/study/gather.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const { sweep, trials } = planned(
  'objective: o.js\nmethod: grid\nmetric: { name: loss }\nparameters:\n  x: { values: [1, 2] }\n',
);

function planned(text: string): { sweep: Sweep; trials: readonly PlannedTrial[] } {
  const parsed = parseSweep('tune', 'tune.yaml', text);
  if (!parsed.ok) throw new Error('the sweep file is right');
  const expansion = expandSweep(parsed.value);
  if (!expansion.ok) throw new Error('the sweep is small');
  return { sweep: parsed.value, trials: expansion.trials };
}

const result = ({ id, definition }: PlannedTrial): JsonObject => ({
  schemaVersion: 1,
  id,
  params: definition.params,
  seed: '0',
  outcome: { kind: 'completed' },
  metrics: { loss: 1 },
});
const fileOf = ({ id }: PlannedTrial): string => `apps/a/.tune/trials/${id}/result.json`;
const [first, second] = trials as [PlannedTrial, PlannedTrial];

const began = '2026-01-01T12:00:00.000Z';

function gathered(files: { readonly [path: string]: string }, digest?: string): ReturnType<typeof gather> {
  const workspaceRoot = temporaryWorkspace(files);
  const location = { project: 'a', root: 'apps/a', file: 'apps/a/tune.yaml', name: 'tune' };
  return gather(sweep, trials, location, {
    workspaceRoot,
    runId: 'this run',
    inputs: { digestOf: () => digest, sinceMs: Date.parse(began), versions: { nx: '24.0.0' } },
    artifacts: { has: () => false, note: () => undefined },
  });
}
const whole = {
  [fileOf(first)]: canonicalJsonText(result(first)),
  [fileOf(second)]: canonicalJsonText(result(second)),
};

test('the results in the order of the sweep, and which of them this run computed', () => {
  const run = canonicalJsonText({
    schemaVersion: 1,
    runId: 'this run',
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 5,
    versions: {},
    machine: {},
  });
  const report = gathered({ ...whole, [fileOf(second).replace('result', 'run')]: run });
  expect(report).toMatchObject({
    report: {
      project: 'a',
      file: 'apps/a/tune.yaml',
      parameters: ['x'],
      trials: [
        { number: 0, executed: false },
        { number: 1, executed: true, run: { durationMs: 5 } },
      ],
    },
  });
});

test.each([
  [
    'missing',
    { [fileOf(first)]: whole[fileOf(first)] ?? '' },
    `trial ${second.id} has no result: ${fileOf(second)} does not exist. Run it again.`,
  ],
  [
    'cut short',
    { ...whole, [fileOf(second)]: (whole[fileOf(second)] ?? '').slice(0, 40) },
    `${fileOf(second)} cannot be trusted: it is not a complete result. Remove the folder apps/a/.tune/trials/${second.id} and run it again.`,
  ],
  [
    'that of another trial',
    { ...whole, [fileOf(second)]: whole[fileOf(first)] ?? '' },
    `${fileOf(second)} cannot be trusted: it is the result of trial ${first.id}. Remove the folder apps/a/.tune/trials/${second.id} and run it again.`,
  ],
  [
    'one of other params',
    { ...whole, [fileOf(second)]: canonicalJsonText({ ...result(second), params: { x: 7 } }) },
    `${fileOf(second)} cannot be trusted: its params are not those of this trial. Remove the folder apps/a/.tune/trials/${second.id} and run it again.`,
  ],
  [
    'one of another seed',
    { ...whole, [fileOf(second)]: canonicalJsonText({ ...result(second), seed: '1' }) },
    `${fileOf(second)} cannot be trusted: its seed is not that of this trial. Remove the folder apps/a/.tune/trials/${second.id} and run it again.`,
  ],
])('a result that is %s makes no leaderboard', (_, files, message) =>
  expect(gathered(files)).toEqual({ problems: [message] }),
);

test('a result without the metric is that of a trial that failed, and keeps what it has', () => {
  const metrics = { accuracy: 0.5 };
  const found = gathered({ ...whole, [fileOf(second)]: canonicalJsonText({ ...result(second), metrics }) });
  const error = `the sweep's metric is "loss", but the objective returned "accuracy"`;
  expect(found).toMatchObject({
    report: { trials: [{}, { result: { outcome: { kind: 'failed', error, missing: 'loss' }, metrics } }] },
  });
});

describe('a result whose inputs are not those of the run', () => {
  const withRun = (inputs: string, startedAt: string, nx = '23.0.0'): ReturnType<typeof gather> => {
    const run = { schemaVersion: 1, runId: 'another run', startedAt, durationMs: 1000, inputs, versions: { nx } };
    const machine = { platform: 'linux', arch: 'x64', cores: 2 };
    const file = fileOf(second).replace('result.json', 'run.json');
    return gathered({ ...whole, [file]: canonicalJsonText({ ...run, machine }) }, 'ours');
  };

  test.each(['2026-01-01T12:00:05.000Z', '2026-01-01T11:59:59.500Z'])(
    'is not taken if it ended meanwhile: %s',
    (startedAt) => {
      expect(withRun('theirs', startedAt)).toEqual({
        problems: [
          `${fileOf(second)} is the result of another run, with other inputs, which has written there meanwhile. Run it again.`,
        ],
      });
    },
  );

  test('is not taken if the same releases computed it before', () => {
    expect(withRun('theirs', '2026-01-01T11:00:00.000Z', '24.0.0')).toHaveProperty('problems');
  });

  test('is taken if other releases computed it: an upgrade may give the same inputs another digest', () => {
    expect(withRun('theirs', '2026-01-01T11:00:00.000Z')).toHaveProperty('report');
  });

  test('is taken if they are the same', () => expect(withRun('ours', began)).toHaveProperty('report'));
});
