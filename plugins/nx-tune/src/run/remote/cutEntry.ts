import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

import { listNames } from '../../study/listFiles.js';
import { askFor } from './remoteCache.js';

/** The number of entries that are looked at, and the time for it: the first one that is cut decides. */
const most = { entries: 10, ms: 10_000 };

/**
 * Finds an entry of the remote cache that cannot be unpacked, at which an earlier run has ended: Nx ends at such an entry each time,
 * and leaves a folder in its own cache without the output that goes with it. What Nx has left of it is removed. Returns its hash.
 */
export async function cutEntry(cacheFolder: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const startMs = performance.now();
  for (const hash of halfEntries(cacheFolder).slice(0, most.entries)) {
    const leftMs = Math.ceil(most.ms - (performance.now() - startMs));
    if (leftMs <= 0 || !(await isCut(hash, env, leftMs))) continue;
    rmSync(join(cacheFolder, hash), { recursive: true, force: true });
    return hash;
  }
  return undefined;
}

/** The newest first. Another run may be fetching one. */
function halfEntries(cacheFolder: string): string[] {
  const whole = new Set(listNames(join(cacheFolder, 'terminalOutputs')));
  const changedMs = (hash: string): number =>
    statSync(join(cacheFolder, hash), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return listNames(cacheFolder)
    .filter((name) => /^\d+$/.test(name) && !whole.has(name))
    .sort((a, b) => changedMs(b) - changedMs(a));
}

/**
 * True if the server has an entry and sends an incomplete archive of it. If it sends nothing, or is slow, that proves nothing.
 */
async function isCut(hash: string, env: NodeJS.ProcessEnv, patienceMs: number): Promise<boolean> {
  try {
    const { status, body, headers } = await askFor(hash, env, patienceMs);
    // What is encoded for the way has been decoded already.
    if (status !== 200 || headers.has('content-encoding')) return false;
    const nowhere = new Writable({ write: (_, __, done) => done() });
    await pipeline(body === null ? Readable.from([]) : Readable.fromWeb(body as never), createGunzip(), nowhere);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code?.startsWith('Z_') === true;
  }
}
