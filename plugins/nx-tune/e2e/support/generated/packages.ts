import {
  add,
  addStatement,
  addSwitch,
  type Draft,
  feature,
  newLink,
  newName,
  newOddName,
  newPart,
  newText,
  textOf,
} from './draft.js';
import type { ModuleFile, Target } from './targets.js';
import type { Entry, Part } from './world.js';

/** Ways in which the manifest of a package names the files that are loaded. */
const layouts = [
  { title: 'main', fields: { main: './main.cjs' } },
  { title: 'module field', fields: { main: './main.cjs', module: './main.mjs' } },
  { title: 'conditions', fields: { exports: { '.': { import: './main.mjs', require: './main.cjs' } } } },
  { title: 'conditions reversed', fields: { exports: { require: './main.cjs', import: './main.mjs' } } },
  {
    title: 'nested conditions',
    fields: { exports: { node: { import: './main.mjs', default: './main.cjs' }, default: './other.cjs' } },
  },
  {
    title: 'subpath',
    sub: '/sub',
    fields: { exports: { '.': './other.cjs', './sub': { import: './main.mjs', default: './main.cjs' } } },
  },
  {
    title: 'pattern',
    sub: '/deep/main',
    fields: { exports: { './deep/*': { import: './*.mjs', default: './*.cjs' } } },
  },
] as const;

interface Package {
  readonly title: string;
  readonly sub: string;
  readonly modules: readonly ModuleFile[];
}

function addPackage(draft: Draft, folder: string, name: string, more: Partial<Part>): Package {
  const layout = draft.random.pick(layouts);
  add(draft, `${folder}/package.json`, newText(draft, JSON.stringify({ name, version: '1.0.0', ...layout.fields })));
  const modules: ModuleFile[] = [
    { path: add(draft, `${folder}/main.mjs`, newPart(draft, 'esm', more)), format: 'esm' },
    { path: add(draft, `${folder}/main.cjs`, newPart(draft, 'cjs', more)), format: 'cjs' },
  ];
  add(draft, `${folder}/other.cjs`, newPart(draft, 'cjs', more));
  return { title: layout.title, sub: 'sub' in layout ? layout.sub : '', modules };
}

const linkedFrom = {
  library: 'acme/libs',
  loose: 'acme/shared',
  outside: 'outside',
  'ignored-exclude': 'acme/ignored-exclude',
  'ignored-root': 'acme/ignored-root',
} as const;

/** A package of the user that is linked into node_modules. */
export function addLinkedPackage(draft: Draft): Target {
  const from = draft.random.pick(Object.keys(linkedFrom) as (keyof typeof linkedFrom)[]);
  const name = newName(draft, '@acme/w');
  const folder = `${linkedFrom[from]}/${newOddName(draft, 'w')}`;
  if (from === 'library') add(draft, `${folder}/project.json`, newText(draft, JSON.stringify({ name })));
  const { title, sub, modules } = addPackage(draft, folder, name, {});
  add(draft, `acme/node_modules/${name}`, newLink(draft, folder));
  const manifest = `${folder}/package.json`;
  const swapped = textOf(draft, manifest).replace(/\.[mc]js/g, (one) => (one === '.mjs' ? '.cjs' : '.mjs'));
  if (title !== 'main' && title !== 'module field')
    addSwitch(draft, 'conditions swapped', { [manifest]: newText(draft, swapped) });
  return { title: `linked package with ${title}, ${from}`, specifier: name + sub, modules };
}

/** A package that npm has installed, of which there may be another version. */
export function addInstalledPackage(draft: Draft): Target {
  const how = draft.random.pick(['plain', 'aliased', 'transitive', 'nested'] as const);
  const name = newName(draft, 'npm');
  const specifier = how === 'aliased' ? newName(draft, 'nick') : name;
  const folder = `acme/node_modules/${specifier}`;
  const { title, sub, modules } = addPackage(draft, folder, name, { isFrozen: true });
  const isDirect = how === 'plain' || how === 'aliased';
  const changes = isDirect ? folder : addDependency(draft, folder, modules, how === 'nested');
  addUpgrade(draft, changes);
  return { title: `npm package with ${title}, ${how}`, specifier: specifier + sub, modules: [] };
}

/** Lets an installed package load another one, whose folder is returned. */
function addDependency(draft: Draft, folder: string, modules: readonly ModuleFile[], isNested: boolean): string {
  const name = newName(draft, 'inner');
  const inner = `${isNested ? folder : 'acme'}/node_modules/${name}`;
  add(draft, `${inner}/package.json`, newText(draft, JSON.stringify({ name, version: '1.0.0', main: './main.cjs' })));
  add(draft, `${inner}/main.cjs`, newPart(draft, 'cjs', { isFrozen: true }));
  const manifest = JSON.parse(textOf(draft, `${folder}/package.json`)) as object;
  const text = JSON.stringify({ ...manifest, dependencies: { [name]: '*' } });
  draft.entries.set(`${folder}/package.json`, newText(draft, text));
  for (const { path, format } of modules)
    addStatement(draft, path, {
      feature: feature(draft),
      text: format === 'esm' ? `import '${name}';` : `require('${name}');`,
    });
  return inner;
}

/** Another version of a package differs in all of its files. */
function addUpgrade(draft: Draft, folder: string): void {
  const own = [...draft.entries].filter(
    ([path]) => path.startsWith(`${folder}/`) && !path.startsWith(`${folder}/node_modules/`),
  );
  addSwitch(draft, 'another version', Object.fromEntries(own.map(([path, entry]) => [path, upgraded(entry)])));
}

function upgraded(entry: Entry): Entry {
  if (entry.kind === 'part') return { ...entry, version: 2 };
  return entry.kind === 'text' ? { ...entry, text: entry.text.replace('1.0.0', '2.0.0') } : entry;
}
