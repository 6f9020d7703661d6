import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { fixture } from './fixture';
import { mustRun } from './run';

const repository = join(__dirname, '../../../..');
const packages = ['search', 'sweep', 'runner', 'report', 'exchange']
  .map((name) => `packages/${name}`)
  .concat('plugins/nx-tune');

/**
 * A workspace outside the repository with the packed tarballs installed by npm: every test works on a copy of it.
 * Returns its folder.
 */
export async function createBase(): Promise<string> {
  const base = mkdtempSync(join(tmpdir(), 'nx-tune-e2e-'));
  const tarballs = join(base, 'tarballs');
  mkdirSync(tarballs);
  const tiny = ['tiny-sum', 'unrelated'].flatMap((name) => [
    writeTiny(base, name, '1.0.0'),
    writeTiny(base, name, '2.0.0'),
  ]);
  await pack([...packages.map((folder) => join(repository, folder)), ...tiny], tarballs);
  const workspace = join(base, 'workspace');
  writeFiles(workspace, { ...fixture, 'package.json': manifest(tarballs) });
  await mustRun('npm', ['install', '--no-audit', '--no-fund'], { cwd: workspace });
  return base;
}

/** One npm for all of them: most of what it costs is its start. */
const pack = (folders: readonly string[], destination: string): Promise<string> =>
  mustRun('npm', ['pack', '--ignore-scripts', '--pack-destination', destination, ...folders], { cwd: destination });

/** Writes a package of which a workspace can have one version or another. Returns its folder. */
function writeTiny(base: string, name: string, version: string): string {
  const folder = join(base, 'sources', `${name}-${version}`);
  const code = `module.exports = (a, b) => a + b + ${version === '1.0.0' ? 0 : 1};\n`;
  writeFiles(folder, { 'package.json': JSON.stringify({ name, version, main: 'index.js' }), 'index.js': code });
  return folder;
}

function manifest(tarballs: string): string {
  const { devDependencies } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const ours = readdirSync(tarballs)
    .filter((name) => name.startsWith('nx-tune'))
    .map((file) => [packageName(file), `file:${join(tarballs, file)}`] as const);
  return JSON.stringify({
    name: 'acme',
    private: true,
    workspaces: ['libs/*'],
    dependencies: {
      'tiny-sum': `file:${join(tarballs, 'tiny-sum-1.0.0.tgz')}`,
      unrelated: `file:${join(tarballs, 'unrelated-1.0.0.tgz')}`,
    },
    devDependencies: {
      nx: devDependencies['nx'],
      '@nx/devkit': devDependencies['@nx/devkit'],
      ...Object.fromEntries(ours),
    },
  });
}

/** `@nx-tune/search` of `nx-tune-search-0.0.0.tgz`. */
const packageName = (tarball: string): string => tarball.replace(/-\d.*$/, '').replace(/^nx-tune-/, '@nx-tune/');

export function writeFiles(root: string, files: { readonly [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
