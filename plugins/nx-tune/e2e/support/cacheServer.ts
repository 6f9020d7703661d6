import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The behaviour of a cache server: as it should be, or as on a bad day. */
export type Mood = 'well' | 'read-only' | 'conflict' | 'broken' | 'breaks on PUT' | 'slow' | 'silent on PUT' | 'cut';

/** A server of Nx's self-hosted cache API on loopback, in memory. */
export interface CacheServer {
  readonly url: string;
  mood: Mood;
  readonly entries: ReadonlyMap<string, Buffer>;
  /** As somebody does who may write to the cache. */
  replace(hash: string, body: Buffer | undefined): void;
  /** Requests since the last look, as `GET 200`. */
  seen(): readonly string[];
  close(): Promise<void>;
}

export const token = 'a token of the tests';

export async function startCacheServer(): Promise<CacheServer> {
  const entries = new Map<string, Buffer>();
  let seen: string[] = [];
  /** Answers that a silent server owes. */
  let held: (() => void)[] = [];
  const state: { mood: Mood } = { mood: 'well' };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const hash = /^\/v1\/cache\/([^/]+)$/.exec(request.url ?? '')?.[1] ?? '';
      const isAllowed = request.headers.authorization === `Bearer ${token}`;
      const body = Buffer.concat(chunks);
      const status = isAllowed ? statusOf(state.mood, request.method ?? '', entries.has(hash)) : 401;
      if (request.method === 'PUT' && status === 200) entries.set(hash, body);
      seen.push(`${request.method} ${status}`);
      const answer = (): void => {
        const entry = request.method === 'GET' && status === 200 ? entries.get(hash) : undefined;
        const found = state.mood === 'cut' ? entry?.subarray(0, entry.length / 2) : entry;
        response.writeHead(status, { 'Content-Type': found ? 'application/octet-stream' : 'text/plain' });
        response.end(found ?? `status ${status}`);
      };
      if (state.mood === 'silent on PUT' && request.method === 'PUT') held.push(answer);
      else if (state.mood === 'slow') setTimeout(answer, 300);
      else answer();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    entries,
    replace: (hash, body) => void (body === undefined ? entries.delete(hash) : entries.set(hash, body)),
    get mood() {
      return state.mood;
    },
    set mood(mood) {
      state.mood = mood;
      held.forEach((answer) => answer());
      held = [];
    },
    seen: () => {
      const last = seen;
      seen = [];
      return last;
    },
    close: () => closed(server),
  };
}

function statusOf(mood: Mood, method: string, isThere: boolean): number {
  if (mood === 'broken') return 500;
  if (method === 'GET') return isThere ? 200 : 404;
  if (mood === 'breaks on PUT') return 500;
  if (mood === 'read-only') return 403;
  return mood === 'conflict' || isThere ? 409 : 200;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
