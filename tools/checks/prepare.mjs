import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

/** Builds after `npm install`; an install without devDependencies has no compiler, and needs no build. */
const compiler = findCompiler();
if (compiler !== undefined) {
  process.exitCode = run([compiler, '-b', 'plugins/nx-tune']) || run(['packages/report/bundle.mjs']);
}

function run(args) {
  return spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
}

function findCompiler() {
  try {
    return createRequire(import.meta.url).resolve('typescript/bin/tsc');
  } catch {
    return undefined;
  }
}
