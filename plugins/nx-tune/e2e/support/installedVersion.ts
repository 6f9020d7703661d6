import { createHash } from 'node:crypto';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { writeFiles } from './base.js';

/**
 * Leaves what `npm install` of another version of one of the tiny packages leaves, without npm: the contract suite
 * compares the two.
 */
export function writeInstalledVersion(root: string, name: string, version: string): void {
  const base = process.env['NX_TUNE_E2E_BASE'] ?? '';
  const folder = join('node_modules', name);
  // Files of packages are hard links, which are not to be written.
  rmSync(join(root, folder), { recursive: true });
  cpSync(join(base, 'sources', `${name}-${version}`), join(root, folder), { recursive: true });
  const tarball = readFileSync(join(base, 'tarballs', `${name}-${version}.tgz`));
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  for (const file of ['package.json', 'package-lock.json', 'node_modules/.package-lock.json']) {
    const text = readFileSync(join(root, file), 'utf8');
    const manifest = JSON.parse(
      text.replaceAll(new RegExp(`${name}-[\\d.]+\\.tgz`, 'g'), `${name}-${version}.tgz`),
    ) as {
      readonly packages?: Record<string, { version: string; integrity: string }>;
    };
    const entry = manifest.packages?.[folder];
    if (entry !== undefined) Object.assign(entry, { version, integrity });
    writeFiles(root, { [file]: `${JSON.stringify(manifest, undefined, 2)}\n` });
  }
}

export const versionOf = (root: string, name: string): string =>
  (JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;
