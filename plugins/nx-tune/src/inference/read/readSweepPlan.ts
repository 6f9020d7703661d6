import { basename, isAbsolute, join, relative, resolve } from 'node:path';

import { type SweepDefaults, sweepName, sweepTarget } from '@nx-tune/sweep';

import { codeDigest } from '../../imports/codeDigest.js';
import { importClosure, type ImportClosure } from '../../imports/importClosure.js';
import { unwatchedFiles } from '../../imports/unwatchedFiles.js';
import { objectiveEntries } from '../../study/objectiveEntries.js';
import type { Project } from '../../study/project.js';
import { readSweep } from '../../study/readSweep.js';
import { readText } from '../../study/readText.js';
import { addedDependencies, userDependencies } from './userDependencies.js';
import { unknownInterpreter } from '../targets/pythonInterpreter.js';
import type { SweepPlan } from '../sweepPlan.js';
import { commandWords } from './commandWords.js';
import { dotenvVariables } from './dotenv.js';
import { wantsParamsFile } from './wantsParamsFile.js';

/** Reads a sweep file, and everything that its tasks depend on. `file` is relative to the workspace. */
export function readSweepPlan(
  workspaceRoot: string,
  project: Project,
  file: string,
  defaults: SweepDefaults = {},
): SweepPlan {
  const { root } = project;
  const names = { name: sweepName(basename(file)) ?? basename(file), file: basename(file) };
  const read = readSweep(workspaceRoot, root, file, defaults);
  if (!read.ok) return { kind: 'invalid', ...names, problems: read.problems };
  const { objective } = read.sweep;
  const projectDir = join(workspaceRoot, root);
  const words = commandWords(workspaceRoot, project, objective);
  const entries = objectiveEntries(objective, projectDir, workspaceRoot, [...words.files, ...words.outside]);
  const imported = importClosure(entries.map((entry) => join(projectDir, entry)));
  const closure = { ...imported, packages: new Set([...imported.packages, ...words.packages]) };
  const files = [...closure.files.keys()].map((path) => fromRoot(path, workspaceRoot));
  const before = addedDependencies(userDependencies(workspaceRoot, root, sweepTarget(names.name)));
  const notices = [
    ...read.notices,
    // Other tasks may make what is not there yet.
    ...unseenImports(before.length > 0 ? { ...closure, unresolved: [] } : closure, workspaceRoot),
    ...importedSweeps(closure, workspaceRoot),
    ...unknownInterpreter(project, objective),
  ];
  return {
    kind: 'valid',
    ...names,
    sweep: read.sweep,
    trials: read.trials,
    slots: read.slots,
    promotions: read.promotions,
    entries,
    code: codeDigest(closure, workspaceRoot),
    unwatched: unwatchedFiles(workspaceRoot, files),
    words: { ...words, outside: withImported(words.outside, files, workspaceRoot) },
    dotenv: dotenvVariables(workspaceRoot, root),
    before,
    notices,
    defaults,
    hasParamsFile: wantsParamsFile(names.file, read.sweep, (path) => readText(join(workspaceRoot, root, path))),
  };
}

/** Adds the imported files outside of the workspace: absolute if the command names such files so, or else relative to the workspace. */
function withImported(outside: readonly string[], files: readonly string[], workspaceRoot: string): string[] {
  const named = new Set(outside.map((file) => resolve(workspaceRoot, file)));
  const imported = files.map((file) => resolve(workspaceRoot, file)).filter((file) => !named.has(file));
  const beyond = imported.filter((file) => isOutside(fromRoot(file, workspaceRoot)));
  const shown = (file: string): string => (outside.some(isAbsolute) ? file : fromRoot(file, workspaceRoot));
  return [...outside, ...beyond.map(shown)].toSorted();
}

const isOutside = (file: string): boolean => file.startsWith('../') || isAbsolute(file);

const fromRoot = (file: string, workspaceRoot: string): string => relative(workspaceRoot, file).replaceAll('\\', '/');

/** The notices about imports that the cache cannot see. */
function unseenImports(closure: ImportClosure, workspaceRoot: string): string[] {
  const at = (file: string): string => fromRoot(file, workspaceRoot);
  return [
    ...closure.computed.map(
      ({ file, line }) =>
        `${at(file)}:${line} imports a computed name: changes to that module do not run trials again; declare it under "inputs"`,
    ),
    ...closure.searchPaths.map(
      ({ file, line }) =>
        `${at(file)}:${line} uses sys.path: changes to modules that are found only through it do not run trials again; declare them under "inputs"`,
    ),
    ...closure.unresolved.map(
      ({ file, specifier }) =>
        `${at(file)} imports "${specifier}", which cannot be found: changes to it do not run trials again`,
    ),
  ];
}

/** The notices about imports of sweep files: all values of a sweep would be part of the code of each of its trials. */
function importedSweeps({ edges }: ImportClosure, workspaceRoot: string): string[] {
  const at = (file: string): string => fromRoot(file, workspaceRoot);
  const found = edges.flatMap(({ from, to }) =>
    to.kind === 'file' && sweepName(basename(to.path)) !== undefined
      ? [`${at(from)} imports ${at(to.path)}: any change to the sweep file runs all trials again; use "import type"`]
      : [],
  );
  return [...new Set(found)];
}
