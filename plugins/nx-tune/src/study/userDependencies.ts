import { join } from 'node:path';

import { readJson } from './readJson.js';

/** The entries of a `dependsOn`, as Nx reads them. */
export type Dependencies = readonly (string | object)[];

/** The placeholder for the inferred entries in a list that a user writes. */
export const spread = '...';

/** The `dependsOn` that a user has written for a target, with the file that it is in. */
export interface UserDependencies {
  /** Relative to the workspace. */
  readonly file: string;
  readonly dependsOn: Dependencies;
}

/** Finds what a user has added to the `dependsOn` of a target, in the order in which Nx would take it. */
export function userDependencies(workspaceRoot: string, root: string, target: string): UserDependencies | undefined {
  const at = (name: string): string => (root === '.' ? name : `${root}/${name}`);
  const read = (file: string): Json => readJson(join(workspaceRoot, file)) ?? {};
  const candidates = [
    { file: at('project.json'), targets: () => read(at('project.json'))['targets'] },
    { file: at('package.json'), targets: () => record(read(at('package.json'))['nx'])['targets'] },
    { file: 'nx.json', targets: () => read('nx.json')['targetDefaults'] },
  ];
  for (const { file, targets } of candidates) {
    const { dependsOn } = record(record(targets())[target]);
    if (Array.isArray(dependsOn)) return { file, dependsOn: dependsOn as Dependencies };
  }
  return undefined;
}

type Json = { readonly [key: string]: unknown };
const record = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** The tasks that must have run before trials: what the user has added to the sweep's target. */
export const addedDependencies = (written: UserDependencies | undefined): Dependencies =>
  (written?.dependsOn ?? []).filter((entry) => entry !== spread);
