import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const changedAt = (...path: string[]): number => statSync(join(root, ...path), { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** A file of the built package: under jest a thread cannot load a TypeScript file. */
export function compiledFile(module: string): string {
  const newest = Math.max(
    ...readdirSync(join(root, 'src'), { encoding: 'utf8', recursive: true }).map((file) => changedAt('src', file)),
  );
  // The compiler touches this file whenever it finds the build to be up to date.
  if (changedAt('dist', '.tsbuildinfo') < newest) {
    throw new Error('packages/runner/dist is older than src. Build it: npx tsc -b packages/runner');
  }
  return join(root, 'dist', module);
}

/** Returns the exports of that file. */
export const compiled = (module: string): unknown => require(compiledFile(module));
