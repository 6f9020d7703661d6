import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';

import { isOwnHost } from './isOwnHost.js';
import type { LiveSweep } from './liveSweep.js';

/** A server of one page that is kept up to date. */
export interface ReportServer {
  readonly port: number;
  /** Number of pages that listen. */
  readers(): number;
  /** Sends the progress of the sweep to all pages. */
  announce(): void;
  close(): void;
}

export interface Listening {
  readonly host: string;
  readonly port: number;
}

/** Serves a sweep's page, its updates, and the events that announce them. It serves nothing else, and nothing to pages of other servers. */
export async function startReportServer(sweep: LiveSweep, { host, port }: Listening): Promise<ReportServer> {
  const listeners = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const answer = isOwnHost(request.headers.host, [host, hostname()]) ? routes(sweep, request) : refused;
    if (answer === 'events') listen(response, sweep, listeners);
    else respond(response, answer, request.method === 'HEAD');
  });
  await listening(server, { host, port });
  return {
    port: (server.address() as AddressInfo).port,
    readers: () => listeners.size,
    announce: () => listeners.forEach((response) => send(response, sweep)),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly type?: 'text/html';
}

const refused: Answer = { status: 403, text: 'This is not the name of this server.\n' };

function routes(sweep: LiveSweep, { method, url = '' }: IncomingMessage): Answer | 'events' {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, text: 'Only GET and HEAD are allowed here.\n' };
  const [path] = url.split('?', 1);
  if (path === '/events') return 'events';
  if (path !== '/' && path !== '/update') return { status: 404, text: 'There is nothing here.\n' };
  sweep.look();
  return { status: 200, text: path === '/' ? sweep.page() : sweep.update(), type: 'text/html' };
}

const guards = {
  'cache-control': 'no-store',
  'content-security-policy': "frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

function respond(response: ServerResponse, { status, text, type }: Answer, isHead: boolean): void {
  response.writeHead(status, { ...guards, 'content-type': `${type ?? 'text/plain'}; charset=utf-8` });
  response.end(isHead ? undefined : text);
}

function listen(response: ServerResponse, sweep: LiveSweep, listeners: Set<ServerResponse>): void {
  response.writeHead(200, { ...guards, 'content-type': 'text/event-stream' });
  response.on('close', () => listeners.delete(response));
  listeners.add(response);
  response.write('retry: 1000\n');
  sweep.look();
  send(response, sweep);
}

const send = (response: ServerResponse, sweep: LiveSweep): void =>
  void response.write(`data: ${JSON.stringify(sweep.state())}\n\n`);

const listening = (server: Server, { host, port }: Listening): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
