import { basename, join } from 'node:path';

import { allTarget, expandSweep, parseSweep, sweepName, sweepTarget } from '@nx-tune/sweep';
import { detectPackageManager, getPackageManagerCommand, logger, readNxJson, type Tree } from '@nx/devkit';

import { workspaceBases } from '../../study/workspaceBases.js';
import { keepInside } from '../keepInside.js';
import { namedProject } from '../namedProject.js';
import { refuse, unwrap } from '../refuse.js';
import { workflowText } from './workflowText.js';

/** The options of the generator: see `schemas/githubWorkflow.json`. */
export interface GithubWorkflowOptions {
  readonly project: string;
  readonly sweep?: string;
  readonly shards?: number;
}

/** The names of the secrets are those of the workflow; their values are those of Nx's self-hosted cache. */
const nextStep =
  "In the repository's settings, set the secrets NX_CACHE_SERVER to the address of your remote cache, such as https://cache.example.com, and NX_CACHE_TOKEN to its access token.";

/** Writes `.github/workflows/tune-PROJECT.yml` for all sweeps of the project, or for the one that is named. */
export function githubWorkflow(tree: Tree, options: GithubWorkflowOptions): void {
  const { shards = 4 } = options;
  const { name: project, root } = unwrap(namedProject(tree, options.project));
  const files = tree.children(root).filter((file) => sweepName(file) !== undefined);
  const all = files.map((file) => sweepName(file) ?? '');
  const sweeps = options.sweep === undefined ? all : all.filter((name) => name === options.sweep);
  if (sweeps.length === 0)
    refuse(
      `Project "${project}" has no sweep${options.sweep === undefined ? '' : ` "${options.sweep}"`}. ${all.length === 0 ? 'Add a sweep file first' : `Choose one of ${all.join(', ')} with --sweep`}.`,
    );
  const split = files.filter((file) => mayBeSplit(tree, join(root, file)));
  const inShards = sweeps.filter((name) => split.some((file) => sweepName(file) === name));
  if (inShards.length === 0)
    refuse(
      `The trials of ${sweeps.join(', ')} depend on results of earlier ones, so they cannot be split between machines. Run nx affected -t ${allTarget} in your workflow instead.`,
    );
  const words = [project, ...(sweeps.length === 1 ? sweeps.filter((name) => name !== 'tune') : [])];
  const packageManager = detectPackageManager(tree.root);
  const { ciInstall, install, exec } = getPackageManagerCommand(packageManager, tree.root);
  const text = workflowText({
    project,
    inShards,
    target: sweeps.length === 1 ? sweepTarget(sweeps[0] ?? '') : allTarget,
    title: words.join(' '),
    shards,
    nodeVersion: process.versions.node,
    packageManager,
    install: ciInstall ?? install,
    exec,
    branch: readNxJson(tree)?.defaultBase ?? 'main',
  });
  const name = words
    .join('-')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^-/, '');
  tree.write(join('.github/workflows', `tune-${name}.yml`), text);
  keepInside(tree);
  logger.info(nextStep);
}

/** True if all trials of a sweep are known before any runs. A file with errors reports them when it runs. */
function mayBeSplit(tree: Tree, file: string): boolean {
  const read = (path: string): string | undefined => tree.read(path, 'utf8') ?? undefined;
  const bases = workspaceBases(tree.root, read);
  const parsed = parseSweep(sweepName(basename(file)) ?? '', file, read(file) ?? '', {}, bases);
  const expansion = parsed.ok ? expandSweep(parsed.value) : undefined;
  if (expansion?.ok !== true) return true;
  const { slots, promotions, rounds, judgements } = expansion;
  return [slots, promotions, rounds, judgements].every(({ length }) => length === 0);
}
