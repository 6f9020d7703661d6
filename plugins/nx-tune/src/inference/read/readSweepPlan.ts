import { basename, join, relative } from 'node:path';

import { type SweepDefaults, sweepName } from '@nx-tune/sweep';

import { codeDigest } from '../../imports/codeDigest.js';
import { importClosure, type ImportClosure } from '../../imports/importClosure.js';
import { unwatchedFiles } from '../../imports/unwatchedFiles.js';
import { objectiveEntries } from '../../study/objectiveEntries.js';
import type { Project } from '../../study/project.js';
import { readSweep } from '../../study/readSweep.js';
import { readText } from '../../study/readText.js';
import { unknownInterpreter } from '../targets/pythonInterpreter.js';
import type { SweepPlan } from '../sweepPlan.js';
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
  const entries = objectiveEntries(read.sweep.objective, join(workspaceRoot, root));
  const closure = importClosure(entries.map((entry) => join(workspaceRoot, root, entry)));
  const notices = [
    ...read.notices,
    ...unseenImports(closure, workspaceRoot),
    ...importedSweeps(closure, workspaceRoot),
    ...unknownInterpreter(project, read.sweep.objective),
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
    unwatched: unwatchedFiles(
      workspaceRoot,
      [...closure.files.keys()].map((path) => fromRoot(path, workspaceRoot)),
    ),
    notices,
    defaults,
    hasParamsFile: wantsParamsFile(names.file, read.sweep, (path) => readText(join(workspaceRoot, root, path))),
  };
}

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
