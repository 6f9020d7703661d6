import { join } from 'node:path';

import { createJiti } from 'jiti';

import type { Objective } from '../../model/objective.js';

/** Loads the default export of a module: TypeScript or JavaScript, ES module or CommonJS, with no build step. */
export async function loadObjective(projectDir: string, path: string): Promise<Objective> {
  const file = join(projectDir, path);
  const jiti = createJiti(file, { interopDefault: true, tsconfigPaths: true });
  const exported: unknown = await jiti.import(file, { default: true });
  const objective = isWrapped(exported) ? exported.default : exported;
  if (typeof objective === 'function') return objective as Objective;
  throw new Error(
    // Two lines, since leaderboards cut long ones.
    `${path} must export a default function: export default (params, trial) => ({ loss })\n` +
      `If it is a program, write instead of objective: command: [node, ${path}, '\${args}']`,
  );
}

/** CommonJS that sets `exports.default` without the mark of a compiled ES module. */
const isWrapped = (exported: unknown): exported is { readonly default: unknown } =>
  typeof exported === 'object' && exported !== null && 'default' in exported;
