import { execFileSync } from 'node:child_process';

import { parse } from 'yaml';

import { workflowText } from '../../../src/generators/githubWorkflow/workflowText.js';

const workflow = {
  project: '@acme/digits',
  inShards: ['wide'],
  target: 'tune-wide',
  title: '@acme/digits wide',
  shards: 3,
  nodeVersion: '24.1.0',
  packageManager: 'pnpm' as const,
  install: 'pnpm install --frozen-lockfile',
  exec: 'pnpm exec',
  branch: "it's main",
};

test('the workflow parses as YAML with the given settings', () => {
  expect(parse(workflowText(workflow))).toMatchObject({
    name: 'tune @acme/digits wide',
    on: { push: { branches: ["it's main"] }, workflow_dispatch: null },
    permissions: { contents: 'read' },
    env: { NX_TUNE_SHARDS: 3, NX_SELF_HOSTED_REMOTE_CACHE_SERVER: '${{ secrets.NX_CACHE_SERVER }}' },
    jobs: {
      trials: {
        strategy: { 'fail-fast': false, matrix: { shard: [1, 2, 3] } },
        steps: [
          { uses: 'actions/checkout@v5' },
          { uses: 'pnpm/action-setup@v4' },
          { uses: 'actions/setup-node@v5', with: { 'node-version': '24.1.0', cache: 'pnpm' } },
          { run: 'pnpm install --frozen-lockfile' },
          { run: 'pnpm exec nx run @acme/digits:tune-wide-shard-${{ matrix.shard }}' },
        ],
      },
      gather: { needs: 'trials', if: '${{ !cancelled() }}' },
    },
  });
});

test('each of several sweeps has a step of its own on each machine, and one target gathers them', () => {
  const { jobs } = parse(workflowText({ ...workflow, inShards: ['tune', 'wide'], target: 'tune-all' })) as {
    jobs: Record<string, { steps: object[] }>;
  };
  expect(jobs['trials']?.steps.slice(-2)).toEqual([
    { run: 'pnpm exec nx run @acme/digits:tune-shard-${{ matrix.shard }}' },
    { run: 'pnpm exec nx run @acme/digits:tune-wide-shard-${{ matrix.shard }}', if: '${{ !cancelled() }}' },
  ]);
  expect(jobs['gather']?.steps.at(-1)).toEqual({ run: 'pnpm exec nx run @acme/digits:tune-all' });
});

test('the workflow for bun sets up bun and names no cache', () => {
  const text = workflowText({ ...workflow, packageManager: 'bun' });
  expect(text).toContain('- uses: oven-sh/setup-bun@v2\n');
  expect(text).not.toContain('cache: bun');
});

test.each(['$(touch pwned)', '${{ github.token }}', 'it\'s; `id` && "x" | y > z', 'a: b # c', '- [x] {y} \u202e'])(
  'a project with the name %j is a word of the commands, and nothing else',
  (project) => {
    const text = workflowText({
      ...workflow,
      project,
      title: project,
      inShards: ['tune'],
      target: 'tune',
      exec: "printf '%s\\n'",
    });
    const { name, jobs } = parse(text) as { name: string; jobs: Record<string, { steps: { run?: string }[] }> };
    expect(name).toBe(`tune ${project.replace('${{', '$ {{')}`);
    const said = ['trials', 'gather'].map((job) => {
      const run = jobs[job]?.steps.at(-1)?.run ?? '';
      // What GitHub does before a shell sees the command.
      const command = run.replace(/\$\{\{ (?:'([^']*)'|matrix\.shard) \}\}/g, (_, quoted?: string) => quoted ?? '2');
      return execFileSync('sh', ['-c', command], { encoding: 'utf8' });
    });
    expect(said).toEqual([`nx\nrun\n${project}:tune-shard-2\n`, `nx\nrun\n${project}:tune\n`]);
  },
);
