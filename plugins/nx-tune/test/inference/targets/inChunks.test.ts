import { trialExecutor } from '../../../src/constants.js';
import { chunkSize, inChunks } from '../../../src/inference/targets/inChunks.js';
import type { InferredProjects } from '../../../src/inference/targets/projects.js';
import { trialDependencies } from '../../../src/inference/trialDependencies.js';

const owner = { name: 'digits', root: 'apps/digits', hasPackageJson: false };
const inputsRoot = 'apps/digits/.tune/inputs/abc';
const chunks = '_/digits--/chunks--abc';
const inputs: InferredProjects = { [inputsRoot]: { name: 'inputs', targets: { inputs: {} } } };

function trials(count: number, dependsOn = ['^inputs']): InferredProjects {
  const trial = { executor: trialExecutor, dependsOn, options: {}, metadata: { isolation: 'thread', inputsRoot } };
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `apps/digits/.tune/trials/${dependsOn.join('')}${index}`,
      { name: `${dependsOn.join('')}${index}`, targets: { trial: { ...trial, options: { index } } } },
    ]),
  );
}

const trialAt = (projects: InferredProjects, index: number) => projects[`apps/digits/.tune/trials/^inputs${index}`];
const hashed = (one: InferredProjects[string] | undefined): string =>
  JSON.stringify(one, (key, value: unknown) => (key === 'metadata' || key === 'dependsOn' ? undefined : value));

test('few trials are as they were', () => {
  const few = { ...inputs, ...trials(chunkSize) };
  expect(inChunks(owner, few)).toEqual(few);
});

describe('of many trials', () => {
  const many = { ...inputs, ...trials(2 * chunkSize + 1), ...trials(3, ['^inputs', '^promote']) };
  const divided = inChunks(owner, many);

  test('those of the first chunk wait for their inputs alone, and others also for the task of their chunk', () => {
    const waits = [0, chunkSize - 1, chunkSize, 2 * chunkSize - 1, 2 * chunkSize].map(
      (index) => trialAt(divided, index)?.targets?.['trial']?.dependsOn,
    );
    const [first, second, third] = [['^inputs'], ['^inputs', '^chunk-1'], ['^inputs', '^chunk-2']];
    expect(waits).toEqual([first, first, second, second, third]);
    const named = Object.entries(divided).map(([root, one]) => [one.name ?? '', { ...one, root }] as const);
    const last = trialDependencies(Object.fromEntries(named)).filter(
      ({ source }) => source === `^inputs${2 * chunkSize}`,
    );
    expect(last.map(({ target }) => target)).toEqual(['inputs', chunks]);
  });

  test('the task of a chunk waits for that of the chunk before, and the first one for the inputs', () => {
    const { name, targets = {} } = divided['apps/digits/.tune/chunks/abc'] ?? {};
    expect(name).toBe(chunks);
    expect(Object.entries(targets).map(([target, { executor, dependsOn }]) => [target, executor, dependsOn])).toEqual([
      ['chunk-1', 'nx:noop', [{ projects: ['inputs'], target: 'inputs' }]],
      ['chunk-2', 'nx:noop', ['chunk-1']],
    ]);
  });

  test('the hash of none changes, and trials that wait for another task belong to no chunk', () => {
    for (const root of Object.keys(many)) expect(hashed(divided[root])).toBe(hashed(many[root]));
    for (const [root, one] of Object.entries(trials(3, ['^inputs', '^promote']))) expect(divided[root]).toEqual(one);
  });
});
