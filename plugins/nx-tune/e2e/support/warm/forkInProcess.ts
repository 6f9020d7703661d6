import { AsyncLocalStorage } from 'node:async_hooks';
import childProcess, { type ChildProcess, type ForkOptions } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { PassThrough, Writable } from 'node:stream';

import { end, runAs, type VirtualProcess } from './virtualProcess.js';

/**
 * Nx forks a process for each task and each batch of tasks. Their two scripts run in this process instead, in a virtual
 * process of their own; whatever else is forked stays a process.
 */
export function forkInProcess(scripts: readonly string[]): void {
  const { fork } = childProcess;
  const replaced = (script: string, ...rest: readonly unknown[]): ChildProcess => {
    if (!scripts.includes(script)) return Reflect.apply(fork, childProcess, [script, ...rest]) as ChildProcess;
    const options = rest.find((value) => typeof value === 'object' && !Array.isArray(value)) as ForkOptions;
    return start(script, options);
  };
  childProcess.fork = replaced as typeof fork;
}

/** Children that still run. */
const running = new Set<VirtualProcess>();

/** Ends the children that Nx leaves behind when it ends, and that would end with it. */
export function endChildren(): void {
  for (const child of running) end(child, 1);
}

function start(script: string, { env = {}, stdio }: ForkOptions): ChildProcess {
  const child = new EventEmitter() as EventEmitter & Partial<Record<keyof ChildProcess, unknown>>;
  const toNx = asNx();
  const [stdout, stderr] = [createPipe(toNx), createPipe(toNx)];
  const program: VirtualProcess = {
    env: Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined)),
    stdout: stdout.from,
    stderr: stderr.from,
    send: (message) => deliver(message, (copy) => toNx(() => child.emit('message', copy))),
    events: new EventEmitter(),
    onExit: (code) => {
      running.delete(program);
      [stdout, stderr].forEach(({ to }) => toNx(() => to.end()));
      toNx(() => toNx(() => (child.emit('exit', code, null), child.emit('close', code, null))));
    },
    hasEnded: false,
  };
  running.add(program);
  const isInherited = Array.isArray(stdio) && stdio[1] === 'inherit';
  if (isInherited) {
    stdout.to.on('data', (chunk: Buffer) => process.stdout.write(chunk));
    stderr.to.on('data', (chunk: Buffer) => process.stderr.write(chunk));
  }
  // Without a `pid`: Nx would end a process of that id, and measure it.
  Object.assign(child, {
    stdout: isInherited ? null : stdout.to,
    stderr: isInherited ? null : stderr.to,
    connected: true,
    disconnect: () => void (child.connected = false),
    send: (message: unknown) =>
      deliver(message, (copy) => setImmediate(() => runAs(program, () => program.events.emit('message', copy)))),
  });
  runAs(program, () => load(script));
  return child as unknown as ChildProcess;
}

/** Nx hears of a child as Nx, not as the child, and one turn later, in the order in which it happens. */
function asNx(): (action: () => void) => boolean {
  const run = AsyncLocalStorage.snapshot();
  return (action) => (setImmediate(() => run(action)), true);
}

/** Creates a pipe that the child writes to and Nx reads from. */
function createPipe(toNx: (action: () => void) => boolean): { readonly from: Writable; readonly to: PassThrough } {
  const to = new PassThrough();
  const write: Writable['_write'] = (chunk, _, done) => (toNx(() => to.write(chunk)), done());
  return { from: new Writable({ write }), to };
}

/** A message travels between processes as the text that it is when it is sent, whatever becomes of the object afterwards. */
const deliver = <T>(message: unknown, to: (copy: unknown) => T): T => to(JSON.parse(JSON.stringify(message)));

/** Each script listens for its one message when it is loaded. */
function load(script: string): void {
  delete require.cache[script];
  require(script);
}
