import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { duplicateNames } from './duplicateNames.mjs';

/**
 * Checks what no file shows by itself: imports that lead back to where they started, those of types included, and exported names
 * that mean two things. TypeScript's project references keep cycles between packages away.
 */
const sources = ['packages', 'plugins'].flatMap((parent) => foldersIn(parent)).map((folder) => `${folder}/src`);
const duplicates = duplicateNames(sources.flatMap(readSources));
for (const line of duplicates) console.log(`✗ ${line}`);
process.exitCode = hasCycles([...sources, 'tools'].filter(existsSync)) || duplicates.length > 0 ? 1 : 0;

function foldersIn(parent) {
  return existsSync(parent) ? readdirSync(parent).map((name) => `${parent}/${name}`) : [];
}

function readSources(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

/** oxlint prints each cycle, file by file. */
function hasCycles(folders) {
  const oxlint = join(dirname(createRequire(import.meta.url).resolve('oxlint/package.json')), 'bin/oxlint');
  const config = fileURLToPath(new URL('cycles.oxlintrc.json', import.meta.url));
  return spawnSync(process.execPath, [oxlint, '--config', config, ...folders], { stdio: 'inherit' }).status !== 0;
}
