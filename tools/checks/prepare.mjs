import { createRequire } from 'node:module';

/** Builds after `npm install`; an install without devDependencies has no compiler, and needs no build. */
if (hasCompiler()) await import('./build.mjs');

function hasCompiler() {
  try {
    return createRequire(import.meta.url).resolve('typescript/bin/tsc') !== '';
  } catch {
    return false;
  }
}
