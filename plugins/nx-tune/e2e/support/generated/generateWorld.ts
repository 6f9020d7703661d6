import { addDeclaredData, addResolvedFile } from './data.js';
import { withDerivedFiles } from './derivedFiles.js';
import {
  add,
  addStatement,
  addSwitch,
  changeSubject,
  type Draft,
  type Feature,
  feature,
  type Host,
  newName,
  newOddName,
  newPart,
  newText,
  startFeature,
  type Switch,
  textOf,
} from './draft.js';
import { formsFor } from './forms.js';
import { choosePlace, ignoredPlaces } from './places.js';
import { addPythonImport } from './python.js';
import type { Random } from './random.js';
import { addTarget } from './targets.js';
import { addUndeclared } from './undeclared.js';
import { addFileWord } from './words.js';
import type { Entry, Format, Runtime, Subject, World } from './world.js';

/** A random workspace, and how it can change. */
export interface Generated {
  readonly world: World;
  readonly features: readonly Feature[];
  readonly switches: readonly Switch[];
}

/** Generates a workspace with three projects that have a sweep. */
export function generateWorld(random: Random): Generated {
  const gitAt = random.pick(['acme', '.'] as const);
  const draft: Draft = { random, entries: new Map(), env: {}, subjects: [], features: [], switches: [], names: 0 };
  addCommonFiles(draft, gitAt);
  const runtimes: Runtime[] = ['jiti', 'jiti', random.pick(['node', 'shell', 'shell', 'python'])];
  runtimes.forEach((runtime, index) => addSubject(draft, `s${index}`, runtime));
  const { entries, env, subjects, features, switches } = draft;
  return { world: withDerivedFiles({ gitAt, entries, env, subjects }), features, switches };
}

function addCommonFiles(draft: Draft, gitAt: World['gitAt']): void {
  startFeature(draft, '', 'settings of the workspace');
  const exclude = gitAt === '.' ? '.git/info/exclude' : 'acme/.git/info/exclude';
  const paths = { '@aliased/*': ['./aliased/*'] };
  const files: Record<string, string> = {
    'acme/nx.json': JSON.stringify({ plugins: ['nx-tune'], analytics: false }),
    'acme/package.json': JSON.stringify({ name: 'acme', private: true }),
    'acme/tsconfig.json': JSON.stringify({ compilerOptions: { paths } }),
    'acme/.gitignore': 'node_modules\n.nx\n.tune\nignored-root\n',
    'acme/.nxignore': 'ignored-nx\n',
    'acme/shared/.gitignore': 'ignored-nested\n',
    [exclude]: 'ignored-exclude\n',
    '.gitignore': 'ignored-above\n',
  };
  for (const [path, text] of Object.entries(files)) add(draft, path, newText(draft, text));
  startFeature(draft, '', 'rules of what is ignored');
  for (const path of Object.keys(files).filter((one) => /ignore$|exclude$/.test(one)))
    addSwitch(draft, 'no rule', { [path]: newText(draft, textOf(draft, path).replace(/ignored-.*\n/, '')) });
  startFeature(draft, '', 'an unrelated library');
  add(draft, 'acme/libs/unrelated/project.json', newText(draft, JSON.stringify({ name: 'unrelated' })));
  add(draft, 'acme/libs/unrelated/src/index.ts', newPart(draft, 'esm'));
}

function addSubject(draft: Draft, name: string, runtime: Runtime): void {
  const { random } = draft;
  const root = `acme/apps/${newOddName(draft, name)}`;
  startFeature(draft, name, 'beside the objective');
  add(draft, `${root}/project.json`, newText(draft, JSON.stringify({ name })));
  add(draft, `${root}/.gitignore`, newText(draft, 'ignored-nested\n'));
  add(draft, `${root}/README.md`, newPart(draft, 'text'));
  add(draft, `${root}/src/${newName(draft, 'a')}.spec.ts`, newPart(draft, 'esm'));
  startFeature(draft, name);
  const { path, format, title } = chooseMain(draft, runtime, root);
  nameFeature(draft, title);
  const main = add(draft, path, newPart(draft, format));
  draft.subjects.push({ name, root, runtime, main, words: [], inputs: [] });
  const count = runtime === 'jiti' ? 6 : 4;
  const host = { path: main, format, depth: 0 };
  for (let index = 0; index < count; index++) addFeature(draft, name, host);
  // Not in more of them, since results that depend on such a file are never cached.
  if (runtime !== 'shell' && random.chance(0.2)) addUndeclaredFeature(draft, name, host);
}

interface MainFile {
  readonly path: string;
  readonly format: Format;
  readonly title: string;
}

function chooseMain(draft: Draft, runtime: Runtime, root: string): MainFile {
  const { random } = draft;
  switch (runtime) {
    case 'jiti':
    case 'node': {
      const extension = random.pick(
        runtime === 'node' ? ['.mjs', '.cjs'] : ['.ts', '.ts', '.mts', '.mjs', '.cjs', '.js'],
      );
      const format = extension === '.cjs' ? 'cjs' : 'esm';
      return { path: `${root}/src/objective${extension}`, format, title: 'the objective' };
    }
    case 'python':
      return { path: `${root}/train.py`, format: 'python', title: 'the Python script' };
    case 'shell': {
      const { path, kind } = choosePlace(draft, { root }, ['own', 'loose', 'outside', ...ignoredPlaces]);
      return { path: `${path}/${newOddName(draft, 'run')}.sh`, format: 'shell', title: `the shell script, ${kind}` };
    }
  }
}

type ModuleHost = Omit<Host, 'subject'>;

function addUndeclaredFeature(draft: Draft, name: string, module: ModuleHost): void {
  const number = startFeature(draft, name);
  const subject = draft.subjects.find((one) => one.name === name) as Subject;
  const { title, statement } = addUndeclared(draft, { ...module, subject });
  addStatement(draft, module.path, { feature: number, text: statement });
  nameFeature(draft, title);
}

/** Adds one thing that a module loads or reads, or one word of a command. */
function addFeature(draft: Draft, name: string, module: ModuleHost): void {
  const number = startFeature(draft, name);
  const subject = draft.subjects.find((one) => one.name === name) as Subject;
  const host: Host = { ...module, subject };
  const state = (text: string): void => addStatement(draft, host.path, { feature: number, text });
  const kind = draft.random.below(10);
  if (subject.runtime === 'shell') return kind < 2 ? addVariableWord(draft, subject) : addWord(draft, subject);
  if (subject.runtime === 'jiti' && kind === 0) return addVariable(draft, subject, state);
  if (kind <= 2) return addData(draft, host, state);
  if (subject.runtime === 'python') {
    const { title, statement } = addPythonImport(draft, host);
    state(statement);
    return nameFeature(draft, title);
  }
  if (kind === 3) {
    const { title, statement } = addResolvedFile(draft, host);
    state(statement);
    return nameFeature(draft, title);
  }
  addImport(draft, host, state);
}

function addImport(draft: Draft, host: Host, state: (statement: string) => void): void {
  const { random } = draft;
  const number = feature(draft);
  const form = random.pick(formsFor(host));
  const target = addTarget(draft, host, form);
  state(form.write(JSON.stringify(target.specifier), newName(draft, 'n')));
  nameFeature(draft, `${host.subject.runtime === 'node' ? 'in node, ' : ''}${form.title}: ${target.title}`);
  if (random.chance(0.2)) draft.switches.push({ title: 'no statement', feature: number, statementOf: host.path });
  for (const module of target.modules)
    if (host.depth < 2 && random.chance(0.3))
      addFeature(draft, host.subject.name, { ...module, depth: host.depth + 1 });
}

function addData(draft: Draft, host: Host, state: (statement: string) => void): void {
  const { title, statement, input } = addDeclaredData(draft, host);
  state(statement);
  declare(draft, host.subject.name, input);
  nameFeature(draft, title);
}

function addVariable(draft: Draft, { name }: Subject, state: (statement: string) => void): void {
  const variable = newVariable(draft);
  state(`seen.add('${newName(draft, 'k')}=' + process.env.${variable});`);
  declare(draft, name, { env: variable });
  nameFeature(draft, 'declared environment variable');
}

function addVariableWord(draft: Draft, { name }: Subject): void {
  addCommandWord(draft, name, `${newName(draft, 'k')}=\${envvar:${newVariable(draft)}}`);
  nameFeature(draft, 'word with an environment variable');
}

function addWord(draft: Draft, subject: Subject): void {
  const { title, word } = addFileWord(draft, subject);
  addCommandWord(draft, subject.name, word);
  nameFeature(draft, title);
}

function newVariable(draft: Draft): string {
  const variable = newName(draft, 'GENERATED_');
  draft.env[variable] = 'a';
  draft.switches.push({ title: 'another value', feature: feature(draft), env: variable });
  return variable;
}

function declare(draft: Draft, name: string, input: Subject['inputs'][number]['input']): void {
  const declared = { feature: feature(draft), input };
  changeSubject(draft, name, (subject) => ({ ...subject, inputs: [...subject.inputs, declared] }));
}

function addCommandWord(draft: Draft, name: string, text: string): void {
  const word = { feature: feature(draft), text };
  changeSubject(draft, name, (subject) => ({ ...subject, words: [...subject.words, word] }));
}

function nameFeature({ features }: Draft, title: string): void {
  const latest = features.at(-1);
  if (latest !== undefined) latest.title = title;
}

/** The world without what belongs to a feature. */
export function withoutFeature(world: World, number: number): World {
  const stays = (one: { readonly feature?: number }): boolean => one.feature !== number;
  const entries = [...world.entries]
    .filter(([, entry]) => stays(entry))
    .map(([path, entry]): [string, Entry] => [
      path,
      entry.kind === 'part' ? { ...entry, lines: entry.lines.filter(stays) } : entry,
    ]);
  const subjects = world.subjects.map((subject) => ({
    ...subject,
    words: subject.words.filter(stays),
    inputs: subject.inputs.filter(stays),
  }));
  return withDerivedFiles({ ...world, entries: new Map(entries), subjects });
}
