import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';

import { createEventStream, type EventStream } from './eventStream.js';
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

/** The most pages that may listen, responses that may wait to be read, versions of the page among these, and connections. */
const most = { listeners: 100, waiting: 100, versions: 6, connections: 400 };

/** The time without taking a byte after which a response that is not read is given up. */
const patienceMs = 30_000;

/**
 * Serves a sweep's page, its updates, and the events that announce them. It serves nothing else, and nothing to pages of other
 * servers.
 */
export async function startReportServer(sweep: LiveSweep, { host, port }: Listening): Promise<ReportServer> {
  const listeners = new Map<ServerResponse, EventStream>();
  const waiting = new Map<ServerResponse, Answer['text']>();
  const render = rendererOf(sweep);
  const answerOf = (request: IncomingMessage): Answer | 'events' => {
    if (!isOwnHost(request.headers.host, [host, hostname()])) return refused;
    const isFull = listeners.size >= most.listeners || waiting.size >= most.waiting;
    return routes(request, isFull ? undefined : render);
  };
  const server = createServer((request, response) => {
    const answer = answerOf(request);
    if (answer === 'events') listen(response, sweep, listeners);
    else respond(response, answer, request.method === 'HEAD', waiting);
  });
  server.maxConnections = most.connections;
  await listening(server, { host, port });
  return {
    port: (server.address() as AddressInfo).port,
    readers: () => listeners.size,
    announce: () => listeners.forEach((stream) => stream.send()),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Answer {
  readonly status: number;
  readonly text: string | Buffer;
  readonly type?: 'text/html';
}

const refused: Answer = { status: 403, text: 'This is not the name of this server.\n' };

const full: Answer = { status: 503, text: 'Too many pages are open: close some, and load this one again.\n' };

/** Renders the page or the part that changes, as bytes that all who ask for the same version share, however slowly they read. */
function rendererOf(sweep: LiveSweep): (path: '/' | '/update') => Buffer {
  const rendered = new Map<string, { readonly version: number; readonly bytes: Buffer }>();
  return (path) => {
    sweep.look();
    const { version } = sweep.state();
    const known = rendered.get(path);
    if (known?.version === version) return known.bytes;
    const bytes = Buffer.from(path === '/' ? sweep.page() : sweep.update());
    rendered.set(path, { version, bytes });
    return bytes;
  };
}

/** Without `render`, no more can be served now. */
function routes(
  { method, url = '' }: IncomingMessage,
  render: ((path: '/' | '/update') => Buffer) | undefined,
): Answer | 'events' {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, text: 'Only GET and HEAD are allowed here.\n' };
  const [path] = url.split('?', 1);
  if (path !== '/' && path !== '/update' && path !== '/events')
    return { status: 404, text: 'There is nothing here.\n' };
  if (render === undefined) return full;
  return path === '/events' ? 'events' : { status: 200, text: render(path), type: 'text/html' };
}

const guards = {
  'cache-control': 'no-store',
  'content-security-policy': "frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

function respond(
  response: ServerResponse,
  { status, text, type }: Answer,
  isHead: boolean,
  waiting: Map<ServerResponse, Answer['text']>,
): void {
  waiting.set(response, text);
  response.on('close', () => waiting.delete(response));
  giveUpOldest(waiting);
  response.setTimeout(patienceMs, () => response.destroy());
  response.writeHead(status, { ...guards, 'content-type': `${type ?? 'text/plain'}; charset=utf-8` });
  response.end(isHead ? undefined : text);
}

/** Responses that are not read keep the bytes of old versions: the oldest are given up, and their pages ask again. */
function giveUpOldest(waiting: ReadonlyMap<ServerResponse, Answer['text']>): void {
  const versions = new Set([...waiting.values()].filter((text) => typeof text !== 'string'));
  const kept = new Set([...versions].slice(-most.versions));
  if (kept.size === versions.size) return;
  for (const [response, text] of waiting) if (typeof text !== 'string' && !kept.has(text)) response.destroy();
}

function listen(response: ServerResponse, sweep: LiveSweep, listeners: Map<ServerResponse, EventStream>): void {
  response.writeHead(200, { ...guards, 'content-type': 'text/event-stream' });
  response.on('close', () => listeners.delete(response));
  const stream = createEventStream(response, () => JSON.stringify(sweep.state()));
  listeners.set(response, stream);
  sweep.look();
  stream.send();
}

const listening = (server: Server, { host, port }: Listening): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
