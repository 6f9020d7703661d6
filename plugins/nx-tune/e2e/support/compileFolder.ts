import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { transformSync } from '@swc/core';

/** Compiles the TypeScript files of a folder, which run in a process without jest, into another folder. */
export function compileFolder(sources: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(sources)) {
    const { code } = transformSync(readFileSync(join(sources, name), 'utf8'), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    writeFileSync(join(folder, name.replace(/\.ts$/, '.js')), code);
  }
}
