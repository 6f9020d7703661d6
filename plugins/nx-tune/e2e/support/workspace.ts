import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { writeFiles } from './base.js';
import { cleanEnvironment } from './cleanEnvironment.js';
import { versionOf, writeInstalledVersion } from './installedVersion.js';
import { linkModules, tinyPackages } from './linkModules.js';
import { rememberFiles } from './rememberFiles.js';
import { mustRun, type Ran, run } from './run.js';
import { isWarmCommand } from './warm/isWarmCommand.js';
import type { Program } from './warm/protocol.js';
import { quickNode } from './warm/quickNode.js';
import { createWarmNx } from './warm/warmNx.js';

/** A workspace of its own for a test: a copy of the base, with caches and data of its own. */
export interface Workspace {
  readonly root: string;
  /** Runs `nx` as a user would. */
  nx(...args: readonly string[]): Promise<Ran>;
  /** Runs `nx-tune` as a user would. */
  verb(...args: readonly string[]): Promise<Ran>;
  /** Runs one of the two in a process of its own, also where all others share one. */
  real(program: Program, ...args: readonly string[]): Promise<Ran>;
  /** Runs `nx` beside what the others run: in another process, which runs one such command after another. */
  beside(...args: readonly string[]): Promise<Ran>;
  /** The path of a package of the base. */
  tarball(name: string): string;
  /** Starts `nx` in a process group of its own, to be killed. */
  start(...args: readonly string[]): ChildProcess;
  /** Returns the number of trials that a command executes; fails if the command does. */
  executions(...args: readonly string[]): Promise<number>;
  /** Environment variables of all later commands. */
  readonly env: Record<string, string>;
  path(file: string): string;
  exists(path: string): boolean;
  /** Returns the number of trials that were executed in this workspace and its copies. */
  counted(): number;
  read(file: string): string;
  /** The text of the one file of a folder whose name ends so. */
  logs(folder: string, end: string): string;
  write(file: string, text: string): void;
  edit(file: string, from: string, to: string): void;
  remove(path: string): void;
  /**
   * Remembers the files, the environment variables and the versions of packages. The function that it returns brings them back;
   * results of trials and caches stay.
   */
  remember(): () => void;
  /** Runs npm, which takes seconds, in a workspace that was created for it. */
  npmInstall(tarball: string): Promise<void>;
  /** Another version of one of the tiny packages, as npm would leave it. */
  install(name: 'tiny-sum' | 'unrelated', version: '1.0.0' | '2.0.0'): void;
  /** A clone by git with the same packages installed; it has the same caches, or as on another machine its own. */
  cloned(caches?: 'same' | 'own'): Promise<Workspace>;
  /** Runs git, and returns what it printed. */
  git(...args: readonly string[]): Promise<string>;
  /** Another copy of the present files, elsewhere, with the same caches. */
  moved(): Promise<Workspace>;
  dispose(): Promise<void>;
}

interface Place {
  readonly root: string;
  /** The folder of caches, shared by copies of the workspace. */
  readonly shared: string;
  readonly daemon: boolean;
  readonly isolated: boolean;
  readonly nx: 'warm' | 'apart' | 'real';
  readonly npm: boolean;
}

const baseFolder = (): string => join(process.env['NX_TUNE_E2E_BASE'] ?? '', 'workspace');

export async function createWorkspace(
  options: {
    readonly daemon?: boolean;
    /** Plugins in processes of their own, as is Nx's rule: two seconds of work for each command, and for each edit that the daemon sees. */
    readonly isolated?: boolean;
    /**
     * One process for all commands, see `warm/server.ts`; one for each, which starts quickly, see `quickNode`; or one for each as
     * users have it. `apart` with isolated plugins.
     */
    readonly nx?: 'warm' | 'apart' | 'real';
    /** True for a workspace in which npm runs: it gets packages of its own, not links to those of the base. */
    readonly npm?: boolean;
    readonly files?: { readonly [path: string]: string };
  } = {},
): Promise<Workspace> {
  const folder = mkdtempSync(join(tmpdir(), 'nx-tune-workspace-'));
  const place = {
    root: join(folder, 'acme'),
    shared: join(folder, 'shared'),
    daemon: options.daemon ?? false,
    isolated: options.isolated ?? false,
    nx: process.env['NX_TUNE_E2E_REAL'] === 'true' ? 'real' : (options.nx ?? 'warm'),
    npm: options.npm ?? false,
  };
  await copy(baseFolder(), place);
  writeFiles(place.root, options.files ?? {});
  mkdirSync(place.shared);
  await mustRun('git', ['init', '-q', '-b', 'main'], { cwd: place.root });
  return open(place, {});
}

const identity = ['-c', 'user.name=e2e', '-c', 'user.email=e2e@example.com'];

async function copy(from: string, to: Pick<Place, 'root' | 'npm'>): Promise<void> {
  mkdirSync(to.root, { recursive: true });
  const names = readdirSync(from).filter((name) => name !== modules && name !== '.git');
  await mustRun('cp', ['-a', ...names, to.root], { cwd: from });
  await copyModules(from, to);
}

const modules = 'node_modules';

/** For npm, packages are hard links, which it replaces; but it writes over its own two kinds of files. */
async function copyModules(from: string, { root: to, npm }: Pick<Place, 'root' | 'npm'>): Promise<void> {
  if (!npm) return linkModules(join(from, modules), join(to, modules));
  await mustRun('cp', ['-al', join(from, modules), to], { cwd: to });
  const lock = join(modules, '.package-lock.json');
  rmSync(join(to, lock));
  copyFileSync(join(from, lock), join(to, lock));
}

function open(place: Place, variables: Record<string, string>): Workspace {
  const { root, shared, daemon } = place;
  const node = place.nx === 'real' ? [] : quickNode();
  const counter = join(shared, 'executions.txt');
  const env: Record<string, string> = { ...variables };
  const environment = (): NodeJS.ProcessEnv => ({
    ...cleanEnvironment(),
    ...nxEnvironment(place),
    E2E_COUNTER: counter,
    ...env,
  });
  const [warm, warmBeside] = [createWarmNx(root, join(shared, 'data')), createWarmNx(root, join(shared, 'data'))];
  const real = (program: Program, args: readonly string[]): Promise<Ran> => {
    const bin = join(root, 'node_modules/.bin', program);
    const [file, words] = place.nx === 'real' ? [bin, args] : [process.execPath, [...node, bin, ...args]];
    return run(file, words, { cwd: root, env: environment() });
  };
  const command =
    (program: Program, server = warm) =>
    async (...args: readonly string[]): Promise<Ran> => {
      if (isApart(place, program, args, env)) return real(program, args);
      if ((env['NX_DAEMON'] ?? String(daemon)) === 'true') await setTimeout(startMs);
      return server.run(program, args, environment());
    };
  const nx = command('nx');
  const verb = command('nx-tune');
  /** Copies share the folder of its socket, in which one daemon answers for one path only. */
  const stopDaemon = async (): Promise<void> => void (daemon && (await nx('daemon', '--stop')));
  const workspace: Workspace = {
    root,
    start: (...args) =>
      spawn(process.execPath, [...node, join(root, 'node_modules/nx/dist/bin/nx.js'), ...args], {
        cwd: root,
        env: environment(),
        detached: true,
        stdio: 'ignore',
      }),
    env,
    nx,
    real: (program, ...args) => real(program, args),
    beside: command('nx', warmBeside),
    verb,
    tarball: (name) => join(process.env['NX_TUNE_E2E_BASE'] ?? '', 'tarballs', name),
    executions: async (...args) => {
      const before = lines(counter);
      const { code, output } = await nx(...args);
      if (code !== 0) throw new Error(`nx ${args.join(' ')} ended with ${code}:\n${output}`);
      return lines(counter) - before;
    },
    path: (file) => join(root, file),
    exists: (path) => existsSync(join(root, path)),
    counted: () => lines(counter),
    read: (file) => readFileSync(join(root, file), 'utf8'),
    logs: (folder, end) =>
      readdirSync(join(root, folder))
        .filter((name) => name.endsWith(end))
        .map((name) => workspace.read(join(folder, name)))
        .join(''),
    write: (file, text) => writeFiles(root, { [file]: text }),
    edit: (file, from, to) => {
      const text = workspace.read(file);
      if (!text.includes(from)) throw new Error(`${file} does not hold ${JSON.stringify(from)}`);
      workspace.write(file, text.replace(from, to));
    },
    remove: (path) => rmSync(join(root, path), { recursive: true, force: true }),
    remember: () => {
      const [bringBack, variables] = [rememberFiles(root), { ...env }];
      return () => {
        // Files that are written again are work for the daemon.
        for (const name of tinyPackages)
          if (versionOf(root, name) !== '1.0.0') writeInstalledVersion(root, name, '1.0.0');
        bringBack();
        for (const name of Object.keys(env)) delete env[name];
        Object.assign(env, variables);
      };
    },
    npmInstall: async (tarball) =>
      void (await mustRun('npm', ['install', '--no-audit', '--no-fund', tarball], { cwd: root, env: environment() })),
    install: (name, version) => writeInstalledVersion(root, name, version),
    git: (...args) => mustRun('git', [...identity, ...args], { cwd: root }),
    cloned: async (caches = 'same') => {
      await stopDaemon();
      await workspace.git('add', '-A');
      await workspace.git('commit', '-qm', 'All', '--allow-empty');
      const clone = join(mkdtempSync(join(tmpdir(), 'nx-tune-clone-')), 'clone');
      await mustRun('git', ['clone', '-q', root, clone], { cwd: root });
      await copyModules(root, { ...place, root: clone });
      const own = join(dirname(clone), 'shared');
      mkdirSync(own);
      return open({ ...place, root: clone, shared: caches === 'own' ? own : shared }, env);
    },
    moved: async () => {
      await stopDaemon();
      const copyRoot = join(mkdtempSync(join(tmpdir(), 'nx-tune a folder with spaces-')), 'clone');
      await copy(root, { ...place, root: copyRoot });
      return open({ ...place, root: copyRoot }, env);
    },
    dispose: async () => {
      await stopDaemon();
      await Promise.all([warm.end(), warmBeside.end()]);
      rmSync(dirname(root), { recursive: true, force: true });
    },
  };
  return workspace;
}

/** As long as a process of Nx takes to start: meanwhile its daemon hears of edits. */
const startMs = 700;

/** True if a command gets a process of its own; `env` holds the variables that the test adds to the environment. */
function isApart(
  { isolated, nx }: Place,
  program: Program,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): boolean {
  return nx !== 'warm' || isolated || !isWarmCommand(program, args, Object.keys(env));
}

const lines = (file: string): number => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0);

const nxEnvironment = ({ root, shared, daemon, isolated, nx }: Place): Record<string, string> => ({
  NX_CACHE_DIRECTORY: join(shared, 'cache'),
  NX_WORKSPACE_DATA_DIRECTORY: join(shared, 'data'),
  NX_DAEMON: String(daemon),
  NX_ISOLATE_PLUGINS: String(isolated),
  NX_TUI: 'false',
  NX_NO_CLOUD: 'true',
  // Each thread loads TypeScript's compiler for itself. Tests of what happens at a time say --parallel.
  NX_PARALLEL: '1',
  // Threads that hash cost more than they gain where so little is hashed: a tenth of what a command takes.
  ...(nx === 'real' ? {} : { RAYON_NUM_THREADS: '1' }),
  // A copy of 27 MB for each workspace, which would stay behind.
  NX_SKIP_NATIVE_FILE_CACHE: 'true',
  // The daemon would install the latest Nx to look for editors.
  NX_USE_LOCAL: 'true',
  INIT_CWD: root,
});
