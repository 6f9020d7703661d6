import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { dependencyProblems } from './dependencyProblems.mjs';
import { packedFileProblems } from './packedFiles.mjs';
import { publishedPackages } from './publishedPackages.mjs';

/** Packs every published package and asks of the tarball: its files, its dependencies, publint, and attw. Nothing here needs a network. */
const execute = promisify(execFile);
const tarballs = mkdtempSync(join(tmpdir(), 'nx-tune-packed-'));
try {
  const reports = await Promise.all(publishedPackages(process.cwd()).map(checkPackage));
  for (const { name, problems } of reports)
    console.log([`${problems.length > 0 ? '✗' : '✓'} ${name}`, ...problems].join('\n  '));
  process.exitCode = reports.some(({ problems }) => problems.length > 0) ? 1 : 0;
} finally {
  rmSync(tarballs, { recursive: true, force: true });
}

async function checkPackage({ folder, manifest }) {
  const packed = await pack(folder);
  const outside = await Promise.all([
    problemsOf('publint', ['run', packed.tarball, '--strict']),
    problemsOf('attw', [
      packed.tarball,
      '--profile',
      'node16',
      '--no-definitely-typed',
      '--no-color',
      '--no-emoji',
      '-f',
      'ascii',
    ]),
  ]);
  const problems = [packedFileProblems, dependencyProblems].flatMap((problemsIn) => problemsIn(folder, packed.files));
  return { name: manifest.name, problems: [...problems, ...outside.flat()] };
}

async function pack(folder) {
  const { stdout } = await execute('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', tarballs], {
    cwd: folder,
  });
  const [{ filename, files }] = JSON.parse(stdout);
  return { tarball: join(tarballs, filename), files: files.map(({ path }) => path) };
}

async function problemsOf(tool, args) {
  const bin = join('node_modules', '.bin', tool);
  return execute(bin, args).then(
    () => [],
    /** @param {unknown} error */ (error) => [`${tool}: ${(error.stdout || error.message).trim()}`],
  );
}
