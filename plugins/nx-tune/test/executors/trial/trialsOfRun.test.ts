import type { ExecutorContext, TaskGraph } from '@nx/devkit';

import { readTrialsOfRun, type TrialsOfRun } from '../../../src/executors/trial/trialsOfRun.js';
import { temporaryWorkspace } from '../../support/temporaryWorkspace.js';

const definition = { objective: { kind: 'module', path: 'a.cjs' }, metric: 'loss', seed: 's', params: { x: 1 } };

/** A run of trials in some chunks, of which those of one chunk are in the batch. */
function run(chunks: readonly number[], chunk: number): TrialsOfRun {
  const tasks = chunks.map((of, index) => ({
    id: `t${index}:trial`,
    of,
    target: { project: `t${index}`, target: 'trial' },
  }));
  const target = (of: number) => ({
    executor: 'nx-tune:trial',
    options: { trial: JSON.stringify(definition), code: '', engine: 1 },
    metadata: { inputsRoot: 'apps/a/.tune/inputs/i', ...(of === 0 ? {} : { chunk: of }) },
  });
  const nodes = Object.fromEntries(
    tasks.map(({ of, target: { project } }) => [
      project,
      { name: project, type: 'lib', data: { root: `apps/a/.tune/trials/${project}`, targets: { trial: target(of) } } },
    ]),
  );
  const graphOf = (some: typeof tasks) =>
    ({ tasks: Object.fromEntries(some.map((task) => [task.id, task])), dependencies: {} }) as unknown as TaskGraph;
  const context = {
    root: temporaryWorkspace({}),
    projectGraph: { nodes, dependencies: {} },
    taskGraph: graphOf(tasks),
  };
  return readTrialsOfRun(graphOf(tasks.filter(({ of }) => of === chunk)), context as unknown as ExecutorContext, 'run');
}

test('trials that are not in the batch were restored or computed, but those of later chunks have their turn after it', () => {
  const chunks = [0, 0, 1, 1, 1, 2];
  expect(run(chunks, 0)).toMatchObject({ total: 6, toRun: 2, later: 4 });
  expect(run(chunks, 1)).toMatchObject({ total: 6, toRun: 3, later: 1 });
  expect(run(chunks, 2)).toMatchObject({ total: 6, toRun: 1, later: 0 });
});
