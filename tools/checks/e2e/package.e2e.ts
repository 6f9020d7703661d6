import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { temporaryFolder } from '../test/temporaryFolder.js';

const root = join(__dirname, '../../..');
const sound = {
  'README.md': '# A package\n',
  LICENSE: 'MIT\n',
  'src/index.ts': '',
  'dist/index.js': '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\nexports.one = 1;\n',
  'dist/index.d.ts': 'export declare const one: 1;\n',
};

function manifest(name: string, more: object = {}): string {
  const entry = { types: './dist/index.d.ts', default: './dist/index.js' };
  const common = { name, version: '1.0.0', license: 'MIT', type: 'commonjs', exports: { '.': entry }, files: ['dist'] };
  return JSON.stringify({ ...common, ...more });
}

function inFolder(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
}

test('the package check passes a sound package and names what is wrong with others', () => {
  const cwd = temporaryFolder({
    LICENSE: 'MIT\n',
    ...inFolder('packages/sound', { ...sound, 'package.json': manifest('sound') }),
    ...inFolder('packages/private', { 'package.json': '{ "name": "private", "private": true }' }),
    ...inFolder('packages/files', {
      ...sound,
      LICENSE: 'Mine\n',
      'dist/.tsbuildinfo': '{}',
      'dist/gone.js': '',
      'package.json': manifest('files'),
    }),
    ...inFolder('packages/types', {
      ...sound,
      'dist/index.d.ts': 'declare const one: 1;\nexport default one;\n',
      'dist/index.js': 'module.exports = 1;\n',
      'package.json': manifest('types', { main: './dist/none.js' }),
    }),
    ...inFolder('packages/needs', {
      ...sound,
      'src/later.ts': '',
      'dist/later.js': "require('node:fs'); require('needs/x'); require('@a/b/c'); import('d'); require('e');\n",
      'package.json': manifest('needs', { dependencies: { d: '1', unused: '1' }, peerDependencies: { e: '1' } }),
    }),
    ...inFolder('plugins/nx', {
      ...sound,
      'package.json': manifest('nx-tune', {
        executors: './executors.json',
        'nx-migrations': { migrations: './migrations.json' },
        files: ['dist', 'executors.json', 'migrations.json', 'schemas'],
      }),
      'migrations.json': '{ "generators": { "rename": { "version": "1.1.0", "implementation": "./dist/rename" } } }',
      'executors.json': '{ "executors": { "tune": { "implementation": "./dist/tune", "schema": "./tune.json" } } }',
    }),
  });
  symlinkSync(join(root, 'node_modules'), join(cwd, 'node_modules'));
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'tools/checks/package.mjs')], {
    cwd,
    encoding: 'utf8',
  });
  expect(stdout).toContain('✓ sound\n');
  expect(stdout).not.toContain('private');
  const problems = [
    'dist/.tsbuildinfo must not be packed',
    'dist/gone.js has no source any more',
    "LICENSE differs from the repository's",
    'publint: ',
    'dist/none.js',
    'attw: ',
    'implementation of "tune" is ./dist/tune, which is not packed',
    'schema of "tune" is ./tune.json, which is not packed',
    'schemas/sweep.json is missing',
    '"files" names schemas, of which nothing is packed',
    'dist/later.js imports @a/b, which is no dependency',
    'nothing imports unused, which is a dependency',
    'implementation of "rename" is ./dist/rename, which is not packed',
  ];
  for (const problem of problems) expect(stdout).toContain(problem);
  expect(stdout).not.toMatch(/imports (d|e|needs|node:fs)\b/);
  expect(status).toBe(1);
}, 30_000);
