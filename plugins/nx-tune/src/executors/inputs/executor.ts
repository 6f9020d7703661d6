import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { PromiseExecutor } from '@nx/devkit';

import { inputsFile } from '../../constants.js';
import { nodeOf } from '../trial/trialTask.js';

/** Writes down the hash that Nx has computed for this task: a digest of all that the trials depend on. */
export const writeInputs: PromiseExecutor = (_, { root, projectGraph, projectName = '' }) => {
  const folder = join(root, nodeOf(projectGraph, projectName).data.root);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, inputsFile),
    `${JSON.stringify({ schemaVersion: 1, hash: process.env['NX_TASK_HASH'] ?? '' })}\n`,
  );
  return Promise.resolve({ success: true });
};
