import { trialExecutor } from '../../src/constants.js';
import { trialDependencies } from '../../src/inference/trialDependencies.js';

const trial = (executor: string, metadata: object) => ({ targets: { trial: { executor, metadata } } });

test('the project of a trial depends on those for whose tasks the trial waits, and no other project on any', () => {
  const edges = trialDependencies({
    one: { root: 'a/.tune/trials/1', ...trial(trialExecutor, { inputsRoot: 'a/.tune/inputs/1', waitsFor: ['ask'] }) },
    ask: { root: 'a/.tune/asks/1' },
    inputs: { root: 'a/.tune/inputs/1', targets: { inputs: {} } },
    // Of a user, with targets of the same names.
    other: { root: 'other', ...trial('nx:run-commands', { inputsRoot: 'a/.tune/inputs/1' }) },
    othersInputs: { root: 'more', targets: { inputs: {}, ask: {}, promote: {} } },
  });
  expect(edges).toEqual([
    { source: 'one', target: 'inputs', type: 'implicit' },
    { source: 'one', target: 'ask', type: 'implicit' },
  ]);
});

test('a project that is not there is left out, since Nx would take it for an error in the whole graph', () => {
  const metadata = { inputsRoot: 'gone', waitsFor: ['gone'] };
  expect(trialDependencies({ one: { root: 'one', ...trial(trialExecutor, metadata) } })).toEqual([]);
});
