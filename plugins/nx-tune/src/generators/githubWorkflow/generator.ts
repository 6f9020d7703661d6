import { basename, join } from 'node:path';

import { sweepName } from '@nx-tune/sweep';
import {
  detectPackageManager,
  getPackageManagerCommand,
  logger,
  readNxJson,
  readProjectConfiguration,
  type Tree,
} from '@nx/devkit';

import { refuse } from '../refuse.js';
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

/** Writes `.github/workflows/tune-PROJECT.yml`. */
export function githubWorkflow(tree: Tree, { project, sweep = 'tune', shards = 4 }: GithubWorkflowOptions): void {
  const { root } = readProjectConfiguration(tree, project);
  const sweeps = tree.children(root).flatMap((file) => sweepName(basename(file)) ?? []);
  if (!sweeps.includes(sweep))
    refuse(
      `Project "${project}" has no sweep "${sweep}". ${sweeps.length === 0 ? 'Add a sweep file first' : `Choose one of ${sweeps.join(', ')} with --sweep`}.`,
    );
  const packageManager = detectPackageManager(tree.root);
  const { ciInstall, install, exec } = getPackageManagerCommand(packageManager, tree.root);
  const text = workflowText({
    project,
    sweep,
    shards,
    nodeVersion: process.versions.node,
    packageManager,
    install: ciInstall ?? install,
    exec,
    branch: readNxJson(tree)?.defaultBase ?? 'main',
  });
  const name = [project, ...(sweep === 'tune' ? [] : [sweep])]
    .join('-')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^-/, '');
  tree.write(join('.github/workflows', `tune-${name}.yml`), text);
  logger.info(nextStep);
}
