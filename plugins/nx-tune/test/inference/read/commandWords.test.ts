import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { type CommandWords, commandWords } from '../../../src/inference/read/commandWords.js';
import { temporaryWorkspace } from '../../support/temporaryWorkspace.js';

const project = { name: 'a', root: 'apps/a', hasPackageJson: false };
const outer = temporaryWorkspace({ 'tool.sh': '', 'acme/apps/a/project.json': '{}' });
const root = join(outer, 'acme');

function write(...files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), file.endsWith('package.json') ? '{"name":"cli","version":"1.2.3"}' : '');
  }
}

write(
  'apps/a/train.py',
  'apps/a/scripts/run.sh',
  'apps/a/data/train.csv',
  'apps/a/bin/wrapper',
  'shared/odd[1]*?.csv',
  'apps/b/other.txt',
  'shared/data.bin',
  'tools/own',
  'node_modules/cli/package.json',
  'node_modules/cli/main.js',
);
mkdirSync(join(root, 'node_modules/.bin'));
symlinkSync('../cli/main.js', join(root, 'node_modules/.bin/cli'));
symlinkSync(join(outer, 'tool.sh'), join(root, 'apps/a/linked.sh'));

const none: CommandWords = {
  files: [],
  folders: [],
  globs: [],
  unknownPatterns: [],
  outside: [],
  packages: [],
  variables: [],
};
const named = (...command: readonly string[]): CommandWords =>
  commandWords(root, project, { kind: 'command', command }, { PATH: `${join(root, 'tools')}:/usr/bin:/bin` });

test.each([
  ['a script', ['python', 'train.py'], { files: ['apps/a/train.py'] }],
  ['a shell script', ['sh', './scripts/run.sh'], { files: ['apps/a/scripts/run.sh'] }],
  ['what stands after a flag', ['x', '--data=data/train.csv'], { files: ['apps/a/data/train.csv'] }],
  ['a variable for env', ['env', 'DATA=data/train.csv', 'x'], { files: ['apps/a/data/train.csv'] }],
  [
    'a command for a shell',
    ['sh', '-c', 'scripts/run.sh <data/train.csv'],
    { files: ['apps/a/data/train.csv', 'apps/a/scripts/run.sh'] },
  ],
  [
    'a script in a folder to which the command goes',
    ['sh', '-c', 'cd scripts && ./run.sh'],
    { files: ['apps/a/scripts/run.sh'], folders: ['apps/a/scripts'] },
  ],
  ['a file of another project', ['x', '../b/other.txt'], { files: ['apps/b/other.txt'] }],
  ["a file by its path from the workspace's root", ['x', 'shared/data.bin'], { files: ['shared/data.bin'] }],
  ['a file whose name is like a glob', ['x', '../../shared/odd[1]*?.csv'], { files: ['shared/odd[1]*?.csv'] }],
  [
    'patterns for a shell',
    ['sh', '-c', 'cat data/*.csv ../../shared/[ab]?.csv | python3 train.py'],
    { files: ['apps/a/train.py'], globs: ['apps/a/data/*.csv', 'shared/[ab]?.csv'] },
  ],
  [
    'patterns in a folder to which the command goes',
    ['sh', '-c', 'cd ../../shared && cat *.csv'],
    { folders: ['shared'], globs: ['apps/a/*.csv', 'shared/*.csv'] },
  ],
  [
    'patterns that only the shell can follow, or that lie outside',
    ['sh', '-c', 'cat $DATA/*.csv ../../../*.csv /dev/*'],
    { unknownPatterns: ['$DATA/*.csv', '../../../*.csv'] },
  ],
  ['a file that is not there yet', ['x', 'later.csv'], { files: ['apps/a/later.csv'] }],
  ['a link that leaves the workspace', ['./linked.sh'], { files: ['apps/a/linked.sh'] }],
  ['a file outside, by a relative path', ['../../../tool.sh'], { outside: ['../tool.sh'] }],
  ['a file outside, by an absolute path', [join(outer, 'tool.sh')], { outside: [join(outer, 'tool.sh')] }],
  ['a program on the PATH, in the workspace', ['own'], { files: ['tools/own'] }],
  ['the program of an npm package', ['npx', 'cli'], { packages: ['cli@1.2.3'] }],
  ['a file of an npm package', ['node', '../../node_modules/cli/main.js'], { packages: ['cli@1.2.3'] }],
  ['a folder', ['x', 'data'], { folders: ['apps/a/data'] }],
  ['a variable', ['x', '${envvar:DATA}'], { variables: ['DATA'] }],
  ['words that can be no paths', ['x', 'y'.repeat(5000), 'train.py/z'], { files: ['apps/a/train.py/z'] }],
  ['programs of the system', ['/usr/bin/env', 'sh', '/bin/sh'], {}],
  ['interpreters, the version of which counts', ['python3', '.venv/bin/python'], {}],
  ["the project's own folder and those above it", ['x', '.', '..', '../..'], {}],
  ['numbers, flags and addresses', ['x', '0.5', '--no.thing', '1e-3', 'https://example.com/a'], {}],
])('%s', (_, command, expected) => expect(named(...command)).toEqual({ ...none, ...expected }));
