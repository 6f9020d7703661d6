import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readJson } from './publishedPackages.mjs';

const required = ['package.json', 'README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts'];

/** The files that no manifest names: the documentation directs editors to the schema, and the build loads what is bundled. */
const ofPackage = {
  'nx-tune': ['schemas/sweep.json', 'presets/momentum-sgd.yaml'],
  // Python loads them by their names.
  '@nx-tune/runner': ['python/sitecustomize.py', 'python/wandb_shim/wandb/__init__.py'],
  '@nx-tune/sweep': ['bundled/zod.js', 'bundled/yaml.js', 'bundled/LICENSES.txt'],
  '@nx-tune/report': ['bundled/page.js', 'bundled/figures.js', 'bundled/LICENSES.txt'],
};

/**
 * The files that a package may hold: the build, a starter in `bin`, what Python loads, templates of generators, presets, and JSON
 * that Nx or an editor reads.
 */
const allowed = [
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
  /^dist\/(.+\/)?[^./][^/]*\.(js|d\.ts)$/,
  /^bin\/[^/]+\.js$/,
  /^python\/(.+\/)?([^/]+\.py|METADATA)$/,
  /^bundled\/[^/]+\.(js|d\.ts|txt)$/,
  /^(schemas\/)?[^./]+\.json$/,
  /^presets\/[a-z0-9-]+\.yaml$/,
  /^(dist|generators)\/(.+\/)?(schema\.json|files\/.+\.template)$/,
];

/** Lists the problems of the files of a tarball, as lines of text. */
export function packedFileProblems(folder, files) {
  const manifest = readJson(join(folder, 'package.json'));
  return [
    ...[...required, ...(ofPackage[manifest.name] ?? [])]
      .filter((file) => !files.includes(file))
      .map((file) => `${file} is missing`),
    ...files
      .filter((file) => !allowed.some((pattern) => pattern.test(file)))
      .map((file) => `${file} must not be packed`),
    ...files.filter((file) => isStale(folder, file)).map((file) => `${file} has no source any more: npm run clean`),
    ...emptyEntries(manifest, files),
    ...licenseProblems(folder, files),
    ...['executors', 'generators'].flatMap((kind) => nxEntryProblems(folder, kind, files)),
    ...migrationProblems(folder, files),
  ];
}

/** Lists the entries in `files` of the manifest of which nothing is packed: a folder that was renamed, or not built. */
function emptyEntries({ files: entries = [] }, files) {
  return entries
    .filter((entry) => !/[*!]/.test(entry) && !files.some((file) => file === entry || file.startsWith(`${entry}/`)))
    .map((entry) => `"files" names ${entry}, of which nothing is packed`);
}

function isStale(folder, file) {
  const source = /^dist\/(.+?)(\.d\.ts|\.js)$/.exec(file)?.[1];
  return source !== undefined && !existsSync(join(folder, 'src', `${source}.ts`));
}

function licenseProblems(folder, files) {
  if (!files.includes('LICENSE')) return [];
  const [own, ofRoot] = [join(folder, 'LICENSE'), join(folder, '../../LICENSE')].map((file) =>
    readFileSync(file, 'utf8'),
  );
  return own === ofRoot ? [] : ["LICENSE differs from the repository's"];
}

/** An executor or generator whose file is not in the tarball works in this repository and nowhere else. */
function nxEntryProblems(folder, kind, files) {
  const list = readJson(join(folder, 'package.json'))[kind];
  if (list === undefined) return existsSync(join(folder, `${kind}.json`)) ? [`package.json has no "${kind}"`] : [];
  return entryProblems(folder, list, kind, files);
}

/** `nx migrate` reads them from the tarball, before the package is installed. */
function migrationProblems(folder, files) {
  const list = readJson(join(folder, 'package.json'))['nx-migrations']?.migrations;
  if (list === undefined)
    return existsSync(join(folder, 'migrations.json')) ? ['package.json has no "nx-migrations"'] : [];
  return isPacked(list, files)
    ? entryProblems(folder, list, 'generators', files)
    : [`nx-migrations is ${list}, which is not packed`];
}

function entryProblems(folder, list, kind, files) {
  const entries = Object.entries(readJson(join(folder, list))[kind] ?? {});
  return entries.flatMap(([name, entry]) =>
    ['implementation', 'batchImplementation', 'factory', 'schema']
      .filter((key) => typeof entry[key] === 'string' && !isPacked(entry[key], files))
      .map((key) => `${list}: ${key} of "${name}" is ${entry[key]}, which is not packed`),
  );
}

/** Nx resolves an implementation with or without its extension, and with `#export` behind it. */
function isPacked(reference, files) {
  const file = reference.replace(/^\.\//, '').replace(/#.*$/, '');
  return [file, `${file}.js`, `${file}/index.js`].some((candidate) => files.includes(candidate));
}
