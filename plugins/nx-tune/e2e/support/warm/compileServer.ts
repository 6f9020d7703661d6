import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { transformSync } from '@swc/core';

/** Compiles the warm process, which runs without jest, into a folder. */
export function compileServer(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(__dirname).filter((file) => file.endsWith('.ts'))) {
    const { code } = transformSync(readFileSync(join(__dirname, name), 'utf8'), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    writeFileSync(join(folder, name.replace(/\.ts$/, '.js')), code);
  }
}
