import { join } from 'node:path';

import { askExecutor, caseInputsExecutor, inputsExecutor, promoteExecutor, trialExecutor } from '../../constants.js';
import { globMatcher } from '../../imports/globMatcher.js';
import { readJson } from '../../study/readJson.js';
import { spread } from '../../study/userDependencies.js';

/** The tasks of projects that own no file: executor, and name of the target. */
const inferred = [
  [trialExecutor, 'trial'],
  [inputsExecutor, 'inputs'],
  [caseInputsExecutor, 'inputs'],
  [askExecutor, 'ask'],
  [promoteExecutor, 'promote'],
] as const;

/**
 * Says which of `targetDefaults` in `nx.json` replaces what the tasks of trials depend on, or returns undefined. With `default`
 * among their inputs, Nx ends with an error of its own before it runs a task.
 */
export function alteredDefaults(workspaceRoot: string): string | undefined {
  const nxJson = readJson(join(workspaceRoot, 'nx.json')) as { readonly targetDefaults?: object } | undefined;
  const defaults = Object.entries(nxJson?.targetDefaults ?? {}) as readonly (readonly [string, unknown])[];
  for (const [executor, name] of inferred) {
    const [key, value] = defaultOf(defaults, executor, name) ?? [];
    const altered = entriesOf(value)
      .filter((entry) => applies(entry, executor))
      .flatMap((entry) => ['inputs', 'dependsOn'].filter((one) => entry[one] !== undefined));
    if (key !== undefined && altered[0] !== undefined) return problem(key, altered[0]);
  }
  return undefined;
}

/** Nx takes the default for the executor, or else for the name, or else for the longest glob. */
function defaultOf<Value>(
  defaults: readonly (readonly [string, Value])[],
  executor: string,
  name: string,
): readonly [string, Value] | undefined {
  const isGlob = (key: string): boolean => /[*|{}()[]/.test(key) && globMatcher(key)(name);
  const globs = defaults.filter(([key]) => isGlob(key)).toSorted(([a], [b]) => b.length - a.length);
  return defaults.find(([key]) => key === executor) ?? defaults.find(([key]) => key === name) ?? globs[0];
}

type Entry = { readonly filter?: { readonly [key: string]: unknown } } & { readonly [key: string]: unknown };

/** A default, or a list of defaults for some targets each. */
const entriesOf = (value: unknown): readonly Entry[] =>
  [value].flat().filter((entry): entry is Entry => typeof entry === 'object' && entry !== null);

/** For which projects an entry is, only Nx knows: if it is for trials, the run itself reports it. */
const applies = ({ filter = {} }: Entry, executor: string): boolean =>
  filter['projects'] === undefined &&
  [undefined, 'nx-tune'].includes(filter['plugin'] as undefined) &&
  [undefined, executor].includes(filter['executor'] as undefined);

function problem(key: string, altered: string): string {
  const isGlob = /[*|{}()[]/.test(key);
  const remedy = isGlob
    ? `Add ${inferred.map(([executor]) => `"${executor}": {}`).join(', ')} to "targetDefaults", which win over it.`
    : `Remove it; to run another task before the trials, write into project.json: "targets": { "tune": { "dependsOn": ["${spread}", "codegen"] } }.`;
  return (
    `nx.json targetDefaults.${key}.${altered} has changed "${altered}" of the tasks that nx-tune infers: with that, Nx would restore ` +
    `results that the present files would not produce. ${remedy}`
  );
}
