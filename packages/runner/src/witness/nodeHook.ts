import childProcess from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import workerThreads from 'node:worker_threads';

import { childWords } from './childWords.js';
import { witnessLogVariable } from './logVariable.js';
import type { Seen, SeenKind } from './seen.js';
import { watched } from './watched.js';

/**
 * Watches which files this thread reads, by wrapping the functions of `fs`. Node's own module loaders and jiti go through them,
 * too. It is loaded into every process of Node that a trial starts (`--require`), where it writes what it sees into a log, and
 * by the threads of a pool, which ask for it. It must not load anything but Node's own modules, nor ever throw.
 */

/** The requests of a pool's thread to the hook. */
export interface ThreadWitness {
  /** Begins a trial: what earlier ones made counts as read from now on, and its processes write into `log`. */
  begin(log: string | undefined): void;
  /** Returns what is new since the last call; undefined if nothing is, which is the rule. */
  drain(): Seen | undefined;
}

const { appendFileSync, existsSync, statSync } = fs;
const fresh = { read: new Set<string>(), listed: new Set<string>(), made: new Set<string>() };
const known = { read: new Set<string>(), listed: new Set<string>(), made: new Set<string>() };
let blind: string | undefined;
let log: string | undefined;
/** True if this thread writes what it sees into the log; otherwise it keeps that until it is asked. */
let writes = false;
let isBusy = false;

/** Begins to watch this thread, and keeps what it sees until it is asked. */
export function watchThread(): ThreadWitness {
  writes = false;
  install();
  return {
    begin: (path) => {
      log = path;
      known.made.clear();
      fresh.made.clear();
    },
    drain: () => {
      const isIdle = fresh.read.size + fresh.listed.size + known.made.size === 0 && blind === undefined;
      if (isIdle) return undefined;
      const seen: Seen = {
        read: [...fresh.read],
        listed: [...fresh.listed],
        made: [...known.made],
        watched: [],
        started: [],
        ...(blind === undefined ? {} : { blind }),
      };
      for (const paths of Object.values(fresh)) paths.clear();
      return seen;
    },
  };
}

function note(kind: 'read' | 'listed' | 'made', path: unknown): void {
  const file = toPath(path);
  if (file === undefined || isBusy || known[kind].has(file)) return;
  // A file that was read first is not a product, whatever happens to it later.
  if (kind === 'made' && known.read.has(file)) return;
  if (kind === 'read' && (known.made.has(file) || !isFile(file) || isReadByLoader(file))) return;
  known[kind].add(file);
  if (writes) write(kind, file);
  else fresh[kind].add(file);
}

/** One line for each path. The log is opened for each line: a descriptor that is kept may be closed by the program. */
function write(kind: SeenKind, text: string): void {
  if (log === undefined) return;
  isBusy = true;
  try {
    appendFileSync(log, `${JSON.stringify([kind, text])}\n`);
  } catch {
    // The run that asked is over.
  } finally {
    isBusy = false;
  }
}

function cannotSee(error: unknown): void {
  blind ??= String(error);
  if (writes) write('blind', blind);
}

/** True if a path is a file. One that is not there cannot be read; it may be there later. */
function isFile(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false })?.isDirectory() === false;
  } catch {
    return false;
  }
}

function toPath(path: unknown): string | undefined {
  if (typeof path === 'string') return resolve(path);
  if (path instanceof URL) return path.protocol === 'file:' ? fileURLToPath(path) : undefined;
  return path instanceof Uint8Array ? resolve(Buffer.from(path).toString()) : undefined;
}

/**
 * jiti, and tools that run programs, read the package.json and tsconfig.json of the folders above a module to learn how to load
 * it, and Node source maps beside it. A program may read the same files as data, so it is asked who reads.
 */
function isReadByLoader(file: string): boolean {
  if (!/(^|[\\/])(package\.json|[jt]sconfig[^\\/]*\.json|[^\\/]+\.map)$/.test(file)) return false;
  const frames = (new Error('who reads').stack ?? '').split('\n').slice(1);
  const caller = frames.find((frame) => !frame.includes(__filename)) ?? '';
  return /[\\/]node_modules[\\/](jiti|npm|pnpm|yarn|tsx|ts-node|get-tsconfig)[\\/]|node:internal\/source_map/.test(
    caller,
  );
}

type Call = (...args: unknown[]) => unknown;

/** Replaces a function by one that looks at its arguments first. */
function wrap(owner: object, name: string, see: (args: unknown[]) => void): void {
  const functions = owner as Record<string, Call | undefined>;
  const original = functions[name];
  if (typeof original !== 'function') return;
  const wrapper: Call = function (this: unknown, ...args: unknown[]): unknown {
    try {
      see(args);
    } catch (error) {
      cannotSee(error);
    }
    return Reflect.apply(original, this, args);
  };
  functions[name] = Object.defineProperties(wrapper, Object.getOwnPropertyDescriptors(original)) as Call;
}

function install(): void {
  const mark = Symbol.for('nx-tune.witness');
  if (Object.hasOwn(globalThis, mark)) return;
  Object.defineProperty(globalThis, mark, { value: true });
  watchFiles();
  watchProcesses();
  syncBuiltinESMExports();
}

function watchFiles(): void {
  const read = (args: unknown[]): void => note('read', args[0]);
  const listed = ([path, options]: unknown[]): void =>
    note('listed', (options as { recursive?: boolean } | undefined)?.recursive === true ? below(path) : path);
  const copied = ([from, to]: unknown[]): void => {
    const isFolder = statSync(from as string, { throwIfNoEntry: false })?.isDirectory() === true;
    if (isFolder) note('listed', below(from));
    else note('read', from);
    note('made', to);
  };
  for (const owner of [fs, fs.promises]) {
    for (const end of ['', 'Sync']) {
      wrap(owner, `open${end}`, ([path, flags]) => opened(path, flags ?? 'r'));
      wrap(owner, `readFile${end}`, ([path, options]) => opened(path, flagOf(options, 'r')));
      wrap(owner, `writeFile${end}`, ([path, , options]) => opened(path, flagOf(options, 'w')));
      wrap(owner, `appendFile${end}`, ([path, , options]) => opened(path, flagOf(options, 'a')));
      wrap(owner, `readdir${end}`, listed);
      wrap(owner, `opendir${end}`, listed);
      wrap(owner, `glob${end}`, (args) =>
        note('listed', below((args[1] as { cwd?: unknown } | undefined)?.cwd ?? '.')),
      );
      wrap(owner, `readlink${end}`, read);
      for (const name of ['copyFile', 'cp', 'rename', 'link']) wrap(owner, `${name}${end}`, copied);
    }
  }
  wrap(fs, 'openAsBlob', read);
  wrap(process, 'dlopen', ([, path]) => note('read', path));
  wrap(process, 'loadEnvFile', ([path]) => note('read', path ?? '.env'));
}

/** A folder with all that is below it. */
const below = (folder: unknown): string => join(toPath(folder) ?? '.', '**');

const flagOf = (options: unknown, otherwise: string): unknown =>
  (typeof options === 'object' ? (options as { flag?: unknown } | null)?.flag : undefined) ?? otherwise;

/** A file that is created or emptied is a product. One that is only appended to is neither read nor made, unless it is new. */
function opened(path: unknown, flags: unknown): void {
  const { isRead, isEmptied, isAppended } = meaningOf(flags);
  if (isEmptied || (isAppended && !existsSync(path as string))) note('made', path);
  else if (isRead) note('read', path);
}

function meaningOf(flags: unknown): { isRead: boolean; isEmptied: boolean; isAppended: boolean } {
  if (typeof flags === 'string')
    return {
      isRead: /[r+]/.test(flags),
      isEmptied: /[wx]/.test(flags),
      isAppended: flags.includes('a'),
    };
  const { O_WRONLY, O_TRUNC, O_CREAT, O_EXCL, O_APPEND } = fs.constants;
  const bits = Number(flags);
  return {
    isRead: (bits & O_WRONLY) === 0,
    isEmptied: (bits & O_TRUNC) !== 0 || ((bits & O_CREAT) !== 0 && (bits & O_EXCL) !== 0),
    isAppended: (bits & O_APPEND) !== 0 || ((bits & O_CREAT) !== 0 && (bits & O_WRONLY) !== 0),
  };
}

/** Makes processes and threads that the program starts write into the log, whatever environment it gives them. */
function watchProcesses(): void {
  const spawn = childProcess.ChildProcess.prototype as unknown as object;
  wrap(spawn, 'spawn', ([options]) => {
    const { args, cwd, envPairs } = options as { args?: string[]; cwd?: unknown; envPairs?: string[] };
    noteChild(args ?? [], cwd);
    if (log === undefined || envPairs === undefined) return;
    const env = Object.fromEntries(envPairs.map((pair) => splitPair(pair)));
    const pairs = Object.entries(watched({ ...env, [witnessLogVariable]: log }));
    envPairs.splice(0, envPairs.length, ...pairs.map(([name, value]) => `${name}=${value}`));
  });
  for (const name of ['spawnSync', 'execSync', 'execFileSync'])
    wrap(childProcess, name, (args) => {
      const [program, list] = args as [string, unknown];
      const { cwd, shell } = optionsOf(args);
      const words = [program, ...(Array.isArray(list) ? (list as string[]) : [])];
      const isShell = name === 'execSync' || (shell !== undefined && shell !== false);
      noteChild(isShell ? ['sh', '-c', words.join(' ')] : words, cwd);
      addEnvironment(args);
    });
  replaceWorker();
}

/** Looks at something without noting it. */
function unseen<Result>(look: () => Result): Result {
  isBusy = true;
  try {
    return look();
  } finally {
    isBusy = false;
  }
}

/** Notes the files that the words of a command name: a program that cannot be watched may read them. */
function noteChild(words: readonly string[], cwd: unknown): void {
  const path = process.env['PATH'] ?? '';
  const { files, listed, interpreters } = unseen(() => childWords(words.map(String), toPath(cwd ?? '.') ?? '.', path));
  for (const file of files) note('read', file);
  for (const folder of listed) note('listed', folder);
  for (const kind of interpreters) write('started', kind);
}

const splitPair = (pair: string): [string, string] => {
  const end = pair.indexOf('=', 1);
  return [pair.slice(0, end), pair.slice(end + 1)];
};

interface ChildOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: unknown;
  readonly shell?: unknown;
}

const isOptionsObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const optionsOf = (args: readonly unknown[]): ChildOptions =>
  isOptionsObject(args.at(-1)) ? (args.at(-1) as ChildOptions) : {};

function addEnvironment(args: unknown[]): void {
  if (log === undefined) return;
  const last = args.at(-1);
  const isOptions = isOptionsObject(last);
  const options = optionsOf(args);
  const env = watched({ ...(options.env ?? process.env), [witnessLogVariable]: log });
  if (isOptions || (last === undefined && args.length > 1)) args[args.length - 1] = { ...options, env };
  else args.push({ ...options, env });
}

function replaceWorker(): void {
  const { Worker } = workerThreads;
  workerThreads.Worker = class extends Worker {
    constructor(file: string | URL, options: workerThreads.WorkerOptions = {}) {
      if (log === undefined) super(file, options);
      else {
        const { env = process.env, execArgv = process.execArgv } = options;
        const logged = typeof env === 'object' ? { env: { ...env, [witnessLogVariable]: log } } : {};
        super(file, { ...options, ...logged, execArgv: [...execArgv, '--require', __filename] });
      }
    }
  };
  Object.defineProperty(workerThreads.Worker, 'name', { value: 'Worker' });
}

/** The log of a process that a trial started. In a thread of a pool the variable is not set before its first trial. */
const given = process.env[witnessLogVariable];
if (given !== undefined && given !== '') {
  log = given;
  writes = true;
  if (workerThreads.isMainThread) write('watched', 'node');
  try {
    install();
  } catch (error) {
    cannotSee(error);
  }
}
