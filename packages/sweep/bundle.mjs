import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { build } from 'esbuild';

import { licensesOf } from '../../tools/checks/licenses.mjs';

/**
 * Bundles of two libraries what our packages use of them: zod has 95 files, 60 of them messages in other languages, and yaml 72. Each
 * of our processes reads a sweep file, so loading them was a third of what it took. The build makes compiled modules load these
 * bundles; sources and types know the libraries alone.
 */
const absWorkingDir = import.meta.dirname;
const bundled = join(absWorkingDir, 'bundled');
const packages = ['exchange', 'report', 'sweep'];

mkdirSync(bundled, { recursive: true });
const zodNames = namesUsed(/\bzod_\d+\.z\.(\w+)/g);
const inputs = [
  ...(await bundle('zod', zodEntry(zodNames))),
  ...(await bundle('yaml', `export { ${namesUsed(/\byaml_\d+\.(\w+)/g).join(', ')} } from 'yaml';`)),
];
writeFileSync(join(bundled, 'LICENSES.txt'), licensesOf(absWorkingDir, inputs));

/** Returns the names that compiled modules import from a library. */
function namesUsed(pattern) {
  const folders = packages.map((name) => join(absWorkingDir, '..', name, 'dist'));
  const texts = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .filter((file) => file.endsWith('.js'))
      .map((file) => readFileSync(join(folder, file), 'utf8')),
  );
  return [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name)))].toSorted((a, b) =>
    a < b ? -1 : 1,
  );
}

/** Some of zod's names are words of JavaScript, such as `enum`. */
function zodEntry(names) {
  const imports = names.map((name) => `${name} as ${name}_`).join(', ');
  const fields = names.map((name) => `${name}: ${name}_`).join(', ');
  return `import { config, ${imports} } from 'zod';
import english from 'zod/v4/locales/en.js';
config(english());
export const z = { ${fields} };`;
}

async function bundle(name, contents) {
  const { metafile } = await build({
    absWorkingDir,
    stdin: { contents, resolveDir: absWorkingDir },
    outfile: `bundled/${name}.js`,
    bundle: true,
    minify: true,
    metafile: true,
    legalComments: 'none',
    charset: 'ascii',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
  });
  return Object.keys(metafile.inputs);
}
