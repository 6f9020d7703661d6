import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** The environment variable with the port at which a thread digests for Nx. */
export const digestPort = 'E2E_DIGEST_PORT';

/**
 * Starts a thread that digests the files outside of this workspace and resolves to its port. The plugin has Nx start
 * `node -p` for that, whenever it hashes, and a process takes twenty times as long to start as to digest. Nx blocks the main
 * thread until it has the answer.
 */
export function startDigests(): Promise<string> {
  const thread = new Worker(require.resolve('./digestThread'), { env: process.env });
  thread.unref();
  return new Promise((resolve) => thread.once('message', (port: number) => resolve(String(port))));
}

/**
 * Writes a `node` into a folder that is to be on the PATH. It asks the thread for digests; anything else, or if there is no
 * thread, is left to the real one, before which it may do `more`. Of the shells only bash can connect, and it complains about a
 * language that is not installed, which Nx would hash.
 */
export function writeNodeStub(folder: string, node: string, more: readonly string[] = []): void {
  const ask = [
    `exec 3<>"/dev/tcp/127.0.0.1/$${digestPort}" || exit`,
    String.raw`printf '%s\n%s\0' "$PWD" "$1" >&3`,
    'read -r -t 20 answer <&3 && echo "$answer"',
  ];
  const isDigest = `[ "$1" = -p ] && [ "\${2#h=crypto}" != "$2" ]`;
  const stub = [
    '#!/bin/sh',
    `if [ -n "$${digestPort}" ] && ${isDigest} && LC_ALL=C bash '${join(folder, 'ask.sh')}' "$2" 2>/dev/null; then exit; fi`,
    ...more,
    `exec '${node}' "$@"`,
  ];
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'ask.sh'), `${ask.join('\n')}\n`);
  writeFileSync(join(folder, 'node'), `${stub.join('\n')}\n`, { mode: 0o755 });
}
