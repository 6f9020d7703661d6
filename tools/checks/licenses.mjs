import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The licences of the packages in bundles of esbuild, as one text: what is bundled takes its licence with it.
 *
 * @param {string} folder the folder that the paths of inputs are relative to
 * @param {readonly string[]} inputs the files that were bundled
 */
export function licensesOf(folder, inputs) {
  const packages = inputs.flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []);
  return [...new Set(packages.map((path) => join(folder, path)))]
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map(licenseOf)
    .join('\n');
}

function licenseOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)(\.|$)/i.test(file));
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  if (texts.length === 0) throw new Error(`${name} has no licence`);
  return [`${name} ${version} (${license})`, '', ...texts, ''].join('\n');
}
