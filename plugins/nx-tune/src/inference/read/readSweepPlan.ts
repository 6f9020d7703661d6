import { basename, join } from 'node:path';

import { defined } from '@nx-tune/search';
import { type Sweep, type SweepDefaults, sweepName } from '@nx-tune/sweep';

import type { ImportClosure } from '../../imports/importClosure.js';
import { inferredClosure } from '../../imports/inferredClosure.js';
import type { Loader } from '../../imports/loader.js';
import { nothingUnseen } from '../../imports/unseenByNx.js';
import { workspacePaths, type WorkspacePaths } from '../../imports/workspacePaths.js';
import { objectiveEntries } from '../../study/objectiveEntries.js';
import type { Project } from '../../study/project.js';
import { readSweep } from '../../study/readSweep.js';
import { readText } from '../../study/readText.js';
import { triedTrials } from '../../study/tried.js';
import { unknownInterpreter } from '../targets/pythonInterpreter.js';
import type { SweepPlan } from '../sweepPlan.js';
import { readCaseInputs } from './caseInputs.js';
import { type CommandWords, commandWords, inputsOfCommand } from './commandWords.js';
import { dotenvVariables } from './dotenv.js';
import { inputsOfAll } from './inputsOfAll.js';
import { reachedFiles } from './reachedFiles.js';
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
  const { before, sweep } = read;
  const { objective } = sweep;
  const projectDir = join(workspaceRoot, root);
  const words = commandWords(workspaceRoot, project, objective);
  const entries = objectiveEntries(objective, projectDir, workspaceRoot, [...words.files, ...words.outside]);
  const loader: Loader = objective.kind === 'module' ? 'jiti' : 'any';
  const files = entries.map((entry) => join(projectDir, entry));
  const imported = inferredClosure(workspaceRoot, files, loader);
  const closure = { ...imported, packages: new Set([...imported.packages, ...words.packages]) };
  const paths = workspacePaths(workspaceRoot, closure.edges);
  const cases = readCaseInputs(workspaceRoot, project, sweep);
  const notices = [
    ...read.notices,
    ...inputsOfAll(project, sweep, cases),
    // Other tasks may make what is not there yet.
    ...unseenImports(before.length > 0 ? { ...closure, unresolved: [] } : closure, paths),
    ...importedSweeps(closure, paths),
    ...unknownInterpreter(project, objective),
    ...unknownPatterns(file, words),
  ];
  return {
    kind: 'valid',
    ...names,
    sweep: read.sweep,
    trials: read.trials,
    tried: triedTrials(projectDir, sweep, read.trials),
    slots: read.slots,
    promotions: read.promotions,
    ...defined({ top: read.top }),
    rounds: read.rounds,
    judgements: read.judgements,
    entries,
    loader,
    code: '',
    reached: reachedFiles(workspaceRoot, project, withInputs(sweep, words), closure, paths),
    unseen: nothingUnseen,
    cases,
    words,
    dotenv: dotenvVariables(workspaceRoot, root),
    before,
    notices,
    defaults,
    hasParamsFile: wantsParamsFile(names.file, read.sweep, (path) => readText(join(workspaceRoot, root, path))),
  };
}

/** Links among the files that a command's patterns match are followed as those among declared inputs. */
const withInputs = (sweep: Sweep, words: CommandWords): Sweep => ({
  ...sweep,
  inputs: [...sweep.inputs, ...inputsOfCommand(words)],
});

/** The notices about files that only a shell can find. */
const unknownPatterns = (file: string, words: CommandWords): string[] =>
  words.unknownPatterns.map(
    (pattern) =>
      `${file}: which files the command's pattern ${pattern} matches is not known before it runs: changes to them do not run trials again; declare them under "inputs"`,
  );

/** The notices about imports that the cache cannot see. */
function unseenImports(closure: ImportClosure, { relativePath: at }: WorkspacePaths): string[] {
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
function importedSweeps({ edges }: ImportClosure, { relativePath: at }: WorkspacePaths): string[] {
  const found = edges.flatMap(({ from, to }) =>
    to.kind === 'file' && sweepName(basename(to.path)) !== undefined
      ? [`${at(from)} imports ${at(to.path)}: any change to the sweep file runs all trials again; use "import type"`]
      : [],
  );
  return [...new Set(found)];
}
