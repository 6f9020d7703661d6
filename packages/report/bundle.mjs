import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { build } from 'esbuild';

import { licensesOf } from '../../tools/checks/licenses.mjs';

/**
 * Bundles what needs the plot library: the page's script, which is put into every report, and the figures as SVG. So the
 * library is not a dependency of whoever installs the package; its licences go with it.
 */
const absWorkingDir = import.meta.dirname;
const bundled = join(absWorkingDir, 'bundled');
const inputs = [];

const script = await bundle('./page/main.ts', { platform: 'browser', format: 'iife', target: 'es2022' });
const style = await bundle('./page/page.css', {});
write('page.js', { pageScript: script, pageScriptHash: hash(script), pageStyle: style, pageStyleHash: hash(style) });
writeFileSync(
  join(bundled, 'figures.js'),
  await bundle('./page/charts/renderFigures.ts', { platform: 'node', format: 'cjs', target: 'node20' }),
);
writeFileSync(join(bundled, 'LICENSES.txt'), licensesOf(absWorkingDir, inputs));

async function bundle(entry, options) {
  const { outputFiles, metafile } = await build({
    absWorkingDir,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    legalComments: 'none',
    charset: 'ascii',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
    ...options,
  });
  inputs.push(...Object.keys(metafile.inputs));
  return outputFiles[0].text.trimEnd();
}

function write(file, constants) {
  const lines = Object.entries(constants).map(([name, text]) => `exports.${name} = ${JSON.stringify(text)};`);
  writeFileSync(join(bundled, file), `'use strict';\n${lines.join('\n')}\n`);
}

function hash(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
