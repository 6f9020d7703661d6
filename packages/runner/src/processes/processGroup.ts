import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';

import { defaultGraceMs, settledWithin } from './grace.js';
import { groupMemoryMb } from './groupMemory.js';
import { followUsage, type Usage } from './followUsage.js';
import { attemptVariable, endLeftovers } from './leftovers.js';
import { OutputTail } from './outputTail.js';

type Exceeded = 'timeout' | 'memory';

/** The end of a process, and what it printed. */
export interface ProcessResult {
  /** `exit code 0`, `exit code 1`, `ended by SIGKILL`, or why it did not start. */
  readonly exit: string;
  readonly stdout: string;
  /** stdout and stderr together, as they came. */
  readonly output: string;
  /** The limit that it exceeded, if it was ended for that. */
  readonly exceeded?: Exceeded;
  /** The usage of it and everything that it started, as far as it is known. */
  readonly usage: Usage;
}

/** Limits on a process and everything that it starts. */
export interface ProcessLimits {
  readonly timeoutMs?: number;
  /** Total resident memory. */
  readonly memoryMb?: number;
}

/** Runs processes, and ends those that are still running when it is closed or this process exits. */
export interface ProcessGroup {
  run(
    command: string,
    args: readonly string[],
    options: SpawnOptions,
    limits?: ProcessLimits,
    onStart?: (child: ChildProcess) => void,
  ): Promise<ProcessResult>;
  /** Asks one of them and all that it has started to end, and kills them after a while. */
  end(child: ChildProcess): void;
  /** Asks running processes to end (SIGTERM), kills them (SIGKILL) after a while, and resolves when all have ended. */
  close(): Promise<void>;
}

export function createProcessGroup(graceMs: number = defaultGraceMs): ProcessGroup {
  const running = new Map<ChildProcess, Promise<ProcessResult>>();
  const signalAll = (signal: NodeJS.Signals): void => [...running.keys()].forEach((child) => send(child, signal));
  const endAll = (): void => signalAll('SIGKILL');
  process.once('exit', endAll);
  return {
    run: async (command, args, options, limits = {}, onStart) => {
      const child = start(command, args, options);
      if (typeof child === 'string') return { exit: child, stdout: '', output: '', usage: {} };
      const finished = follow(child, graceMs, limits, options.env?.[attemptVariable]).finally(() =>
        running.delete(child),
      );
      running.set(child, finished);
      onStart?.(child);
      return finished;
    },
    end: (child) => endGently(child, graceMs),
    close: async () => {
      signalAll('SIGTERM');
      await settledWithin(graceMs, running.values());
      endAll();
      await Promise.all(running.values());
      process.off('exit', endAll);
    },
  };
}

/** Starts a command in a process group of its own, so that everything it starts ends with it. */
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

function follow(
  child: ChildProcess,
  graceMs: number,
  limits: ProcessLimits,
  attempt: string | undefined,
): Promise<ProcessResult> {
  const stdout = new OutputTail();
  const output = new OutputTail();
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout.add(text), output.add(text)));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => output.add(text));
  const watch = watchLimits(child, graceMs, limits);
  const usage = followUsage(child);
  let leftovers = Promise.resolve();
  child.once('exit', () => {
    endFollowers(child, graceMs);
    if (attempt !== undefined) leftovers = endLeftovers(attempt, child.pid);
  });
  return new Promise((resolve) => {
    const finish = (exit: string): void =>
      resolve({ exit, stdout: stdout.text, output: output.text, usage: usage.stop(), ...watch.stop() });
    child.once('error', (error) => finish(didNotStart(error)));
    child.once('close', (code, signal) => {
      void leftovers.then(() => finish(signal === null ? `exit code ${code}` : `ended by ${signal}`));
    });
  });
}

/** The interval at which a group's memory is measured. */
const measureEveryMs = 250;

/** Asks the whole group to end when it exceeds a limit, and kills it after a while. `stop` returns which limit, if any. */
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
    endGently(child, graceMs);
  };
  const measure = (): void => void (groupMemoryMb(child.pid ?? 0) > (memoryMb ?? Infinity) && end('memory'));
  if (timeoutMs !== undefined) timers.push(setTimeout(end, timeoutMs, 'timeout'));
  if (memoryMb !== undefined) timers.push(setInterval(measure, measureEveryMs));
  return {
    stop: () => {
      timers.forEach((timer) => clearTimeout(timer));
      return exceeded === undefined ? {} : { exceeded };
    },
  };
}

function endGently(child: ChildProcess, graceMs: number): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  send(child, 'SIGTERM');
  const timer = setTimeout(() => send(child, 'SIGKILL'), graceMs);
  child.once('close', () => clearTimeout(timer));
}

/** A process that a command leaves running keeps its pipes open; one that has left the group must not hold up the trial. */
function endFollowers(child: ChildProcess, graceMs: number): void {
  send(child, 'SIGKILL');
  // One turn later, since some output may still be unread after a busy second.
  const timer = setTimeout(() => setImmediate(() => dropPipes(child)), graceMs);
  child.once('close', () => clearTimeout(timer));
}

const dropPipes = ({ stdout, stderr }: ChildProcess): void => [stdout, stderr].forEach((pipe) => pipe?.destroy());

function send(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has already ended by itself.
  }
}
