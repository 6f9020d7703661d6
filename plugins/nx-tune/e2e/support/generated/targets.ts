import {
  add,
  addSwitch,
  type Draft,
  feature,
  type Host,
  newLink,
  newName,
  newOddName,
  newPart,
  newText,
  textOf,
} from './draft.js';
import { type Form, isNative } from './forms.js';
import { addInstalledPackage, addLinkedPackage } from './packages.js';
import { anyPlace, choosePlace } from './places.js';
import { type Format, pathFrom } from './world.js';

/** The target that an import leads to. */
export interface Target {
  readonly title: string;
  readonly specifier: string;
  /** Modules that it may load, which may import more. */
  readonly modules: readonly ModuleFile[];
}

export interface ModuleFile {
  readonly path: string;
  readonly format: Format;
}

/** Adds the files of a target for an import of `host`. */
type AddTarget = (draft: Draft, host: Host, form: Form) => Target;

/** Chooses a target that the form can load, and adds its files. */
export function addTarget(draft: Draft, host: Host, form: Form): Target {
  if (form.loads === 'nothing') return addTypes(draft, host, form);
  if (form.content === 'json' || (form.content === 'both' && draft.random.chance(0.25)))
    return addJson(draft, host, form);
  const native = isNative(host, form);
  const isOwn = host.path.startsWith(`${host.subject.root}/`);
  return draft.random.pick([
    ...repeat(4, addFile),
    ...repeat(2, addLinkedFile),
    addFileOfLinkedFolder,
    ...repeat(3, addLinkedPackage),
    ...repeat(3, addInstalledPackage),
    ...(isOwn ? [addPrivateImport] : []),
    ...(native ? [] : [...repeat(2, addTwins), addAliased]),
    ...(native && form.loads === 'import' ? [] : repeat(2, addFolder)),
  ])(draft, host, form);
}

const repeat = (times: number, target: AddTarget): AddTarget[] => Array.from({ length: times }, () => target);

interface CodeKind {
  readonly extension: string;
  readonly format: Format;
}

function chooseCode(draft: Draft, host: Host, form: Form): CodeKind {
  const kinds = isNative(host, form) ? (form.loads === 'import' ? nativeCode : nativeCommonJs) : jitiCode;
  const [extension, format] = draft.random.pick(kinds);
  return { extension, format };
}

const nativeCommonJs: readonly (readonly [string, Format])[] = [
  ['.js', 'cjs'],
  ['.cjs', 'cjs'],
];
const nativeCode: typeof nativeCommonJs = [...nativeCommonJs, ['.mjs', 'esm']];
const jitiCode: typeof nativeCommonJs = [
  ...nativeCode,
  ...['.ts', '.ts', '.tsx', '.mts', '.js'].map((extension) => [extension, 'esm'] as const),
  ['.cts', 'cjs'],
];

/** Writes the path with its extension, that of the compiled file, or none. */
function spell(draft: Draft, host: Host, form: Form, path: string, extension: string): string {
  const full = pathFrom(host.path, path);
  const stem = full.slice(0, -extension.length);
  if (!isNative(host, form)) return draft.random.pick([full, stem, stem + extension.replace(/ts[x]?$/, 'js')]);
  return form.loads === 'require' && extension === '.js' && draft.random.chance(0.5) ? stem : full;
}

const addFile: AddTarget = (draft, host, form) => {
  const place = choosePlace(draft, host.subject, anyPlace);
  const { extension, format } = chooseCode(draft, host, form);
  const path = add(draft, `${place.path}/${newOddName(draft, 'm')}${extension}`, newPart(draft, format));
  const specifier = spell(draft, host, form, path, extension);
  return { title: `file ${extension}, ${place.kind}`, specifier, modules: [{ path, format }] };
};

const addJson: AddTarget = (draft, host) => {
  const place = choosePlace(draft, host.subject, anyPlace);
  const path = add(draft, `${place.path}/${newOddName(draft, 'j')}.json`, newPart(draft, 'json'));
  return { title: `JSON, ${place.kind}`, specifier: pathFrom(host.path, path), modules: [] };
};

const addTypes: AddTarget = (draft, host) => {
  const place = choosePlace(draft, host.subject, ['own', 'loose', 'library', 'outside', 'ignored-root']);
  const lines = [{ feature: feature(draft), text: 'export type T = number;' }];
  const path = add(draft, `${place.path}/${newOddName(draft, 'y')}.ts`, newPart(draft, 'esm', { lines }));
  return { title: `types, ${place.kind}`, specifier: pathFrom(host.path, path).slice(0, -3), modules: [] };
};

const twins = [
  ['.js', '.ts'],
  ['.ts', '.tsx'],
  ['.js', '.cjs'],
  ['.mjs', '.ts'],
  ['.ts', '.json'],
  ['.mts', '.ts'],
  ['.cts', '.js'],
  ['.mjs', '.mts'],
] as const;

/** Two files that differ in their extensions. */
const addTwins: AddTarget = (draft, host) => {
  const place = choosePlace(draft, host.subject, anyPlace);
  const stem = `${place.path}/${newOddName(draft, 't')}`;
  const pair = draft.random.pick(twins);
  for (const extension of pair) add(draft, stem + extension, newPart(draft, formatOf(extension)));
  for (const extension of pair) addSwitch(draft, `${extension} removed`, { [stem + extension]: undefined });
  const ending = draft.random.pick(['', '', ...pair.filter((one) => one !== '.json')]);
  const title = `${pair.join(' beside ')}${ending === '' ? '' : ` as ${ending}`}, ${place.kind}`;
  return { title, specifier: pathFrom(host.path, stem) + ending, modules: [] };
};

const formatOf = (extension: string): Format =>
  extension === '.json' ? 'json' : extension.startsWith('.c') ? 'cjs' : 'esm';

const addFolder: AddTarget = (draft, host, form) => {
  const place = choosePlace(draft, host.subject, anyPlace);
  const folder = `${place.path}/${newOddName(draft, 'f')}`;
  const [extension, format] = isNative(host, form)
    ? (['.js', 'cjs'] as const)
    : ([draft.random.pick(['.ts', '.js', '.mjs']), 'esm'] as const);
  const path = add(draft, `${folder}/index${extension}`, newPart(draft, format));
  addSwitch(draft, 'a file of the same name', { [folder + extension]: newPart(draft, format) });
  addSwitch(draft, 'a package.json with main', {
    [`${folder}/package.json`]: newText(draft, JSON.stringify({ main: `./main${extension}` })),
    [`${folder}/main${extension}`]: newPart(draft, format),
  });
  return {
    title: `folder with index${extension}, ${place.kind}`,
    specifier: pathFrom(host.path, folder),
    modules: [{ path, format }],
  };
};

const addLinkedFile: AddTarget = (draft, host, form) => {
  const { extension, format } = chooseCode(draft, host, form);
  const at = choosePlace(draft, host.subject, ['own', 'loose', 'ignored-root', 'ignored-exclude']);
  const to = choosePlace(draft, host.subject, anyPlace);
  const [real, other] = [newOddName(draft, 'r'), newOddName(draft, 'r')].map((name) =>
    add(draft, `${to.path}/${name}${extension}`, newPart(draft, format)),
  ) as [string, string];
  const path = add(draft, `${at.path}/${newOddName(draft, 'n')}${extension}`, newLink(draft, real));
  addSwitch(draft, 'leads elsewhere', { [path]: newLink(draft, other) });
  addSwitch(draft, 'a file instead', { [path]: newPart(draft, format) });
  return {
    title: `link ${extension}, ${at.kind} to ${to.kind}`,
    specifier: spell(draft, host, form, path, extension),
    modules: [],
  };
};

const addFileOfLinkedFolder: AddTarget = (draft, host, form) => {
  const { extension, format } = chooseCode(draft, host, form);
  const at = choosePlace(draft, host.subject, ['own', 'loose', 'ignored-root', 'ignored-exclude']);
  const to = choosePlace(draft, host.subject, anyPlace);
  const [real, other] = [`${to.path}/${newOddName(draft, 'r')}`, `${to.path}/${newOddName(draft, 'r')}`] as const;
  for (const folder of [real, other]) add(draft, `${folder}/m${extension}`, newPart(draft, format));
  const path = add(draft, `${at.path}/${newOddName(draft, 'n')}`, newLink(draft, real));
  addSwitch(draft, 'leads elsewhere', { [path]: newLink(draft, other) });
  return {
    title: `linked folder, ${at.kind} to ${to.kind}`,
    specifier: pathFrom(host.path, `${path}/m${extension}`),
    modules: [],
  };
};

const addAliased: AddTarget = (draft) => {
  const name = newOddName(draft, 'p');
  const path = add(draft, `acme/aliased/${name}.ts`, newPart(draft, 'esm'));
  return { title: 'paths of tsconfig.json', specifier: `@aliased/${name}`, modules: [{ path, format: 'esm' }] };
};

const addPrivateImport: AddTarget = (draft, { subject: { name, root } }) => {
  const key = newName(draft, '#i');
  const stem = `src/${newName(draft, 'i')}`;
  const imported = add(draft, `${root}/${stem}.mjs`, newPart(draft, 'esm'));
  const required = add(draft, `${root}/${stem}.cjs`, newPart(draft, 'cjs'));
  const manifest = `${root}/package.json`;
  const old = JSON.parse(textOf(draft, manifest) || '{}') as { readonly imports?: object };
  const imports = { ...old.imports, [key]: { import: `./${stem}.mjs`, require: `./${stem}.cjs` } };
  draft.entries.set(manifest, { kind: 'text', text: JSON.stringify({ name, imports }) });
  const modules: ModuleFile[] = [
    { path: imported, format: 'esm' },
    { path: required, format: 'cjs' },
  ];
  return { title: 'imports of package.json', specifier: key, modules };
};
