import { canonicalJson, defined, digest } from '@nx-tune/search';

import type { Sweep } from './sweep.js';

/** The settings of a sweep that may change what its trials compute, and that are not part of their ids. */
type Settings = Pick<Sweep, 'inputs' | 'resources' | 'onCrash' | 'undeclared'>;

/** The word in a variant that says that crashes are recorded. */
const record = 'record';

/**
 * Names the settings of a sweep that may change what its trials compute and are not in their ids: `inputs`, `resources`,
 * `undeclared`, `on_crash`, and `before`, the tasks that run first. Two sweeps share a trial only if they agree in all of
 * them, so that an edit of one never makes trials of the other run again. Undefined if the sweep has none of them, so that
 * most trials have plain names. `on_crash: record` is kept apart: see `whereCrashesFail`.
 */
export function variantOf(
  { inputs, resources, onCrash, undeclared }: Settings,
  before: readonly (string | object)[] = [],
): string | undefined {
  const settings = {
    ...(inputs.length === 0 ? {} : { inputs: [...new Set(inputs.map((input) => canonicalJson(input)))].sort() }),
    ...(Object.keys(resources).length === 0 ? {} : { resources: { ...resources } }),
    ...(before.length === 0 ? {} : { before: before.map((entry) => JSON.stringify(entry)).sort() }),
    ...defined({ undeclared }),
  };
  const parts = [
    ...(Object.keys(settings).length === 0 ? [] : [digest(canonicalJson(settings), 5)]),
    ...(onCrash === record ? [record] : []),
  ];
  return parts.length === 0 ? undefined : parts.join('-');
}

/** Adds a variant to an id or a name. */
export const withVariant = (text: string, variant: string | undefined): string =>
  variant === undefined ? text : `${text}-${variant}`;

/**
 * The folder that a trial would have if its sweep did not record crashes. What completed there is the same result, so it need
 * not be computed again after `on_crash: record` was added.
 */
export const whereCrashesFail = (folder: string): string | undefined =>
  folder.endsWith(`-${record}`) || folder.includes(`-${record}-`)
    ? folder.replace(new RegExp(`-${record}(?=-|$)`), '')
    : undefined;
