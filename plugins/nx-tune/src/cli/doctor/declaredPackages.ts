import { join } from 'node:path';

import { readJson } from '../../study/readJson.js';

const fields = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

/** The packages that the package.json of a folder declares. */
export function declaredPackages(folder: string): ReadonlySet<string> {
  const manifest = readJson(join(folder, 'package.json'));
  return new Set(fields.flatMap((field) => Object.keys(manifest?.[field] ?? {})));
}
