import { AsyncLocalStorage } from 'node:async_hooks';
import type { EventEmitter } from 'node:events';
import type { Writable } from 'node:stream';

/**
 * The process of a program that runs inside the warm process, as the program sees it: a command of Nx, or an executor that Nx
 * would fork. `process` answers with it wherever the program's asynchronous calls lead.
 */
export interface VirtualProcess {
  /** Absent for a command, which has the environment of the warm process itself: native code reads that one too. */
  readonly env?: NodeJS.ProcessEnv;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Absent for a command, as `process.send` is in a process that nobody forked. */
  readonly send?: (message: unknown) => boolean;
  /** Messages, signals and the end of the process, to whoever listens for them. */
  readonly events: EventEmitter;
  /** Called once: nothing of the program is heard after it. */
  readonly onExit: (code: number) => void;
  hasEnded: boolean;
}

const current = new AsyncLocalStorage<VirtualProcess>();

/** The time at which each program began, by `performance.now()`. */
const starts = new WeakMap<VirtualProcess, number>();

export function runAs<T>(program: VirtualProcess, run: () => T): T {
  if (!starts.has(program)) starts.set(program, performance.now());
  return current.run(program, run);
}

/** Thrown by `process.exit`, which must not return. */
class Exit extends Error {}

/** Ends a program, without throwing in the caller. */
export function end(program: VirtualProcess, code: number): void {
  try {
    exit(program, code);
  } catch {
    // It has ended.
  }
}

/** A program ends by `process.exit`, or by an error that nobody caught. Throws so that the program does not go on. */
function exit(program: VirtualProcess, code: number): never {
  if (!program.hasEnded) {
    // Listeners run while the program is still heard, as in a process that exits.
    program.events.emit('exit', code);
    program.hasEnded = true;
    program.events.removeAllListeners();
    program.onExit(code);
  }
  throw new Exit('The program has ended.');
}

/** Makes `process` answer as the virtual process of whoever asks. */
export function installVirtualProcess(): void {
  installEnvironment();
  installOutput('stdout');
  installOutput('stderr');
  installEvents();
  property('send', () => current.getStore()?.send as typeof process.send);
  const uptime = process.uptime.bind(process);
  process.uptime = () => {
    const program = current.getStore();
    return program === undefined ? uptime() : (performance.now() - (starts.get(program) ?? 0)) / 1000;
  };
  process.exit = (code) => endCurrent(Number(code ?? process.exitCode ?? 0));
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
}

function endCurrent(code: number): never {
  const program = current.getStore();
  if (program === undefined) return reallyExit(code);
  return exit(program, code);
}

export const reallyExit: typeof process.exit = process.exit.bind(process);

/** An error that nobody caught ends a process, and so the virtual one. */
export function crash(error: unknown): void {
  if (error instanceof Exit) return;
  const program = current.getStore();
  console.error(error);
  if (program === undefined) reallyExit(1);
  else end(program, 1);
}

/** Nx assigns `process.env` too, around the hooks of plugins. */
function installEnvironment(): void {
  let own = process.env;
  property(
    'env',
    () => current.getStore()?.env ?? own,
    (env) => {
      if (current.getStore()?.env === undefined) own = env;
    },
  );
}

/** `process.stdout` is the program's own; `console` holds on to the first one that it saw, which hands over. */
function installOutput(name: 'stdout' | 'stderr'): void {
  const real = process[name];
  type Write = (...args: readonly unknown[]) => boolean;
  const write = real.write.bind(real) as Write;
  real.write = ((...args) => {
    const program = current.getStore();
    if (program?.hasEnded === true) return drop(args);
    if (program === undefined || program[name] === real) return write(...args);
    return (program[name].write.bind(program[name]) as Write)(...args);
  }) as Write;
  property(name, () => (current.getStore()?.[name] ?? real) as typeof real);
}

/** Writes nothing, and calls back as if it had. */
function drop(args: readonly unknown[]): boolean {
  const callback = args.at(-1);
  if (typeof callback === 'function') setImmediate(callback as () => void);
  return true;
}

/**
 * Listeners for what only the virtual process hears: they end with it. A command hands its listeners for the end of the
 * process on, since what it has loaded stays: the database of Nx is closed once.
 */
function installEvents(): void {
  const scoped = new Set<string | symbol>(['message', 'disconnect', 'SIGHUP', 'SIGINT', 'SIGTERM']);
  const isScoped = (program: VirtualProcess, event: string | symbol): boolean =>
    scoped.has(event) || (event === 'exit' && program.env !== undefined);
  for (const name of ['on', 'once', 'off', 'addListener', 'removeListener'] as const) {
    const real = process[name].bind(process) as (event: string | symbol, listener: () => void) => unknown;
    process[name] = ((event: string | symbol, listener: () => void) => {
      const program = current.getStore();
      if (program === undefined || !isScoped(program, event)) real(event, listener);
      else program.events[name](event, listener);
      return process;
    }) as (typeof process)[typeof name];
  }
}

function property<Name extends 'env' | 'send' | 'stdout' | 'stderr'>(
  name: Name,
  get: () => (typeof process)[Name],
  set?: (value: (typeof process)[Name]) => void,
): void {
  Object.defineProperty(process, name, {
    configurable: true,
    enumerable: true,
    get,
    ...(set === undefined ? {} : { set }),
  });
}
