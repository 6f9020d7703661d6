import type { LiveSweep } from '../liveSweep.js';
import { type Listening, type ReportServer, startReportServer } from './reportServer.js';

/** Where a report is served if nothing else is asked for and nobody else is there. */
const usualPort = 4787;

/** Least time between two looks at the disk, while a page listens. */
const pauseMs = 1000;

/** Looking and telling takes at most this part of the time, also of a sweep with very many trials. */
const share = 1 / 20;

export interface Asked {
  readonly host: string;
  readonly port?: number;
}

/** Serves a sweep and follows it until `stop` is resolved. Says where by `say`; returns why it cannot, or undefined. */
export async function serveSweep(
  sweep: LiveSweep,
  asked: Asked,
  say: (url: string) => void,
  stop: Promise<void>,
): Promise<string | undefined> {
  const server = await startAnywhere(sweep, asked);
  if (typeof server === 'string') return server;
  say(urlOf(asked.host, server.port));
  const follow = (): void => {
    const startMs = performance.now();
    if (server.readers() > 0 && sweep.look()) server.tell();
    const tookMs = performance.now() - startMs;
    timer = setTimeout(follow, Math.max(pauseMs, tookMs / share));
  };
  let timer = setTimeout(follow, pauseMs);
  await stop;
  clearTimeout(timer);
  server.close();
  return undefined;
}

/** A port that nobody asked for is left to whoever has it. */
async function startAnywhere(sweep: LiveSweep, { host, port }: Asked): Promise<ReportServer | string> {
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
