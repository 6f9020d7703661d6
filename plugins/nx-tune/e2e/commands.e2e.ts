import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';

import { createWorkspace, type Workspace } from './support/workspace.js';

const app = 'apps/shell';

/** Counts its executions outside of its outputs. */
const script = `echo "$TUNE_TRIAL_ID" >> "$E2E_COUNTER"
own
echo "{\\"loss\\": $(cat data/set.csv)\${E2E_DOTENV:-}}"
`;

const sweep = `command:
  - sh
  - ./run.sh
  - --data=data/set.csv
  - --folder=folder
  - shared/scale.txt
  - ../../../outside.txt
  - linked.txt
  - later.txt
  - \${envvar:E2E_OFFSET}
  - sh -c 'own --settings=settings.ini'
  - sh -c 'cat ../../shared/*.csv'
method: grid
metric: { name: loss, goal: minimize }
parameters:
  x: { values: [1, 2] }
`;

const files = {
  '.gitignore': 'node_modules\n.nx\n.tune\ndata\nfolder\nbin\nshared\n*.sh\n*.ini\n*.txt\n.env*\n',
  [`${app}/project.json`]: JSON.stringify({ name: 'shell' }),
  [`${app}/tune.yaml`]: sweep,
  [`${app}/run.sh`]: script,
  [`${app}/other.sh`]: '',
  [`${app}/settings.ini`]: '',
  [`${app}/data/set.csv`]: '1',
  [`${app}/data/other.csv`]: '1',
  [`${app}/folder/deep/a.bin`]: '1',
  'shared/scale.txt': '1',
  'shared/other.txt': '1',
  'shared/first.csv': '1',
  'bin/own': '#!/bin/sh\n',
  'bin/other': '#!/bin/sh\n',
};

type Edit = readonly [edit: string, apply: (workspace: Workspace) => void];

const write =
  (file: string, text = '2') =>
  (workspace: Workspace): void =>
    writeFileSync(workspace.path(file), text);

/** Git ignores all of these files, or they are outside of the workspace. */
const harmful: readonly Edit[] = [
  ['a shell script', write(`${app}/run.sh`, `${script}\n`)],
  ['a file behind a flag', write(`${app}/data/set.csv`)],
  ['a file in a folder', write(`${app}/folder/deep/a.bin`)],
  ["a file by its path from the workspace's root", write('shared/scale.txt')],
  ['a file outside of the workspace', write('../outside.txt')],
  ['the target of a link, outside of the workspace', write('../target.txt')],
  ['a file that was not there', write(`${app}/later.txt`)],
  ['a file in a command for a shell', write(`${app}/settings.ini`)],
  ['a file that a pattern for a shell matches', write('shared/first.csv')],
  ['a new file that it matches', write('shared/second.csv')],
  ['a program on the PATH', write('bin/own', '#!/bin/sh\n\n')],
  ['a variable of the command', ({ env }) => void (env['E2E_OFFSET'] = '2')],
  ['.env of the project', write(`${app}/.env`, 'E2E_DOTENV=0')],
  ['.env.tune, which was not there', write(`${app}/.env.tune`, 'E2E_OTHER_DOTENV=0')],
  ['.env of the workspace', write('.env', 'E2E_ROOT=1')],
  ['a variable of the environment that wins over .env', ({ env }) => void (env['E2E_DOTENV'] = '1')],
];

const harmless: readonly Edit[] = [
  ['another shell script', write(`${app}/other.sh`)],
  ['another file in the same folder', write(`${app}/data/other.csv`)],
  ['a file that no pattern matches', write('shared/first.tsv')],
  ['another folder', write('shared/other.txt')],
  ['another file outside of the workspace', write('../other.txt')],
  ['another program on the PATH', write('bin/other')],
  ['another variable', ({ env }) => void (env['E2E_OTHER'] = '2')],
  ['the .env of another target', write(`${app}/.env.serve`, 'E2E_DOTENV=2')],
];

async function createShellWorkspace(daemon: boolean): Promise<Workspace> {
  const workspace = await createWorkspace({ daemon, files });
  for (const name of ['own', 'other']) chmodSync(workspace.path(`bin/${name}`), 0o755);
  for (const name of ['outside', 'target', 'other']) write(`../${name}.txt`, '1')(workspace);
  symlinkSync('../../../target.txt', workspace.path(`${app}/linked.txt`));
  workspace.env['PATH'] = `${workspace.path('bin')}:${process.env['PATH']}`;
  expect(await workspace.executions('tune', 'shell')).toBe(2);
  return workspace;
}

const names = (edits: readonly Edit[]): string => edits.map(([edit]) => edit).join(', ');

describe('what the words of a command name', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createShellWorkspace(false);
  });
  afterAll(() => workspace.dispose());

  test(`none runs again: ${names(harmless)}`, async () => {
    for (const [, apply] of harmless) apply(workspace);
    expect(await workspace.executions('tune', 'shell')).toBe(0);
  });

  test.each(harmful)('%s: all', async (_, apply) => {
    apply(workspace);
    expect(await workspace.executions('tune', 'shell')).toBe(2);
  });

  test('afterwards: none', async () => {
    expect(await workspace.executions('tune', 'shell')).toBe(0);
  });
});

test('the daemon, which watches none of them, sees each', async () => {
  const workspace = await createShellWorkspace(true);
  for (const [, apply] of harmless) apply(workspace);
  expect(await workspace.executions('tune', 'shell')).toBe(0);
  for (const [, apply] of harmful) apply(workspace);
  expect(await workspace.executions('tune', 'shell')).toBe(2);
  // A run without the daemon finds what it stored, which it does not if one edit was missed.
  workspace.env['NX_DAEMON'] = 'false';
  expect(await workspace.executions('tune', 'shell')).toBe(0);
  delete workspace.env['NX_DAEMON'];
  await workspace.dispose();
});
