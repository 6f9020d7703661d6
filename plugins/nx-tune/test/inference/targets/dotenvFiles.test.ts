import { getEnvPathsForTask } from 'nx/src/tasks-runner/task-env-paths.js';

import { dotenvFiles } from '../../../src/inference/targets/dotenvFiles.js';

test.each(['apps/a', '.'])('they are those that Nx loads for a target "tune" of the project in %s', (root) => {
  expect(dotenvFiles(root)).toEqual([
    ...new Set(getEnvPathsForTask(root, 'tune').map((file) => file.replace(/^\.\/(?=\.)/, ''))),
  ]);
});
