import type { LiveSweep } from './liveSweep.js';
import { type Listening, type ReportServer, startReportServer } from './reportServer.js';

/** Where a report is served if nothing else is asked for and nobody else is there. */
const usualPort = 4787;

/** Least time between two looks at the disk, while a page listens. */
const pauseMs = 1000;

/** Looking and rendering take at most about this part of the time, since the trials need it, also of very many trials. */
const share = 1 / 10;

export interface ServeOptions {
  readonly host: string;
  readonly port?: number;
}

/** Serves a sweep and follows it until `stop` is resolved. Says where by `say`; returns why it cannot, or undefined. */
export async function serveSweep(
  sweep: LiveSweep,
  asked: ServeOptions,
  say: (url: string) => void,
  stop: Promise<void>,
): Promise<string | undefined> {
  const spent = { ms: 0 };
  const followed = timed(sweep, spent);
  const server = await startAnywhere(followed, asked);
  if (typeof server === 'string') return server;
  say(urlOf(asked.host, server.port));
  let told = sweep.state().version;
  // A page that is opened looks too, and what it finds is news to the others.
  const tellNews = (): void => {
    followed.look();
    const { version } = followed.state();
    if (version !== told) server.tell();
    told = version;
  };
  const follow = (): void => {
    if (server.readers() > 0) tellNews();
    // What was rendered since the last look counts as well.
    timer = setTimeout(follow, Math.max(pauseMs, spent.ms / share));
    spent.ms = 0;
  };
  let timer = setTimeout(follow, pauseMs);
  await stop;
  clearTimeout(timer);
  server.close();
  return undefined;
}

/** Adds up how long a sweep takes to be looked at and rendered. */
function timed(sweep: LiveSweep, spent: { ms: number }): LiveSweep {
  const time =
    <T>(action: () => T): (() => T) =>
    () => {
      const startMs = performance.now();
      try {
        return action();
      } finally {
        spent.ms += performance.now() - startMs;
      }
    };
  return { look: time(sweep.look), state: time(sweep.state), page: time(sweep.page), update: time(sweep.update) };
}

/** A port that nobody asked for is left to whoever has it. */
async function startAnywhere(sweep: LiveSweep, { host, port }: ServeOptions): Promise<ReportServer | string> {
  const first = await start(sweep, { host, port: port ?? usualPort });
  return typeof first === 'string' && port === undefined ? start(sweep, { host, port: 0 }) : first;
}

async function start(sweep: LiveSweep, listening: Listening): Promise<ReportServer | string> {
  try {
    return await startReportServer(sweep, listening);
  } catch (error) {
    return refusal(error as NodeJS.ErrnoException, listening);
  }
}

function refusal({ code, message }: NodeJS.ErrnoException, { host, port }: Listening): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} of ${host} is taken. Choose another one with --port, or any free one with --port=0.`;
  if (code === 'EACCES') return `Port ${port} may not be used: ports below 1024 need a privilege. Choose --port=8080.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `--host: ${host} is no address of this machine. Without it, the report is served to this machine alone.`;
  return `The report cannot be served on ${host}:${port}: ${message}.`;
}

function urlOf(host: string, port: number): string {
  const name = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}/`;
}
