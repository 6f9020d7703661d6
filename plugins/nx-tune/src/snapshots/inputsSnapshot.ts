import { execSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';

import { canonicalJson, digest, type JsonObject } from '@nx-tune/search';
import type { ProjectGraph } from '@nx/devkit';

import { importClosure } from '../imports/importClosure.js';
import { listsPackages, pythonPackages } from '../inference/targets/pythonRuntime.js';
import { fileHash, hashedInputs } from './nxHashes.js';

/**
 * What trials depend on beside their definitions, item by item, so that two of them can be compared by name. Nothing in
 * it is an absolute path or a secret.
 */
export interface InputsSnapshot {
  /** Digest of each file's content, by its path in the workspace. */
  readonly files: DigestsByName;
  /** Version of each npm package. */
  readonly packages: DigestsByName;
  /** Digest of the configuration of each library. */
  readonly libraries: DigestsByName;
  /** Value of each environment variable that is set; of one that looks like a secret, a few bits of its digest. */
  readonly environment: DigestsByName;
  /** What commands such as `node -v` print. */
  readonly runtime: DigestsByName;
  /** Version of each package of Python's, where the objective is in Python. */
  readonly pythonPackages?: DigestsByName;
  /** The version of nx-tune's own meaning of results, and what each trial has for itself. */
  readonly settings: DigestsByName;
}

export type DigestsByName = Readonly<Record<string, string>>;

/** What inference writes of an `inputs` target beside its hashed options. */
export interface InputsMetadata {
  /** Files that the objective starts with, relative to the workspace. */
  readonly entries: readonly string[];
}

/** The present state of what the trials of an `inputs` project depend on. */
export async function takeSnapshot(
  graph: ProjectGraph,
  workspaceRoot: string,
  inputsProject: string,
): Promise<InputsSnapshot> {
  const target = graph.nodes[inputsProject]?.data.targets?.['inputs'];
  const { entries = [] } = (target?.metadata ?? {}) as Partial<InputsMetadata>;
  const { engine, resources = {} } = (target?.options ?? {}) as { engine?: number; resources?: JsonObject };
  const closure = importClosure(entries.map((entry) => join(workspaceRoot, entry)));
  const hashed = await hashedInputs(graph, workspaceRoot, inputsProject, 'inputs');
  const imported = [...closure.files.keys()].map((file) => relative(workspaceRoot, file).replaceAll('\\', '/'));
  const files = [...new Set([...hashed.files, ...imported])];
  return {
    files: digestsByName(files, (file) => fileDigest(join(workspaceRoot, file))),
    packages: { ...packagesOf(graph, hashed.external), ...importedPackages(closure.packages) },
    libraries: digestsByName(librariesOf(graph, inputsProject, files), (name) => configurationDigest(graph, name)),
    environment: digestsByName(
      hashed.environment.filter((name) => process.env[name] !== undefined),
      (name) => shownValue(name, process.env[name] ?? ''),
    ),
    runtime: digestsByName(
      hashed.runtime.filter((command) => !listsPackages(command)),
      (command) => outputOf(command, workspaceRoot),
    ),
    pythonPackages: pythonPackages(
      hashed.runtime.filter(listsPackages).map((command) => outputOf(command, workspaceRoot)),
    ),
    settings: { engine: String(engine), resources: canonicalJson(resources) },
  };
}

function digestsByName(names: readonly string[], valueOf: (name: string) => string): DigestsByName {
  return Object.fromEntries(names.toSorted().map((name) => [name, valueOf(name)]));
}

const fileDigest = (path: string): string => (existsSync(path) ? fileHash(path) : 'none');

/** `npm:name` and `npm:name@version` are keys of the graph; of the latter there are several. */
function packagesOf({ externalNodes = {} }: ProjectGraph, keys: readonly string[]): DigestsByName {
  return digestsByName(
    keys.map((key) => key.replace(/^npm:/, '')),
    (name) => externalNodes[`npm:${name}`]?.data.version ?? '',
  );
}

/** `name@version` of what the code imports: what is installed, whatever the lock file says. */
function importedPackages(packages: ReadonlySet<string>): DigestsByName {
  return Object.fromEntries(
    [...packages]
      .toSorted()
      .map((text) => [text.slice(0, text.lastIndexOf('@')), text.slice(text.lastIndexOf('@') + 1)]),
  );
}

/** Projects that own one of the files, but the one that is tuned: Nx does not hash its configuration. */
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

/** Enough to see most changes of a secret, too little to guess it. */
const shownValue = (name: string, value: string): string => (secret.test(name) ? `secret ${digest(value, 2)}` : value);

function outputOf(command: string, cwd: string): string {
  try {
    // Commands of trialInputs.ts, without a word that a shell could take for more than a name; Nx runs them by one too.
    return execSync(command, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'fails';
  }
}
