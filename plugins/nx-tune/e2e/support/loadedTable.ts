import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { createWorkspace, type Workspace } from './workspace.js';

/** Every character that globs treat specially, a space and quotes. */
const odd = `apps/(odd) [path] {x} !y 'z'`;
/** Paths that would be taken for the project's if those characters stood for others. */
const similar = `apps/-odd- p -x- -y 'z'`;

const objective = `import { createRequire } from 'node:module';
import { appendFileSync, readFileSync } from 'node:fs';
import { k } from '../../../shared/k';
import { type Shape } from '../../../shared/shape';
import { both } from 'both';
import { linked } from 'linked';
import { excluded } from '../../../shared/excluded';
import { nick } from '../../../shared/packages';

export { type Shape } from '../../../shared/exported';

const load = createRequire(import.meta.url);
const created = load('../../../shared/created.cjs').created;
const blob = require.resolve('../../../shared/blob.bin');
export const worker = new URL('../../../shared/worker.mjs', import.meta.url);

/** Counts its executions outside of its outputs. */
export default function objective(params: { x: number }, trial: { id: string }): { loss: number } {
  appendFileSync(process.env['E2E_COUNTER']!, trial.id + '\\n');
  const shape: Shape = { size: 1 };
  return { loss: params.x + k + both + linked + excluded + nick + created + readFileSync(blob).length + shape.size };
}
`;

const sweep = `objective: ./src/(main) [1].ts
method: grid
metric: { name: loss, goal: minimize }
parameters:
  x: { values: [1, 2] }
inputs:
  - data/**/*.txt
  - '{workspaceRoot}/mount/all/one.csv'
  - ignored/one.txt
  - ignored/folder/*
`;

/** The number of trials of the sweep. */
export const trials = 2;

const manifest = (name: string, rest: object = {}): string => JSON.stringify({ name, version: '1.0.0', ...rest });
const exported = (name: string): string => `exports.${name} = 1;\n`;

const files: { readonly [path: string]: string } = {
  [`${odd}/project.json`]: JSON.stringify({ name: 'odd' }),
  [`${odd}/package.json`]: manifest('odd', { private: true }),
  [`${odd}/tune.yaml`]: sweep,
  [`${odd}/src/(main) [1].ts`]: objective,
  [`${odd}/src/table {1}.tsv`]: '1',
  [`${odd}/data/(a) [b] {c}!.txt`]: '1',
  [`${similar}/src/table {1}.tsv`]: '1',
  [`${similar}/data/a.txt`]: '1',
  'shared/k.js': exported('k'),
  'shared/k.ts': 'export const k = 1;\n',
  'shared/shape.ts': 'export interface Shape { size: number }\n',
  'shared/exported.ts': 'export interface Shape { size: number }\n',
  'shared/excluded.ts': 'export const excluded = 1;\n',
  'shared/packages.ts':
    "import { createRequire } from 'node:module';\nconst load = createRequire(import.meta.url);\nload('outer');\nexport const nick = load('nick').nick;\n",
  'shared/created.cjs': exported('created'),
  'shared/blob.bin': 'binary',
  'shared/worker.mjs': 'export {};\n',
  'vendor/both/package.json': manifest('both', { exports: { import: './import.mjs', require: './require.cjs' } }),
  'vendor/both/import.mjs': 'export const both = 1;\n',
  'vendor/both/require.cjs': exported('both'),
  [`${odd}/data/same/one.txt`]: '1',
  'datasets/file.csv': '1',
  'datasets/folder/one.txt': '1',
  'datasets/all/one.csv': '1',
  'datasets/all/two.csv': '1',
  'patches/inner+1.0.0.patch': '1',
  'patches/unrelated+1.0.0.patch': '1',
  'node_modules/outer/package.json': manifest('outer', { dependencies: { inner: '^1.0.0' } }),
  'node_modules/outer/index.js': "require('inner');\n",
  'node_modules/inner/package.json': manifest('inner'),
  'node_modules/inner/index.js': '',
  'node_modules/nick/package.json': manifest('named', { dependencies: { 'below-nick': '^1.0.0' } }),
  'node_modules/nick/index.js': exported('nick'),
  'node_modules/below-nick/package.json': manifest('below-nick'),
  'node_modules/below-nick/index.js': '',
  'node_modules/alone/package.json': manifest('alone'),
  'node_modules/alone/index.js': '',
};

/** Files outside of the workspace. */
const outside: { readonly [path: string]: string } = {
  'package/package.json': manifest('linked', { main: 'index.js' }),
  'package/index.js': "exports.linked = require('./inner.js').linked;\n",
  'package/inner.js': exported('linked'),
  'package/other.js': '',
  'data.txt': '1',
  'other.txt': '1',
  'folder/deep/one.txt': '1',
};

/** A link to which another one leads. */
const chain = `${odd}/ignored/chain.txt`;

const links: { readonly [path: string]: string } = {
  'node_modules/both': 'vendor/both',
  'node_modules/linked': '../outside/package',
  [`${odd}/data/inside.txt`]: 'datasets/file.csv',
  [`${odd}/data/outside.txt`]: '../outside/data.txt',
  [`${odd}/data/inside`]: 'datasets/folder',
  [`${odd}/data/outside`]: '../outside/folder',
  'mount/all': 'datasets/all',
  [`${odd}/src/source.tsv`]: '../outside/other.txt',
  [`${odd}/ignored/one.txt`]: chain,
  [chain]: 'datasets/all/one.csv',
  [`${odd}/ignored/two.txt`]: 'datasets/all/one.csv',
  [`${odd}/ignored/folder`]: 'datasets/folder',
};

/** An edit of one file, or of a link, whose text is then where it leads. */
export interface FileEdit {
  readonly edit: string;
  readonly file: string;
  readonly text: string;
}

const more = (edit: string, file: string): FileEdit => ({ edit, file, text: `${all[file] ?? ''}\n` });
const all: { readonly [path: string]: string } = {
  ...files,
  ...Object.fromEntries(Object.entries(outside).map(([path, text]) => [`../outside/${path}`, text])),
};
/** Every file to which links are pointed is in the hash all the time. */
const repoint = (edit: string, file: string, text: string): FileEdit => ({ edit, file, text });
const version = (edit: string, name: string): FileEdit => {
  const file = `node_modules/${name}/package.json`;
  return { edit, file, text: (all[file] ?? '').replace('1.0.0', '1.0.1') };
};

/** Each makes all trials run again. */
export const harmfulEdits: readonly FileEdit[] = [
  more('a file of the project whose path has characters of globs', `${odd}/src/table {1}.tsv`),
  more('the objective there', `${odd}/src/(main) [1].ts`),
  more('declared data there', `${odd}/data/(a) [b] {c}!.txt`),
  { edit: 'the module system there', file: `${odd}/package.json`, text: manifest('odd', { type: 'module' }) },
  more('the JavaScript beside TypeScript of the same name, which git ignores', 'shared/k.js'),
  more('the file of a package for import', 'vendor/both/import.mjs'),
  more('a file that .git/info/exclude ignores', 'shared/excluded.ts'),
  more('a file that a require of Node loads', 'shared/created.cjs'),
  more('the file of a worker', 'shared/worker.mjs'),
  { edit: 'one byte of a binary', file: 'shared/blob.bin', text: 'binarY' },
  more('a package that is linked from elsewhere', '../outside/package/index.js'),
  more('another file of it', '../outside/package/inner.js'),
  more('the target of linked data', 'datasets/file.csv'),
  more('the target of data that is linked from elsewhere', '../outside/data.txt'),
  more('a file of a linked folder', 'datasets/folder/one.txt'),
  more('a declared file below a linked folder', 'datasets/all/one.csv'),
  more('a file of a folder that is linked from elsewhere', '../outside/folder/deep/one.txt'),
  more('the target of a linked source', '../outside/other.txt'),
  repoint('an ignored link to which a declared one leads, pointed at another input', chain, 'datasets/file.csv'),
  repoint('an ignored link to a folder, pointed at another folder', `${odd}/ignored/folder`, `${odd}/data/same`),
  version('the version of a package behind a file of no project', 'outer'),
  version('the version of a transitive package behind a file of no project', 'inner'),
  version('the version of a package under another name', 'nick'),
  version('the version of a package below it', 'below-nick'),
  more('a patch of a package', 'patches/inner+1.0.0.patch'),
];

/** None makes a trial run again. */
export const harmlessEdits: readonly FileEdit[] = [
  more('a project at a similar path', `${similar}/src/table {1}.tsv`),
  more('data at a similar path', `${similar}/data/a.txt`),
  more('the TypeScript that is not loaded', 'shared/k.ts'),
  more('a module of which only types are imported', 'shared/shape.ts'),
  more('a module of which only types are exported', 'shared/exported.ts'),
  more('the file of a package for require', 'vendor/both/require.cjs'),
  more('a file of the linked package that is not loaded', '../outside/package/other.js'),
  more('another file of the linked folder', 'datasets/all/two.csv'),
  repoint('an ignored link that is not declared', `${odd}/ignored/two.txt`, 'datasets/file.csv'),
  version('the version of an unrelated package', 'alone'),
  more('a patch of an unrelated package', 'patches/unrelated+1.0.0.patch'),
];

/** A workspace in which `nx tune odd` has run, and what takes back any of the edits. */
export interface LoadedWorkspace {
  readonly workspace: Workspace;
  /** The digests of the inputs that the last runs have written down. */
  inputs(): readonly string[];
  apply(edit: FileEdit): void;
  takeBack(): void;
}

export async function createLoadedWorkspace(daemon: boolean): Promise<LoadedWorkspace> {
  const workspace = await createWorkspace({
    daemon,
    files: { ...files, '.gitignore': 'node_modules\n.nx\n.tune\nshared/k.js\nshared/packages.js\nignored\n' },
  });
  const write = (file: string, text: string): void => {
    const path = join(workspace.root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  write('.git/info/exclude', 'excluded.ts\n');
  for (const [file, text] of Object.entries(all)) if (file.startsWith('..')) write(file, text);
  const point = (link: string, target: string): void => {
    const path = join(workspace.root, link);
    rmSync(path, { recursive: true, force: true });
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(relative(dirname(path), join(workspace.root, target)), path);
  };
  for (const [link, target] of Object.entries(links)) point(link, target);
  expect(await workspace.executions('tune', 'odd')).toBe(trials);
  const edited = new Set<string>();
  const folder = workspace.path(`${odd}/.tune/inputs`);
  return {
    workspace,
    inputs: () =>
      readdirSync(folder).map(
        (id) => (JSON.parse(readFileSync(join(folder, id, 'inputs.json'), 'utf8')) as { hash: string }).hash,
      ),
    apply: ({ file, text }) => {
      if (links[file] === undefined) write(file, text);
      else point(file, text);
      edited.add(file);
    },
    takeBack: () => {
      for (const file of edited)
        if (links[file] === undefined) write(file, all[file] ?? '');
        else point(file, links[file]);
      edited.clear();
    },
  };
}
