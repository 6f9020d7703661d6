import { execFileSync } from 'node:child_process';

/** A process as `ps` lists it. */
export interface ListedProcess {
  readonly pid: number;
  readonly parent: number;
  /** One letter, the same on macOS as on Linux. */
  readonly state: string;
  /** Seconds since 1970. */
  readonly started: string;
  /** The command line, its words separated by blanks. */
  readonly command: string;
}

/** Lists all processes, or one, where the system does not show them as files; none if there is no `ps`, as on Windows. */
export function listedProcesses(pid?: number): readonly ListedProcess[] {
  if (isWithoutPs) return [];
  try {
    return parseProcesses(run('ps', ['-ww', ...(pid === undefined ? ['-A'] : ['-p', String(pid)]), '-o', columns]));
  } catch (error) {
    isWithoutPs = (error as NodeJS.ErrnoException).code === 'ENOENT';
    // Otherwise there is no such process.
    return [];
  }
}

let isWithoutPs = false;

const columns = 'pid=,ppid=,stat=,lstart=,command=';

/** Reads what `ps` prints: `  12   1 Ss   Thu Nov 26 10:49:12 2026     node server.js`. */
export const parseProcesses = (text: string): ListedProcess[] =>
  text.split('\n').flatMap((line) => {
    const [, pid, parent, state, start, command] =
      /^\s*(\d+)\s+(\d+)\s+(\S)\S*\s+(\S+\s+\S+\s+\S+\s+\S+\s+\d+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined || parent === undefined || state === undefined || command === undefined) return [];
    const started = String(Date.parse(`${start} UTC`) / 1000);
    return [{ pid: Number(pid), parent: Number(parent), state, started, command }];
  });

/** The folder in which a process was started, or to which it has gone; undefined if the system does not say. */
export function folderOfProcess(pid: number): string | undefined {
  try {
    return /^n(.*)$/m.exec(run('lsof', ['-a', '-p', String(pid), '-d', 'cwd', '-Fn']))?.[1];
  } catch {
    return undefined;
  }
}

/** The path of the terminal of a process; undefined if it has none. */
export function terminalOf(pid: number): string | undefined {
  try {
    const name = run('ps', ['-o', 'tty=', '-p', String(pid)]).trim();
    return /^\w[\w/]*$/.test(name) ? `/dev/${name}` : undefined;
  } catch {
    return undefined;
  }
}

/** Times and their words are the same for all who ask. */
const run = (command: string, args: readonly string[]): string =>
  execFileSync(command, [...args], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 5_000,
    maxBuffer: 64 * 1024 * 1024,
  });
