import { get } from 'node:http';

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

test('events tell how far the sweep is, at once and whenever it is told', async () => {
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

test('a port that is taken is an error', async () => {
  await expect(startReportServer(sweep, { host: '127.0.0.1', port: server.port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});
