import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';

import { defaultGraceMs, settledWithin } from './grace.js';
import { groupMemoryMb } from './groupMemory.js';
import { OutputTail } from './outputTail.js';

type Exceeded = 'timeout' | 'memory';

/** How a process ended and what it printed. */
export interface Finished {
  /** `exit code 0`, `exit code 1`, `ended by SIGKILL`, or why it did not start. */
  readonly exit: string;
  readonly stdout: string;
  /** stdout and stderr together, as they came. */
  readonly output: string;
  /** The limit that it went beyond, if it was ended for it. */
  readonly exceeded?: Exceeded;
}

/** What a process and all that it starts may take. */
export interface ProcessLimits {
  readonly timeoutMs?: number;
  /** Resident memory of all of them together. */
  readonly memoryMb?: number;
}

/** Runs processes and ends those that still run when it is closed or this process exits. */
export interface ProcessGroup {
  run(
    command: string,
    args: readonly string[],
    options: SpawnOptions,
    limits?: ProcessLimits,
    onStart?: (child: ChildProcess) => void,
  ): Promise<Finished>;
  /** Asks what still runs to end (SIGTERM), ends it (SIGKILL) after a while, and resolves when all of it is gone. */
  close(): Promise<void>;
}

export function createProcessGroup(graceMs: number = defaultGraceMs): ProcessGroup {
  const running = new Map<ChildProcess, Promise<Finished>>();
  const signalAll = (signal: NodeJS.Signals): void => [...running.keys()].forEach((child) => send(child, signal));
  const endAll = (): void => signalAll('SIGKILL');
  process.once('exit', endAll);
  return {
    run: async (command, args, options, limits = {}, onStart) => {
      const child = start(command, args, options);
      if (typeof child === 'string') return { exit: child, stdout: '', output: '' };
      const finished = follow(child, graceMs, limits).finally(() => running.delete(child));
      running.set(child, finished);
      onStart?.(child);
      return finished;
    },
    close: async () => {
      signalAll('SIGTERM');
      await settledWithin(graceMs, running.values());
      endAll();
      await Promise.all(running.values());
      process.off('exit', endAll);
    },
  };
}

/** A process group of its own, so that what the command started ends with it. */
function start(command: string, args: readonly string[], options: SpawnOptions): ChildProcess | string {
  const detached = process.platform !== 'win32';
  try {
    return spawn(command, [...args], { stdio: ['ignore', 'pipe', 'pipe'], detached, ...options, shell: false });
  } catch (error) {
    return didNotStart(error);
  }
}

const didNotStart = (error: unknown): string =>
  `did not start (${error instanceof Error ? error.message : String(error)})`;

function follow(child: ChildProcess, graceMs: number, limits: ProcessLimits): Promise<Finished> {
  const stdout = new OutputTail();
  const output = new OutputTail();
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout.add(text), output.add(text)));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => output.add(text));
  const watch = watchLimits(child, graceMs, limits);
  child.once('exit', () => endFollowers(child, graceMs));
  return new Promise((resolve) => {
    const finish = (exit: string): void => resolve({ exit, stdout: stdout.text, output: output.text, ...watch.stop() });
    child.once('error', (error) => finish(didNotStart(error)));
    child.once('close', (code, signal) => finish(signal === null ? `exit code ${code}` : `ended by ${signal}`));
  });
}

/** How often the memory of a group is looked at. */
const lookEveryMs = 250;

/** Asks the whole group to end when it goes beyond a limit, and ends it after a while. `stop` tells whether it did. */
function watchLimits(
  child: ChildProcess,
  graceMs: number,
  { timeoutMs, memoryMb }: ProcessLimits,
): { stop(): { readonly exceeded?: Exceeded } } {
  let exceeded: Exceeded | undefined;
  const timers: NodeJS.Timeout[] = [];
  const end = (limit: Exceeded): void => {
    if (exceeded !== undefined) return;
    exceeded = limit;
    send(child, 'SIGTERM');
    timers.push(setTimeout(() => send(child, 'SIGKILL'), graceMs));
  };
  const look = (): void => void (groupMemoryMb(child.pid ?? 0) > (memoryMb ?? Infinity) && end('memory'));
  if (timeoutMs !== undefined) timers.push(setTimeout(end, timeoutMs, 'timeout'));
  if (memoryMb !== undefined) timers.push(setInterval(look, lookEveryMs));
  return {
    stop: () => {
      timers.forEach((timer) => clearTimeout(timer));
      return exceeded === undefined ? {} : { exceeded };
    },
  };
}

/** What a command leaves running keeps its pipes open; what even left its process group must not keep the trial. */
function endFollowers(child: ChildProcess, graceMs: number): void {
  send(child, 'SIGKILL');
  // One turn later, since after a busy second what was printed may be still unread.
  const timer = setTimeout(() => setImmediate(() => dropPipes(child)), graceMs);
  child.once('close', () => clearTimeout(timer));
}

const dropPipes = ({ stdout, stderr }: ChildProcess): void => [stdout, stderr].forEach((pipe) => pipe?.destroy());

function send(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has ended by itself meanwhile.
  }
}
