import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { isFile } from './fileOf.js';

/** An npm package as it is installed. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** Its real path, with all links resolved. */
  readonly folder: string;
}

/** Finds the package that a file belongs to. */
export function packageAbove(file: string): InstalledPackage | undefined {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const found = packageIn(folder);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Lists packages and everything that they depend on, as `name@version`. What is not installed cannot be loaded. */
export function withDependencies(packages: Iterable<InstalledPackage>): Set<string> {
  const found = new Map<string, InstalledPackage>();
  const queue = [...packages];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (found.has(next.folder)) continue;
    found.set(next.folder, next);
    for (const name of readManifest(next.folder)?.dependencies ?? []) {
      const dependency = installedFrom(next.folder, name);
      if (dependency !== undefined) queue.push(dependency);
    }
  }
  return new Set([...found.values()].map(({ name, version }) => `${name}@${version}`));
}

function installedFrom(folder: string, name: string): InstalledPackage | undefined {
  for (let above = folder; above !== dirname(above); above = dirname(above)) {
    const found = above.endsWith('node_modules') ? undefined : packageIn(join(above, 'node_modules', name));
    if (found !== undefined) return found;
  }
  return undefined;
}

function packageIn(folder: string): InstalledPackage | undefined {
  const { name, version } = readManifest(folder) ?? {};
  return name === undefined || version === undefined
    ? undefined
    : { name, version, folder: realpathSync.native(folder) };
}

interface Manifest {
  readonly name?: string | undefined;
  readonly version?: string | undefined;
  readonly dependencies: readonly string[];
}

/** Manifests by their path, size and time: there are hundreds, and with the daemon they are needed again after each edit. */
const manifests = new Map<string, { readonly stamp: string; readonly manifest: Manifest | undefined }>();

function readManifest(folder: string): Manifest | undefined {
  const file = join(folder, 'package.json');
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined || !isFile(file)) return undefined;
  const stamp = `${stats.ino} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}`;
  const known = manifests.get(file);
  if (known?.stamp === stamp) return known.manifest;
  const manifest = parseManifest(file);
  manifests.set(file, { stamp, manifest });
  return manifest;
}

type Names = Readonly<Record<string, string>>;

function parseManifest(file: string): Manifest | undefined {
  try {
    const { name, version, dependencies, optionalDependencies, peerDependencies } = JSON.parse(
      readFileSync(file, 'utf8'),
    ) as { name?: string; version?: string } & Record<`${'d' | 'optionalD' | 'peerD'}ependencies`, Names | undefined>;
    const all = { ...dependencies, ...optionalDependencies, ...peerDependencies };
    return { name, version, dependencies: Object.keys(all) };
  } catch {
    return undefined;
  }
}
