import { get } from 'node:http';
import { connect, type Socket } from 'node:net';

import type { LiveSweep } from '../../src/serve/liveSweep.js';
import { type ReportServer, startReportServer } from '../../src/serve/reportServer.js';

let looks = 0;
const sweep: LiveSweep = {
  look: () => ++looks > 0,
  state: () => ({ version: 1, done: 2, total: 3 }),
  page: () => '<!doctype html>the page',
  update: () => 'what is new',
};
let server: ReportServer;
beforeEach(async () => (server = await startReportServer(sweep, { host: '127.0.0.1', port: 0 })));
afterEach(() => server.close());

const urlOf = (path: string): string => `http://127.0.0.1:${server.port}${path}`;

test.each([
  ['GET', '/', 200, '<!doctype html>the page'],
  ['GET', '/?from=a-link', 200, '<!doctype html>the page'],
  ['GET', '/update', 200, 'what is new'],
  ['HEAD', '/', 200, ''],
  ['POST', '/', 405, 'Only GET and HEAD are allowed here.\n'],
  ['GET', '/package.json', 404, 'There is nothing here.\n'],
  ['GET', '/../../etc/passwd', 404, 'There is nothing here.\n'],
])('%s %s is answered with %i', async (method, path, status, text) => {
  const response = await fetch(urlOf(path), { method });
  expect([response.status, await response.text()]).toEqual([status, text]);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
});

test('a page looks before it is shown', async () => {
  const before = looks;
  await fetch(urlOf('/'));
  expect(looks).toBe(before + 1);
});

test.each(['/', '/update', '/events'])('%s is refused under the name of somebody else', async (path) => {
  const status = await new Promise((resolve, reject) => {
    get(urlOf(path), { headers: { host: `evil.example:${server.port}` } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
  expect(status).toBe(403);
});

test('events report the progress of the sweep, at once and whenever it changes', async () => {
  const { body } = await fetch(urlOf('/events'));
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  const said = 'data: {"version":1,"done":2,"total":3}\n\n';
  let text = '';
  const until = async (times: number): Promise<void> => {
    while (text.split(said).length - 1 < times) text += (await reader?.read())?.value ?? '';
  };
  await until(1);
  expect(server.readers()).toBe(1);
  server.announce();
  await until(2);
  expect(text).toBe(`retry: 1000\n${said}${said}`);
});

/** Opens connections that ask and read nothing. */
const silent = (path: string, count: number): Promise<Socket[]> =>
  Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<Socket>((resolve, reject) => {
          const socket = connect(server.port, '127.0.0.1', () => {
            socket.pause();
            socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`, () => resolve(socket));
          }).on('error', reject);
        }),
    ),
  );
const settled = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 100));
const untilReaders = async (count: number): Promise<void> => {
  while (server.readers() !== count) await settled();
};
const usedMb = (): number => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
};

describe('pages that do not read', () => {
  let sockets: Socket[] = [];
  afterEach(() => sockets.forEach((socket) => socket.destroy()));

  test('cost one event each, however many are told', async () => {
    sockets = await silent('/events', 20);
    await untilReaders(20);
    const before = usedMb();
    for (let times = 0; times < 200_000; times++) server.announce();
    await settled();
    expect(usedMb() - before).toBeLessThan(50);
  });

  test('are refused when there are too many of them, and those that were there first go on', async () => {
    sockets = await silent('/events', 130);
    await untilReaders(100);
    const response = await fetch(urlOf('/'));
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('Too many pages are open')]);
    sockets.splice(0, 120).forEach((socket) => socket.destroy());
    while ((await fetch(urlOf('/'))).status !== 200) await settled();
    expect(server.readers()).toBeLessThan(100);
  });

  test('share the bytes of a page, which is rendered once for each version', async () => {
    const size = 3_000_000;
    let rendered = 0;
    let version = 1;
    const large = {
      ...sweep,
      state: () => ({ version, done: 0, total: 1 }),
      page: () => (rendered++, 'x'.repeat(size)),
    };
    server.close();
    server = await startReportServer(large, { host: '127.0.0.1', port: 0 });
    const before = usedMb();
    sockets = await silent('/', 45);
    await settled();
    expect(rendered).toBe(1);
    expect(usedMb() - before).toBeLessThan((45 * size) / 1e6 / 3);
    version++;
    expect((await (await fetch(urlOf('/'))).text()).length).toBe(size);
    expect(rendered).toBe(2);
  });
});

test('a port that is taken is an error', async () => {
  await expect(startReportServer(sweep, { host: '127.0.0.1', port: server.port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});
