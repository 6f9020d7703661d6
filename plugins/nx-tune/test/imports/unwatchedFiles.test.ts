import { unwatchedFiles } from '../../src/imports/unwatchedFiles.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

test('files that git or Nx ignores are unwatched, and rules of deeper folders take precedence', () => {
  const root = temporaryWorkspace({
    '.gitignore': 'dist/\n*.gen.ts\n',
    '.nxignore': 'hidden\n',
    'libs/a/.gitignore': '!kept.gen.ts\nlocal.ts\n',
  });
  const files = [
    'src/a.ts',
    'src/b.gen.ts',
    'libs/a/dist/index.js',
    'libs/a/kept.gen.ts',
    'libs/a/other.gen.ts',
    'libs/a/local.ts',
    'libs/b/local.ts',
    'hidden/x.ts',
    '../outside/dist/x.js',
  ];
  expect(unwatchedFiles(root, files)).toEqual([
    'hidden/x.ts',
    'libs/a/dist/index.js',
    'libs/a/local.ts',
    'libs/a/other.gen.ts',
    'src/b.gen.ts',
  ]);
});

test('without rules, every file is watched', () =>
  expect(unwatchedFiles(temporaryWorkspace({}), ['dist/x.js'])).toEqual([]));
