import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folder and manifest of every workspace package that is meant for the registry. */
export function publishedPackages(root) {
  return ['packages', 'plugins']
    .flatMap((parent) => readdirSync(join(root, parent)).map((name) => join(root, parent, name)))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => ({ folder, manifest: readJson(join(folder, 'package.json')) }))
    .filter(({ manifest }) => manifest.private !== true);
}

export const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
