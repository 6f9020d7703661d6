import { shardTarget, sweepTarget } from '@nx-tune/sweep';

import { shardsVariable } from '../../constants.js';

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** What the workflow computes and with what. */
export interface Workflow {
  readonly project: string;
  readonly sweep: string;
  readonly shards: number;
  /** Exact, since it is part of what makes a trial run again. */
  readonly nodeVersion: string;
  readonly packageManager: PackageManager;
  /** Installs what the lock file says. */
  readonly install: string;
  /** Before the name of a command of the workspace, such as `npx`. */
  readonly exec: string;
  readonly branch: string;
}

/** The file of a workflow: a job for each part of the trials, and one that gathers them from the remote cache. */
export function workflowText(workflow: Workflow): string {
  const { project, sweep, shards, branch, exec } = workflow;
  const numbers = Array.from({ length: shards }, (_, index) => index + 1).join(', ');
  const part = `${project}:${shardTarget(sweep, 1).slice(0, -1)}`;
  const steps = indented(6, setup(workflow));
  return `# Computes the trials on ${shards} machines, which share a remote cache; the last job gathers them.
# Only branches that are trusted may get a token that can write to the cache.
name: ${text(`tune ${project}${sweep === 'tune' ? '' : ` ${sweep}`}`)}
on:
  push:
    branches: [${text(branch)}]
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
      - run: ${text(`${exec} nx run ${part}\${{ matrix.shard }}`)}
  gather:
    needs: trials
    if: \${{ !cancelled() }}
    runs-on: ubuntu-latest
    steps:
${steps}
      # In CI it fails if a result is not as the committed lock has it.
      - run: ${text(`${exec} nx run ${project}:${sweepTarget(sweep)}`)}
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
    `    node-version: ${text(nodeVersion)}`,
    ...cache,
    `- run: ${text(install)}`,
  ];
}

const indented = (width: number, lines: readonly string[]): string =>
  lines.map((line) => `${' '.repeat(width)}${line}`).join('\n');

/** A text of YAML in single quotes, in which nothing but a quote has a meaning. */
const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
