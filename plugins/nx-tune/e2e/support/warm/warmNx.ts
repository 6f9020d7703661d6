import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';

import type { Ran } from '../run.js';
import {
  createLineReader,
  endOfOutput,
  type Program,
  type Request,
  type Response,
  socketDescriptor,
} from './protocol.js';
import { quickStart } from './quickNode.js';

/** Called with what a command prints, when it prints it. */
export type OutputListener = (stream: 'stdout' | 'stderr', text: string) => void;

/** A process of a workspace that runs its commands one after another: see `server.ts`. */
export interface WarmNx {
  run(program: Program, args: readonly string[], env: NodeJS.ProcessEnv, onOutput?: OutputListener): Promise<Ran>;
  end(): Promise<void>;
}

const open = new Set<WarmNx>();

/** Ends what tests have left that failed before they could: jest waits for such processes. */
export async function endAllWarmNx(): Promise<void> {
  for (const warm of open) await warm.end();
}

/**
 * The process is started when it is needed first; `data` is the folder of the database that it keeps open: when that
 * folder is removed, the process belongs to a machine that is gone, and another one is started. So it is for a command in another
 * language, which a process takes over when it starts.
 */
export function createWarmNx(root: string, data: string): WarmNx {
  let server: Server | undefined;
  let language = '';
  let last: Promise<unknown> = Promise.resolve();
  const warm: WarmNx = {
    run: (program, args, env, onOutput) => {
      const ran = last.then(async () => {
        if (server !== undefined && (!existsSync(data) || language !== languageOf(env))) await endServer();
        language = languageOf(env);
        server ??= startServer(root, env);
        return server.run({ program, args, env: defined(env) }, onOutput);
      });
      last = ran.catch(() => undefined);
      return ran;
    },
    end: async () => {
      open.delete(warm);
      await endServer();
    },
  };
  const endServer = async (): Promise<void> => {
    const ending = server;
    server = undefined;
    await ending?.end();
  };
  open.add(warm);
  return warm;
}

const languageOf = ({ LC_ALL = '', LANG = '' }: NodeJS.ProcessEnv): string => `${LC_ALL} ${LANG}`;

const defined = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));

interface Server {
  run(command: Omit<Request, 'number'>, onOutput?: OutputListener): Promise<Ran>;
  end(): Promise<void>;
}

function startServer(root: string, env: NodeJS.ProcessEnv): Server {
  const script = join(process.env['NX_TUNE_E2E_BASE'] ?? '', 'warm/server.js');
  const child = spawn(process.execPath, [...quickStart, script], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const socket = child.stdio[socketDescriptor] as Duplex;
  let count = 0;
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    run: (command, onOutput) => {
      const request = { ...command, number: ++count };
      const answer = receive(child, socket, request.number, onOutput);
      socket.write(`${JSON.stringify(request)}\n`);
      return answer;
    },
    end: async () => {
      socket.end();
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

const graceMs = 5_000;

/** Both streams and the answer of one command; rejects if the process ends instead. */
function receive(
  child: ChildProcess,
  socket: Duplex,
  number: number,
  onOutput: OutputListener = () => undefined,
): Promise<Ran> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('the warm process has no output');
  let output = '';
  const add =
    (stream: 'stdout' | 'stderr') =>
    (text: string): void => {
      if (text === '') return;
      output += text;
      onOutput(stream, text);
    };
  return new Promise<Ran>((resolve, reject) => {
    const onEnd = (): void => reject(new Error(`the warm process has ended:\n${output}`));
    child.once('close', onEnd);
    void Promise.all([
      readUntil(stdout, endOfOutput(number), add('stdout')),
      readUntil(stderr, endOfOutput(number), add('stderr')),
      answerOf(socket, number),
    ]).then(([, , { code }]) => {
      child.off('close', onEnd);
      resolve({ code, output });
    });
  });
}

/** Hands on what comes until the end, which may come in parts. */
function readUntil(stream: NodeJS.ReadableStream, end: string, onText: (text: string) => void): Promise<void> {
  return new Promise((resolve) => {
    let held = '';
    const onData = (text: string): void => {
      held += text;
      const index = held.indexOf(end);
      const isHeld = index < 0 && held.includes('\u0000');
      const known = index < 0 ? (isHeld ? held.indexOf('\u0000') : held.length) : index;
      onText(held.slice(0, known));
      held = held.slice(known);
      if (index < 0) return;
      stream.off('data', onData);
      resolve();
    };
    stream.setEncoding('utf8').on('data', onData);
  });
}

function answerOf(socket: Duplex, number: number): Promise<Response> {
  return new Promise((resolve) => {
    const onData = createLineReader((line) => {
      socket.off('data', onData);
      const response = JSON.parse(line) as Response;
      if (response.number === number) resolve(response);
    });
    socket.setEncoding('utf8').on('data', onData);
  });
}
