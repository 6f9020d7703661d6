import { defined } from '@nx-tune/search';

import type { DigestsByName, InputsSnapshot } from './inputsSnapshot.js';

/** One difference between two snapshots. */
export interface Change {
  /** The kind of thing: file, npm package, library, environment variable, version, setting, parameter, seed. */
  readonly kind: string;
  readonly name: string;
  /** Undefined if it did not exist. */
  readonly before?: string;
  /** Undefined if it no longer exists. */
  readonly after?: string;
  /** True if before and after are digests, which mean nothing to a reader. */
  readonly isDigest?: boolean;
}

/** Lists all differences between two snapshots, by name. */
export function compareSnapshots(before: InputsSnapshot, after: InputsSnapshot): Change[] {
  return kinds.flatMap(({ key, kind, isDigest }) => compareNamed(before[key] ?? {}, after[key] ?? {}, kind, isDigest));
}

const kinds: readonly {
  readonly key: Exclude<keyof InputsSnapshot, 'inPart'>;
  readonly kind: string;
  readonly isDigest: boolean;
}[] = [
  { key: 'files', kind: 'file', isDigest: true },
  { key: 'packages', kind: 'npm package', isDigest: false },
  { key: 'libraries', kind: 'configuration of library', isDigest: true },
  { key: 'environment', kind: 'environment variable', isDigest: false },
  { key: 'runtime', kind: 'answer of', isDigest: false },
  { key: 'pythonPackages', kind: 'Python package', isDigest: false },
  { key: 'settings', kind: 'setting', isDigest: false },
];

/** Lists the differences between two sets of named values. */
export function compareNamed(
  before: DigestsByName,
  after: DigestsByName,
  kind: string,
  isDigest: boolean = false,
): Change[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => ({
      kind,
      name,
      ...defined({ before: before[name], after: after[name] }),
      ...(isDigest ? { isDigest } : {}),
    }));
}
