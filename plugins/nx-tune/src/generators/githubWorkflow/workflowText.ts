import { shardTarget, yamlText } from '@nx-tune/sweep';

import { shardsVariable } from '../../constants.js';
import { githubBranch, githubName, githubText } from '../../escape/githubText.js';
import { shellWord } from '../../escape/shellWord.js';

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** The settings of the workflow: the sweeps it runs and the tools it uses. */
export interface Workflow {
  readonly project: string;
  /** The sweeps whose trials are split between the machines. */
  readonly inShards: readonly string[];
  /** The target that gathers all sweeps that are meant, and runs those that cannot be split. */
  readonly target: string;
  /** The name of the workflow, behind `tune`. */
  readonly title: string;
  readonly shards: number;
  /** The exact version: a different version of Node runs every trial again. */
  readonly nodeVersion: string;
  readonly packageManager: PackageManager;
  /** The command that installs exactly what the lock file lists. */
  readonly install: string;
  /** The prefix for commands of the workspace, such as `npx`. */
  readonly exec: string;
  readonly branch: string;
}

/** Writes a workflow: one job for each shard of the trials, and a job that gathers them from the remote cache. */
export function workflowText(workflow: Workflow): string {
  const { project, inShards, target, title, shards, branch, exec } = workflow;
  const numbers = Array.from({ length: shards }, (_, index) => index + 1).join(', ');
  const task = (name: string): string => githubText(shellWord(`${project}:${name}`));
  const steps = indented(6, setup(workflow));
  return `# Runs the trials on ${shards} machines that share a remote cache; the last job gathers the results.
# Give a token that can write to the cache to trusted branches only.
name: ${yamlText(githubName(`tune ${title}`))}
on:
  push:
    branches: [${yamlText(githubBranch(branch))}]
  workflow_dispatch:
permissions:
  contents: read
env:
  ${shardsVariable}: ${shards}
  NX_SELF_HOSTED_REMOTE_CACHE_SERVER: \${{ secrets.NX_CACHE_SERVER }}
  NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: \${{ secrets.NX_CACHE_TOKEN }}
jobs:
  trials:
    runs-on: ubuntu-latest
    strategy:
      fail-fast: false
      matrix:
        shard: [${numbers}]
    steps:
${steps}
${inShards
  .map((sweep) => `${exec} nx run ${task(shardTarget(sweep, 1).slice(0, -1))}\${{ matrix.shard }}`)
  .map((run, index) => `      - run: ${yamlText(run)}${index === 0 ? '' : '\n        if: ${{ !cancelled() }}'}`)
  .join('\n')}
  gather:
    needs: trials
    if: \${{ !cancelled() }}
    runs-on: ubuntu-latest
    steps:
${steps}
      # In CI, this fails if a result differs from the committed lock.
      - run: ${yamlText(`${exec} nx run ${task(target)}`)}
`;
}

function setup({ packageManager, nodeVersion, install }: Workflow): string[] {
  const cache = packageManager === 'bun' ? [] : [`    cache: ${packageManager}`];
  return [
    '- uses: actions/checkout@v5',
    ...(packageManager === 'pnpm' ? ['- uses: pnpm/action-setup@v4'] : []),
    ...(packageManager === 'bun' ? ['- uses: oven-sh/setup-bun@v2'] : []),
    '- uses: actions/setup-node@v5',
    '  with:',
    `    node-version: ${yamlText(nodeVersion)}`,
    ...cache,
    `- run: ${yamlText(install)}`,
  ];
}

const indented = (width: number, lines: readonly string[]): string =>
  lines.map((line) => `${' '.repeat(width)}${line}`).join('\n');
