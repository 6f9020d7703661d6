import { basename, join, relative } from 'node:path';

import { type SweepDefaults, sweepName } from '@nx-tune/sweep';

import { codeDigest } from '../../imports/codeDigest.js';
import { importClosure, type ImportClosure } from '../../imports/importClosure.js';
import { unwatched } from '../../imports/unwatched.js';
import { objectiveEntries } from '../../study/objectiveEntries.js';
import type { Project } from '../../study/project.js';
import { readSweep } from '../../study/readSweep.js';
import { readText } from '../../study/readText.js';
import { unseenInterpreter } from '../targets/pythonRuntime.js';
import type { SweepPlan } from '../sweepPlan.js';
import { wantsParamsFile } from './wantsParamsFile.js';

/** A sweep file with all that its tasks depend on. `file` is relative to the workspace. */
export function readSweepPlan(
  workspaceRoot: string,
  owner: Project,
  file: string,
  defaults: SweepDefaults = {},
): SweepPlan {
  const { root } = owner;
  const names = { name: sweepName(basename(file)) ?? basename(file), file: basename(file) };
  const read = readSweep(workspaceRoot, root, file, defaults);
  if (!read.ok) return { kind: 'broken', ...names, problems: read.problems };
  const entries = objectiveEntries(read.sweep.objective, join(workspaceRoot, root));
  const closure = importClosure(entries.map((entry) => join(workspaceRoot, root, entry)));
  const notices = [
    ...read.notices,
    ...unseen(closure, workspaceRoot),
    ...importedSweeps(closure, workspaceRoot),
    ...unseenInterpreter(owner, read.sweep.objective),
  ];
  return {
    kind: 'ready',
    ...names,
    sweep: read.sweep,
    trials: read.trials,
    slots: read.slots,
    promotions: read.promotions,
    entries,
    code: codeDigest(closure, workspaceRoot),
    unwatched: unwatched(
      workspaceRoot,
      [...closure.files.keys()].map((path) => fromRoot(path, workspaceRoot)),
    ),
    notices,
    defaults,
    hasParamsFile: wantsParamsFile(names.file, read.sweep, (path) => readText(join(workspaceRoot, root, path))),
  };
}

const fromRoot = (file: string, workspaceRoot: string): string => relative(workspaceRoot, file).replaceAll('\\', '/');

/** What the cache cannot see is said aloud. */
function unseen(closure: ImportClosure, workspaceRoot: string): string[] {
  const at = (file: string): string => fromRoot(file, workspaceRoot);
  return [
    ...closure.computed.map(
      ({ file, line }) =>
        `${at(file)}:${line} imports a computed name: changes to it do not run trials again; declare it under "inputs"`,
    ),
    ...closure.searchPaths.map(
      ({ file, line }) =>
        `${at(file)}:${line} uses sys.path: modules that are only found by it do not run trials again; declare them under "inputs"`,
    ),
    ...closure.unresolved.map(
      ({ file, specifier }) =>
        `${at(file)} imports "${specifier}", which is not found: changes to it do not run trials again`,
    ),
  ];
}

/** The values that a sweep asks for would be code of each of its trials. */
function importedSweeps({ edges }: ImportClosure, workspaceRoot: string): string[] {
  const at = (file: string): string => fromRoot(file, workspaceRoot);
  const found = edges.flatMap(({ from, to }) =>
    to.kind === 'file' && sweepName(basename(to.path)) !== undefined
      ? [`${at(from)} imports ${at(to.path)}: any change of it runs all trials again; use "import type"`]
      : [],
  );
  return [...new Set(found)];
}
