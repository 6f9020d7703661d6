import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';

import ts from 'typescript';

import { readJson } from './publishedPackages.mjs';

/**
 * Lists the differences between the packed JavaScript of a package and its manifest on what it needs at run time, as lines of
 * text.
 */
export function dependencyProblems(folder, files) {
  const { name: own, dependencies, peerDependencies } = readJson(join(folder, 'package.json'));
  const declared = new Set(Object.keys({ ...dependencies, ...peerDependencies }));
  const imported = importedPackages(folder, files, '.js');
  imported.delete(own);
  // The compiled code loads a bundle of a library; where declarations name the library, its types are needed.
  const typed = importedPackages(folder, files, '.d.ts');
  return [
    ...[...imported]
      .filter(([name]) => !declared.has(name))
      .map(([name, file]) => `${file} imports ${name}, which is no dependency`),
    ...[...declared]
      .filter((name) => !imported.has(name) && !typed.has(name))
      .map((name) => `nothing imports ${name}, which is a dependency`),
  ];
}

/** The packages that packed files with such an end import or require, each with one file that does. */
function importedPackages(folder, files, end) {
  const scripts = files.filter((file) => file.endsWith(end));
  return new Map(
    scripts.flatMap((file) =>
      ts
        .preProcessFile(readFileSync(join(folder, file), 'utf8'), true, true)
        .importedFiles.map(({ fileName }) => fileName)
        .filter((specifier) => !specifier.startsWith('.') && !isBuiltin(specifier))
        .map((specifier) => [packageOf(specifier), file]),
    ),
  );
}

const packageOf = (specifier) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
