import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { concernsTrials, remoteCacheProblem } from '../../../src/run/remote/remoteCache.js';

test.each([
  [['tune', 'digits'], true],
  [['tune-wide', 'digits'], true],
  [['run', 'digits:tune'], true],
  [['run', 'digits:tune-shard-2'], true],
  [['run', '_/digits--/x@1--abc:trial'], true],
  [['run-many', '-t', 'build,tune'], true],
  [['affected', '--targets=tune'], true],
  [['build', 'fortune'], false],
  [['run', 'tuner:test'], false],
  [['run-many', '-t', 'build'], false],
])('%j concerns trials: %s', (words, expected) => {
  expect(concernsTrials(['node', 'nx', ...words])).toBe(expected);
});

test.each([
  [200, undefined],
  [404, undefined],
  [401, undefined],
  [500, 'answers 500'],
  [503, 'answers 503'],
])('a server that answers %i', async (status, expected) => {
  const seen: (string | undefined)[] = [];
  const server = createServer(({ headers, url }, response) => {
    seen.push(`${url} ${headers.authorization}`);
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = { NX_SELF_HOSTED_REMOTE_CACHE_SERVER: url, NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: 'word' };
  const problem = await remoteCacheProblem(env);
  server.closeAllConnections();
  server.close();
  expect(problem?.split('\n')[0]).toBe(
    expected === undefined
      ? undefined
      : `Note: the remote cache ${url} ${expected}. Nx ends a run at the first trial that is not on this machine.`,
  );
  expect(seen).toEqual(['/v1/cache/0 Bearer word']);
});

test('nobody at the address, no address, no cache', async () => {
  expect(await remoteCacheProblem({ NX_SELF_HOSTED_REMOTE_CACHE_SERVER: 'http://127.0.0.1:65533' })).toContain(
    'cannot be reached (ECONNREFUSED)',
  );
  expect(await remoteCacheProblem({ NX_SELF_HOSTED_REMOTE_CACHE_SERVER: 'no address' })).toContain('cannot be reached');
  expect(await remoteCacheProblem({})).toBeUndefined();
});

test('a server that takes the question and does not answer is reported, first while it is waited for', async () => {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const said: string[] = [];
  const env = { NX_SELF_HOSTED_REMOTE_CACHE_SERVER: url };
  const problem = await remoteCacheProblem(env, (text) => said.push(text), { sayAfterMs: 20, endAfterMs: 100 });
  server.closeAllConnections();
  server.close();
  expect(said).toEqual([`Waiting for the remote cache ${url}, which has not answered for 0.02 s ...`]);
  expect(problem).toMatch(/^Note: the remote cache \S+ has not answered for 0\.1 s\. Nx goes on waiting for it/);
  expect(problem).toContain('env -u NX_SELF_HOSTED_REMOTE_CACHE_SERVER npx nx tune <project>');
});
