import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ignoredFiles } from '../../src/imports/ignoredFiles.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const rules = {
  '.gitignore': 'dist/\n*.gen.ts\n',
  '.nxignore': 'hidden\n',
  'libs/a/.gitignore': '!kept.gen.ts\nlocal.ts\n',
};
const files = [
  'src/a.ts',
  'src/b.gen.ts',
  'libs/a/dist/index.js',
  'libs/a/kept.gen.ts',
  'libs/a/other.gen.ts',
  'libs/a/local.ts',
  'libs/b/local.ts',
  'hidden/x.ts',
];
const ignored = ['hidden/x.ts', 'libs/a/dist/index.js', 'libs/a/local.ts', 'libs/a/other.gen.ts', 'src/b.gen.ts'];
const git = (root: string, ...args: readonly string[]): unknown => execFileSync('git', args, { cwd: root });

test.each(['a repository', 'no repository'])(
  '%s: files that git or Nx ignores are found, and rules of deeper folders take precedence',
  (kind) => {
    const root = temporaryWorkspace(rules);
    if (kind === 'a repository') git(root, 'init', '-q');
    expect([...ignoredFiles(root, files)].toSorted()).toEqual(ignored);
  },
);

test('without rules, no file is ignored', () =>
  expect(ignoredFiles(temporaryWorkspace({}), ['dist/x.js']).size).toBe(0));

test('rules count wherever git keeps them: for this clone, for this user, and above the workspace', () => {
  const repository = temporaryWorkspace({ '.gitignore': 'above.ts\n', 'user.ignore': 'user.ts\n' });
  git(repository, 'init', '-q');
  git(repository, 'config', 'core.excludesFile', join(repository, 'user.ignore'));
  writeFileSync(join(repository, '.git/info/exclude'), 'clone.ts\n');
  const root = join(repository, 'workspace');
  mkdirSync(root);
  const all = ['src/above.ts', 'src/user.ts', 'clone.ts', 'src/other.ts', 'odd [name] (1)/clone.ts', 'übel/user.ts'];
  expect([...ignoredFiles(root, all)]).toEqual(all.filter((file) => !file.includes('other')));
});

test('a tracked file that a rule names is ignored by Nx, though git keeps it', () => {
  const root = temporaryWorkspace({ '.gitignore': 'kept.ts\n', 'kept.ts': '' });
  git(root, 'init', '-q');
  git(root, 'add', '-f', 'kept.ts');
  writeFileSync(join(root, '.git/info/exclude'), 'kept.ts\n');
  writeFileSync(join(root, '.gitignore'), '');
  expect([...ignoredFiles(root, ['kept.ts'])]).toEqual(['kept.ts']);
});
