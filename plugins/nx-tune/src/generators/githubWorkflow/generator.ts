import { basename, join } from 'node:path';

import { sweepName } from '@nx-tune/sweep';
import { detectPackageManager, getPackageManagerCommand, logger, readNxJson, type Tree } from '@nx/devkit';

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

/** Writes `.github/workflows/tune-PROJECT.yml`, for the sweep named, or else `tune`, or else the only sweep of the project. */
export function githubWorkflow(tree: Tree, options: GithubWorkflowOptions): void {
  const { shards = 4 } = options;
  const { name: project, root } = unwrap(namedProject(tree, options.project));
  const sweeps = tree.children(root).flatMap((file) => sweepName(basename(file)) ?? []);
  const sweep = options.sweep ?? (sweeps.length === 1 ? sweeps[0] : undefined) ?? 'tune';
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
  keepInside(tree);
  logger.info(nextStep);
}
