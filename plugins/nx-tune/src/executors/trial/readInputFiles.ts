import { join, relative, resolve } from 'node:path';

import type { InputFiles, TrialTask } from '@nx-tune/runner';

import { inputsFile, outputFolder } from '../../constants.js';
import type { InputsCoverage } from '../../inference/targets/inputsCoverage.js';
import { fileDigest } from '../../snapshots/fileDigest.js';
import type { InputsSnapshot } from '../../snapshots/inputsSnapshot.js';
import { listNames } from '../../study/listFiles.js';
import { readJson } from '../../study/readJson.js';
import { linksOfRoutes } from './linksOfRoutes.js';

/** The record that an `inputs` task writes. */
export interface InputsRecord {
  readonly schemaVersion: 1;
  /** The hash that Nx computed for the task. */
  readonly hash: string;
  /** Absent if this release of Nx does not expose what it hashes. */
  readonly snapshot?: InputsSnapshot;
  /** Records of older releases of nx-tune may lack some; the hash has nothing of the kind then. */
  readonly coverage?: Partial<InputsCoverage>;
}

/** Reads which files are in the hash of a trial, from what its `inputs` task wrote down. Undefined if it wrote nothing of the kind. */
export function readInputFiles(workspaceRoot: string, { projectDir, inputs }: TrialTask): InputFiles | undefined {
  const folder = join(projectDir, outputFolder, 'inputs');
  const records = listNames(folder).map((id) => readJson(join(folder, id, inputsFile)) as InputsRecord | undefined);
  const { snapshot, coverage } = records.find((record) => record?.hash === inputs) ?? {};
  return snapshot === undefined || coverage === undefined ? undefined : toInputFiles(workspaceRoot, snapshot, coverage);
}

/** Converts a snapshot and its coverage for the judgement of what trials read. */
export function toInputFiles(
  workspaceRoot: string,
  snapshot: InputsSnapshot,
  coverage: Partial<InputsCoverage>,
): InputFiles {
  const isPart = new Set(snapshot.inPart ?? []);
  const { folders = [], flatFolders = [], routes = [] } = coverage;
  return {
    workspaceRoot,
    files: new Map(
      Object.entries(snapshot.files).map(([file, digest]) => [
        relative(workspaceRoot, resolve(workspaceRoot, file)),
        isPart.has(file) ? undefined : digest,
      ]),
    ),
    // A package may be installed in several versions.
    packages: new Set(
      Object.entries(snapshot.packages).flatMap(([name, versions]) =>
        versions.split(', ').map((version) => `${name}@${version}`),
      ),
    ),
    folders,
    flatFolders,
    links: linksOfRoutes(workspaceRoot, routes),
    digestOf: fileDigest,
  };
}
