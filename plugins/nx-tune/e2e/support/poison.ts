import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import type { CacheServer } from './cacheServer.js';
import { mustRun } from './run.js';

/** The hashes of stored entries whose archive contains all these texts, be it in paths or in files. */
export const entriesWith = (server: CacheServer, ...texts: readonly string[]): readonly string[] =>
  [...server.entries].flatMap(([hash, body]) => {
    const archive = gunzipSync(body);
    return texts.every((text) => archive.includes(text)) ? [hash] : [];
  });

/**
 * Edits a file of the first of some stored entries that has one whose path ends so, as somebody may who can write to the
 * cache. Returns what the file was, or nothing if no entry has it.
 */
export async function poison(
  server: CacheServer,
  hashes: readonly string[],
  end: string,
  edit: (text: string) => string,
): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'nx-tune-poison-'));
  try {
    const named = new Set(entriesWith(server, end));
    for (const hash of hashes.filter((one) => named.has(one))) {
      const [packed, unpacked] = [join(folder, 'entry'), join(folder, hash)];
      mkdirSync(unpacked);
      writeFileSync(packed, server.entries.get(hash) ?? '');
      await mustRun('tar', ['-xzf', packed, '-C', unpacked], { cwd: folder });
      const files = readdirSync(unpacked, { recursive: true, encoding: 'utf8' });
      const file = files.find((path) => path.endsWith(end));
      if (file === undefined) continue;
      const text = readFileSync(join(unpacked, file), 'utf8');
      writeFileSync(join(unpacked, file), edit(text));
      await mustRun('tar', ['-czf', packed, '-C', unpacked, ...readdirSync(unpacked)], { cwd: folder });
      server.replace(hash, readFileSync(packed));
      return [text];
    }
    return [];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
