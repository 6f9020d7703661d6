import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { transformSync } from '@swc/core';

/** Compiles the warm process, which runs without jest, into a folder. */
export function compileServer(folder: string): void {
  const sources = dirname(require.resolve('./server'));
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(sources)) {
    const { code } = transformSync(readFileSync(join(sources, name), 'utf8'), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    writeFileSync(join(folder, name.replace(/\.ts$/, '.js')), code);
  }
}
