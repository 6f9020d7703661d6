import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { cutEntry } from '../../../src/run/remote/cutEntry.js';
import { temporaryWorkspace } from '../../support/temporaryWorkspace.js';

const archive = gzipSync(Buffer.from(Array.from({ length: 2_000 }, (_, index) => index % 251)));
const bodies: Readonly<Record<string, Buffer>> = {
  '/v1/cache/1': archive,
  '/v1/cache/2': archive.subarray(0, archive.length / 2),
  '/v1/cache/3': Buffer.from(''),
  '/v1/cache/4': Buffer.from('this is no archive'),
};

let asked: string[];
let env: NodeJS.ProcessEnv;
const server = createServer(({ url = '', headers }, response) => {
  asked.push(`${url.slice(10)} ${headers.authorization}`);
  const body = bodies[url];
  response.writeHead(body === undefined ? 404 : 200).end(body);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  env = {
    NX_SELF_HOSTED_REMOTE_CACHE_SERVER: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: 'word',
  };
});
beforeEach(() => (asked = []));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const cacheWith = (...hashes: readonly string[]): string =>
  temporaryWorkspace(Object.fromEntries(hashes.map((hash) => [`${hash}/apps/a/result.json`, ''])));

test.each(['2', '3', '4'])(
  'entry %s, which cannot be unpacked and is half here, is found and removed here',
  async (hash) => {
    const cache = cacheWith(hash);
    expect(await cutEntry(cache, env)).toBe(hash);
    expect(existsSync(join(cache, hash))).toBe(false);
    expect(asked).toEqual([`${hash} Bearer word`]);
  },
);

test('a whole entry, and one that is only here, are left as they are', async () => {
  const cache = cacheWith('1', '5');
  expect(await cutEntry(cache, env)).toBeUndefined();
  expect(asked).toHaveLength(2);
  expect(['1', '5'].map((hash) => existsSync(join(cache, hash)))).toEqual([true, true]);
});

test('nobody is asked for an entry that Nx has whole, or where there is no cache', async () => {
  const cache = temporaryWorkspace({ '2/apps/a/result.json': '', 'terminalOutputs/2': '', 'not-an-entry/file': '' });
  expect(await cutEntry(cache, env)).toBeUndefined();
  expect(await cutEntry(join(cache, 'gone'), env)).toBeUndefined();
  expect(asked).toEqual([]);
});
