import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

/** Builds after `npm install`; an install without devDependencies has no compiler, and needs no build. */
const compiler = findCompiler();
if (compiler !== undefined) {
  const { status } = spawnSync(process.execPath, [compiler, '-b', 'plugins/nx-tune'], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

function findCompiler() {
  try {
    return createRequire(import.meta.url).resolve('typescript/bin/tsc');
  } catch {
    return undefined;
  }
}
