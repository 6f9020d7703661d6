import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';

import { OutputTail } from './captureOutput.js';

/** How a process ended and what it printed. */
export interface Finished {
  /** `exit code 0`, `exit code 1`, `ended by SIGKILL`, or why it did not start. */
  readonly exit: string;
  readonly stdout: string;
  /** stdout and stderr together, as they came. */
  readonly output: string;
}

/** Runs processes and ends those that still run when it is closed or this process exits. */
export interface ProcessGroup {
  run(command: string, args: readonly string[], options: SpawnOptions, onStart?: (child: ChildProcess) => void): Promise<Finished>;
  close(): Promise<void>;
}

export function createProcessGroup(): ProcessGroup {
  const running = new Set<ChildProcess>();
  const endAll = (): void => running.forEach(end);
  process.once('exit', endAll);
  return {
    run: (command, args, options, onStart) => run(running, command, args, options, onStart),
    close: () => {
      process.off('exit', endAll);
      endAll();
      return Promise.resolve();
    },
  };
}

function run(running: Set<ChildProcess>, command: string, args: readonly string[], options: SpawnOptions, onStart?: (child: ChildProcess) => void): Promise<Finished> {
  const stdout = new OutputTail();
  const output = new OutputTail();
  return new Promise((resolve) => {
    const finish = (exit: string): void => resolve({ exit, stdout: stdout.text, output: output.text });
    const child = start(command, args, options, finish);
    if (child === undefined) return;
    running.add(child);
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout.add(text), output.add(text)));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => output.add(text));
    child.once('error', (error) => (running.delete(child), finish(`did not start (${error.message})`)));
    child.once('close', (code, signal) => (running.delete(child), finish(signal === null ? `exit code ${code}` : `ended by ${signal}`)));
    onStart?.(child);
  });
}

/** A process group of its own, so that what the command started ends with it. */
function start(command: string, args: readonly string[], options: SpawnOptions, finish: (exit: string) => void): ChildProcess | undefined {
  try {
    return spawn(command, [...args], { stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32', ...options, shell: false });
  } catch (error) {
    finish(`did not start (${error instanceof Error ? error.message : String(error)})`);
    return undefined;
  }
}

function end(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It has ended by itself meanwhile.
  }
}
