import { join } from 'node:path';

import { memoize } from '@nx-tune/search/core';
import { createJiti } from 'jiti';

import type { Objective } from '../../model/objective.js';

/** Loads the default export of a module: TypeScript or JavaScript, ES module or CommonJS, with no build step. */
export async function loadObjective(projectDir: string, path: string): Promise<Objective> {
  const file = join(projectDir, path);
  const exported: unknown = await loaderOf(file).import(file, { default: true });
  const objective = isWrapped(exported) ? exported.default : exported;
  if (typeof objective === 'function') return objective as Objective;
  throw new Error(
    // Two lines, since leaderboards cut long ones.
    `${path} must export a default function: export default (params, trial) => ({ loss })\n` +
      `If it is a program, write instead of objective: command: [node, ${path}, '\${args}']`,
  );
}

/** A thread serves many trials of one objective, whose configuration is the same for all of them. */
const loaderOf = memoize(16, (file: string) => createJiti(file, { interopDefault: true, tsconfigPaths: true }));

/** CommonJS that sets `exports.default` without the mark of a compiled ES module. */
const isWrapped = (exported: unknown): exported is { readonly default: unknown } =>
  typeof exported === 'object' && exported !== null && 'default' in exported;
