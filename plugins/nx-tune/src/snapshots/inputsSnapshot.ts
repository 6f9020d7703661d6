import { execSync } from 'node:child_process';
import { join, resolve } from 'node:path';

import { canonicalJson, digest, type JsonObject } from '@nx-tune/search/core';
import type { ProjectGraph } from '@nx/devkit';

import { othersVariable } from '../constants.js';
import { ignoredFiles } from '../imports/ignoredFiles.js';
import { importClosure } from '../imports/importClosure.js';
import { placeOf } from '../imports/unseenByNx.js';
import { workspacePaths } from '../imports/workspacePaths.js';
import type { InputsMetadata } from '../inference/targets/inputsProjects.js';
import { readsOutside } from '../inference/targets/outsideRuntime.js';
import { listsPackages, pythonPackages } from '../inference/targets/pythonRuntime.js';
import { fileDigest } from './fileDigest.js';
import { hashedInputs } from './nxHashes.js';

/**
 * Everything that trials depend on besides their definitions, item by item, so that two snapshots can be compared by name.
 * It contains no absolute path and no secret.
 */
export interface InputsSnapshot {
  /** Digest of each file's content, by its path in the workspace. */
  readonly files: DigestsByName;
  /** Version of each npm package. */
  readonly packages: DigestsByName;
  /** Digest of the configuration of each library. */
  readonly libraries: DigestsByName;
  /** Value of each environment variable that is set; if it looks like a secret, only a few bits of its digest. */
  readonly environment: DigestsByName;
  /** The output of commands such as `node -v`. */
  readonly runtime: DigestsByName;
  /** Version of each Python package, if the objective is in Python. */
  readonly pythonPackages?: DigestsByName;
  /** The files of which only a part is hashed, such as the fields of a package.json that decide how modules are found. */
  readonly inPart?: readonly string[];
  /** The version of nx-tune's engine, and the resources reserved for each trial. */
  readonly settings: DigestsByName;
}

export type DigestsByName = Readonly<Record<string, string>>;

/**
 * Takes a snapshot of everything that the trials of an `inputs` project depend on now.
 *
 * @param made files that tasks before it made, relative to the workspace.
 */
export async function takeSnapshot(
  graph: ProjectGraph,
  workspaceRoot: string,
  inputsProject: string,
  made: readonly string[] = [],
): Promise<InputsSnapshot> {
  const target = graph.nodes[inputsProject]?.data.targets?.['inputs'];
  const {
    entries = [],
    dotenv = [],
    loader = 'any',
    sweepFile,
    coverage,
    packages = [],
  } = (target?.metadata ?? {}) as Partial<InputsMetadata>;
  const {
    engine,
    resources = {},
    wandb,
  } = (target?.options ?? {}) as {
    engine?: number;
    resources?: JsonObject;
    wandb?: number;
  };
  const paths = entries.map((entry) => join(workspaceRoot, entry));
  const closure = importClosure(workspaceRoot, paths, loader);
  const { relativePath } = workspacePaths(workspaceRoot, closure.edges);
  const hashed = await hashedInputs(graph, workspaceRoot, inputsProject, 'inputs');
  const imported = [...closure.files.keys()].map(relativePath);
  const outside = hashed.runtime.flatMap((command) => readsOutside(command) ?? []);
  const known = new Set([...hashed.files, ...outside, ...made]);
  // The code is digested after other tasks if there are any.
  const digested = sweepFile === undefined ? watchedOrHashed(workspaceRoot, imported, known) : imported;
  const files = [...new Set([...known, ...digested])];
  return {
    files: digestsByName(files, (file) => fileDigest(resolve(workspaceRoot, file))),
    packages: {
      ...packagesOf(graph, hashed.external),
      ...importedPackages(new Set([...closure.packages, ...packages])),
    },
    libraries: digestsByName(librariesOf(graph, inputsProject, files), (name) => configurationDigest(graph, name)),
    environment: digestsByName(
      hashed.environment.filter((name) => name !== othersVariable && process.env[name] !== undefined),
      (name) => shownValue(name, process.env[name] ?? '', dotenv.includes(name)),
    ),
    runtime: digestsByName(
      hashed.runtime.filter((command) => !listsPackages(command) && readsOutside(command) === undefined),
      (command) => outputOf(command, workspaceRoot),
    ),
    pythonPackages: pythonPackages(
      hashed.runtime.filter(listsPackages).map((command) => outputOf(command, workspaceRoot)),
    ),
    inPart: (coverage?.inPart ?? []).filter((file) => known.has(file) && !digested.includes(file)),
    settings: {
      engine: String(engine),
      resources: canonicalJson(resources),
      ...(wandb === undefined ? {} : { wandb: String(wandb) }),
    },
  };
}

/**
 * Leaves out what is imported but not in the hash: Nx's daemon still has the graph of before, since what has changed are files
 * that it does not watch.
 */
function watchedOrHashed(workspaceRoot: string, imported: readonly string[], hashed: ReadonlySet<string>): string[] {
  const others = imported.filter((file) => !hashed.has(file));
  const inside = others.filter((file) => isInWorkspace(workspaceRoot, file));
  const ignored = ignoredFiles(workspaceRoot, inside);
  return [...imported.filter((file) => hashed.has(file)), ...inside.filter((file) => !ignored.has(file))];
}

function isInWorkspace(workspaceRoot: string, file: string): boolean {
  try {
    return placeOf(workspaceRoot, file).in === 'workspace';
  } catch {
    return false;
  }
}

function digestsByName(names: readonly string[], valueOf: (name: string) => string): DigestsByName {
  return Object.fromEntries(names.toSorted().map((name) => [name, valueOf(name)]));
}

/** The graph's keys are `npm:name` and, for packages with several versions, `npm:name@version`. */
function packagesOf({ externalNodes = {} }: ProjectGraph, keys: readonly string[]): DigestsByName {
  return digestsByName(
    keys.map((key) => key.replace(/^npm:/, '')),
    (name) => externalNodes[`npm:${name}`]?.data.version ?? '',
  );
}

/** Splits `name@version` of the packages that the code imports: the installed versions, whatever the lock file says. */
function importedPackages(packages: ReadonlySet<string>): DigestsByName {
  const versions: Record<string, string> = {};
  for (const text of [...packages].toSorted()) {
    const [name, version] = [text.slice(0, text.lastIndexOf('@')), text.slice(text.lastIndexOf('@') + 1)];
    versions[name] = versions[name] === undefined ? version : `${versions[name]}, ${version}`;
  }
  return versions;
}

/** Lists the projects that own one of the files, except the tuned project, whose configuration Nx does not hash. */
function librariesOf({ nodes }: ProjectGraph, inputsProject: string, files: readonly string[]): string[] {
  const tuned = nodes[inputsProject]?.data.root ?? '';
  const owns = (root: string): boolean => files.some((file) => file.startsWith(`${root}/`));
  return Object.values(nodes)
    .filter(({ data: { root } }) => root !== '.' && !tuned.startsWith(`${root}/`) && owns(root))
    .map(({ name }) => name);
}

function configurationDigest({ nodes }: ProjectGraph, name: string): string {
  const { root, tags, namedInputs, targets = {} } = nodes[name]?.data ?? { root: '' };
  const own = Object.entries(targets).filter(([, { metadata }]) => !metadata?.technologies?.includes('nx-tune'));
  const hashed = own.map(([target, rest]) => [target, { ...rest, metadata: undefined }] as const);
  const text = JSON.stringify({ root, tags, namedInputs, targets: Object.fromEntries(hashed) });
  return digest(text, 16);
}

const secret = /key|token|secret|passw|credential|auth/i;

/** The digest of a secret is long enough to show most changes, and too short to guess the secret. */
const shownValue = (name: string, value: string, isSecret: boolean): string =>
  isSecret || secret.test(name) ? `secret ${digest(value, 2)}` : value;

function outputOf(command: string, cwd: string): string {
  try {
    // The commands come from trialInputs.ts and hold no word that could mean anything else to a shell; Nx runs them in a shell too.
    return execSync(command, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'fails';
  }
}
