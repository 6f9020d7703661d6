import { getEnvPathsForTask } from 'nx/src/tasks-runner/task-env-paths.js';

import { dotenvFiles, otherDotenvFiles } from '../../../src/inference/targets/dotenvFiles.js';

test.each(['apps/a', '.'])('they are those that Nx loads for a target "tune" of the project in %s', (root) => {
  expect(dotenvFiles(root)).toEqual([
    ...new Set(getEnvPathsForTask(root, 'tune').map((file) => file.replace(/^\.\/(?=\.)/, ''))),
  ]);
});

test.each<readonly [string, string | undefined]>([
  ['tune-wide', undefined],
  ['tune-wide', 'production'],
  ['tune', undefined],
  ['tune', 'production'],
])('the others are those that Nx would load beside them for %s:%s', (target, configuration) => {
  const own = dotenvFiles('apps/a');
  const all = getEnvPathsForTask('apps/a', target, configuration);
  expect(otherDotenvFiles('apps/a', target, configuration)).toEqual(all.filter((file) => !own.includes(file)));
});
