import type { LiveSweep } from './liveSweep.js';
import { type Listening, type ReportServer, startReportServer } from './reportServer.js';

/** The port of a report if no other is asked for and this one is free. */
const usualPort = 4787;

/** Shortest time between two looks at the disk, while a page listens. */
const pauseMs = 1000;

/** Looking and rendering take at most about this part of the time, however many trials there are, since the trials need the rest. */
const share = 1 / 10;

export interface ServeOptions {
  readonly host: string;
  readonly port?: number;
}

/** Serves a sweep and follows it until `stop` resolves. Calls `say` with the URL. Returns a message if it cannot serve. */
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
  let announced = sweep.state().version;
  // A page that is opened looks, too, and the others must hear what it finds.
  const tellNews = (): void => {
    followed.look();
    const { version } = followed.state();
    if (version !== announced) server.announce();
    announced = version;
  };
  const follow = (): void => {
    if (server.readers() > 0) tellNews();
    // The time for pages that were rendered since the last look counts as well.
    timer = setTimeout(follow, Math.max(pauseMs, spent.ms / share));
    spent.ms = 0;
  };
  let timer = setTimeout(follow, pauseMs);
  await stop;
  clearTimeout(timer);
  server.close();
  return undefined;
}

/** Adds up the time for looking at a sweep and rendering it. */
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

/** Starts the server. If the usual port is taken and the user asked for no other, any free port will do. */
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
    return `Port ${port} of ${host} is in use. Choose another one with --port, or any free port with --port=0.`;
  if (code === 'EACCES')
    return `Port ${port} is not allowed: ports below 1024 need privileges. Use for example --port=8080.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `--host: ${host} is not an address of this machine. Without --host, only this machine can see the report.`;
  return `The report cannot be served on ${host}:${port}: ${message}.`;
}

function urlOf(host: string, port: number): string {
  const name = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}/`;
}
