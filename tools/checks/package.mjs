import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { dependencyProblems } from './dependencyProblems.mjs';
import { packedFileProblems } from './packedFiles.mjs';
import { publishedPackages } from './publishedPackages.mjs';

/**
 * Packs every published package and checks its tarball: its files, its dependencies, and what publint and attw say of it. Nothing
 * here needs a network.
 */
const execute = promisify(execFile);
const tarballs = mkdtempSync(join(tmpdir(), 'nx-tune-packed-'));
try {
  const reports = await Promise.all((await packAll(publishedPackages(process.cwd()))).map(checkPackage));
  for (const { name, problems } of reports)
    console.log([`${problems.length > 0 ? '✗' : '✓'} ${name}`, ...problems].join('\n  '));
  process.exitCode = reports.some(({ problems }) => problems.length > 0) ? 1 : 0;
} finally {
  rmSync(tarballs, { recursive: true, force: true });
}

async function checkPackage({ folder, manifest, tarball, files }) {
  const outside = await Promise.all([
    problemsOf('publint', ['run', tarball, '--strict']),
    problemsOf('attw', [
      tarball,
      '--profile',
      'node16',
      '--no-definitely-typed',
      '--no-color',
      '--no-emoji',
      '-f',
      'ascii',
    ]),
  ]);
  const problems = [packedFileProblems, dependencyProblems].flatMap((problemsIn) => problemsIn(folder, files));
  return { name: manifest.name, problems: [...problems, ...outside.flat()] };
}

/** One process packs them all, in the order in which they are named. */
async function packAll(packages) {
  const folders = packages.map(({ folder }) => folder);
  const options = ['--json', '--ignore-scripts', '--pack-destination', tarballs];
  const { stdout } = await execute('npm', ['pack', ...folders, ...options], { maxBuffer: 1e8 });
  const packed = JSON.parse(stdout);
  return packages.map((one, index) => ({
    ...one,
    tarball: join(tarballs, packed[index].filename),
    files: packed[index].files.map(({ path }) => path),
  }));
}

async function problemsOf(tool, args) {
  const bin = join('node_modules', '.bin', tool);
  return execute(bin, args).then(
    () => [],
    /** @param {unknown} error */ (error) => [`${tool}: ${(error.stdout || error.message).trim()}`],
  );
}
