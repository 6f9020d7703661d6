import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { DeclaredInput } from '@nx-tune/sweep';

import { undeclaredInputs } from '../../src/study/undeclaredInputs.js';
import { undeclaredNotices } from '../../src/study/undeclaredNotice.js';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-tune-undeclared-'));
  for (const file of ['app/data/a.csv', 'app/data/b{1}.csv', 'shared/c.bin', 'd.csv', 'e\n.csv']) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '');
  }
  execFileSync('git', ['init', '-q'], { cwd: root });
  writeFileSync(join(root, '.gitignore'), '*.csv\n');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const inputs = (
  files: readonly string[],
  declared: readonly DeclaredInput[] = [],
  folder = 'app',
): readonly (readonly [string, boolean])[] =>
  undeclaredInputs(root, folder, declared, [{ files }]).inputs.map(({ input, isIgnored }) => [input, isIgnored]);

test('files of the project, of the workspace and folders become elements of inputs; git says which it ignores', () => {
  expect(inputs(['shared/c.bin', 'app/data/b{1}.csv', 'app/data/*', 'd.csv', 'app/data/a.csv', '*'])).toEqual([
    ['{workspaceRoot}/*', false],
    ['data/*', false],
    ['data/a.csv', true],
    ['data/b?1?.csv', true],
    ['{workspaceRoot}/d.csv', true],
    ['{workspaceRoot}/shared/c.bin', false],
  ]);
  expect(inputs(['d.csv', 'app/data/a.csv'], [], '.')).toEqual([
    ['app/data/a.csv', true],
    ['d.csv', true],
  ]);
});

test('a folder that is listed with all folders below it', () => {
  expect(inputs(['app/**/*', '**/*'])).toEqual([
    ['{workspaceRoot}/**/*', false],
    ['**/*', false],
  ]);
  expect(inputs(['app/data/**/*'], [{ kind: 'files', glob: 'data/**/*', from: 'project' }])).toEqual([]);
});

test('a folder that is listed with folders in it is declared with all that is below, but not the project', () => {
  const files = ['app/*', 'app/data/*', 'app/data/x/*', 'app/data/a.csv', 'd.csv'];
  expect(inputs(files).map(([input]) => input)).toEqual(['*', 'data/**/*', '{workspaceRoot}/d.csv']);
  expect(inputs([...files, 'app/data/x/y/*']).map(([input]) => input)).toEqual([
    '*',
    'data/**/*',
    '{workspaceRoot}/d.csv',
  ]);
  expect(inputs(['shared/*', 'shared/x/*']).map(([input]) => input)).toEqual(['{workspaceRoot}/shared/**/*']);
});

test('a name of two lines is declared in one', () =>
  expect(inputs(['e\n.csv'])).toEqual([['{workspaceRoot}/e?.csv', true]]));

test('a file that is gone needs no declaration', () => expect(inputs(['app/gone.csv', 'gone/*'])).toEqual([]));

test.each<[string, boolean]>([
  ['data/a.csv', true],
  ['data/*.csv', true],
  ['data/?.csv', true],
  ['**/*.csv', true],
  ['data/**', true],
  ['data/b.csv', false],
  ['data', false],
  ['*', false],
  ['*.csv', false],
])('%s declares data/a.csv: %s', (glob, declares) =>
  expect(inputs(['app/data/a.csv'], [{ kind: 'files', glob, from: 'project' }]).length === 0).toBe(declares),
);

test('a declared folder needs no second declaration', () => {
  const declared = [{ kind: 'files', glob: 'data/*', from: 'project' }] as const;
  expect(inputs(['app/data/*'], declared)).toEqual([]);
  expect(inputs(['app/data/a.csv'], [{ kind: 'files', glob: 'app/data/a.csv', from: 'workspace' }])).toEqual([]);
});

test('a run notes each file once, as it is written in the kind of file', () => {
  const found = [{ files: ['app/data/a.csv'] }, { files: ['app/data/a.csv'] }];
  const notices = (file: string, undeclared?: 'allow'): string[] =>
    undeclaredNotices(root, { inputs: [], ...(undeclared && { undeclared }) }, found, {
      project: 'app',
      root: 'app',
      file,
    });
  expect(notices('app/tune.config.ts')).toEqual([
    "2 trials read files that are not declared as inputs, and are not cached. Add to app/tune.config.ts, or run npx nx-tune doctor app --fix:\ninputs: [\n  'data/a.csv', // ignored by git\n],",
  ]);
  expect(notices('app/tune.yaml', 'allow').join()).toContain('are cached all the same');
});

test('a file that was not in the hash is named even if nothing is left to declare', () => {
  const declared = [{ kind: 'files', glob: 'data/*', from: 'project' }] as const;
  const found = [{ files: ['app/data/a.csv', 'app/gone.csv'] }];
  expect(undeclaredNotices(root, { inputs: declared }, found, { project: 'app', root: 'app', file: 'f' })).toEqual([
    '1 trial read files that were not in the hash when the run began, and is not cached: app/data/a.csv, app/gone.csv.',
  ]);
});
