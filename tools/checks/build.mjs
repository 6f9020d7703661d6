import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

import { builtVariable } from './builtVariable.mjs';
import { writeLazyModules } from './lazyModules.mjs';
import { publishedPackages } from './publishedPackages.mjs';

/** Compiles the packages and bundles libraries and the report's page, unless `npm test`, which runs this, has done so already. */
if (process.env[builtVariable] !== 'true') process.exitCode = build();

function build() {
  const failed = run([createRequire(import.meta.url).resolve('typescript/bin/tsc'), '-b', 'plugins/nx-tune']);
  if (failed) return failed;
  const failedBundle = run(['packages/sweep/bundle.mjs']) || run(['packages/report/bundle.mjs']);
  writeLazyModules(publishedPackages('.').map(({ folder }) => folder));
  return failedBundle;
}

function run(args) {
  return spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
}
