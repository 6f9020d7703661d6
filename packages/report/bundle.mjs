import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { build } from 'esbuild';

/**
 * Bundles what needs the plot library: the page's script, which is put into every report, and the figures as SVG. So the
 * library is no dependency of whoever installs the package; its licences go with it.
 */
const absWorkingDir = import.meta.dirname;
const bundled = join(absWorkingDir, 'bundled');
const licensed = new Set();

const script = await bundle('./page/main.ts', { platform: 'browser', format: 'iife', target: 'es2022' });
const style = await bundle('./page/page.css', {});
write('page.js', { pageScript: script, pageScriptHash: hash(script), pageStyle: style, pageStyleHash: hash(style) });
writeFileSync(
  join(bundled, 'figures.js'),
  await bundle('./page/charts/renderFigures.ts', { platform: 'node', format: 'cjs', target: 'node20' }),
);
writeFileSync(
  join(bundled, 'LICENSES.txt'),
  [...licensed]
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map(licenseOf)
    .join('\n'),
);

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
  for (const input of Object.keys(metafile.inputs)) {
    const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
    if (folder !== undefined) licensed.add(join(absWorkingDir, folder));
  }
  return outputFiles[0].text.trimEnd();
}

function write(file, constants) {
  const lines = Object.entries(constants).map(([name, text]) => `exports.${name} = ${JSON.stringify(text)};`);
  writeFileSync(join(bundled, file), `'use strict';\n${lines.join('\n')}\n`);
}

function hash(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function licenseOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)(\.|$)/i.test(file));
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  if (texts.length === 0) throw new Error(`${name} has no licence`);
  return [`${name} ${version} (${license})`, '', ...texts, ''].join('\n');
}
