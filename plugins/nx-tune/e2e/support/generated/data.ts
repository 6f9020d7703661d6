import { add, addSwitch, type Draft, type Host, newLink, newName, newOddName, newPart } from './draft.js';
import { choosePlace, ignoredPlaces, type PlaceKind } from './places.js';
import { type Format, pathFrom, pathInProject } from './world.js';

/** Data that is read. */
interface Data {
  readonly title: string;
  readonly statement: string;
}

/** Data that is declared by the glob `input`. */
interface DeclaredData extends Data {
  readonly input: string;
}

const ways = [
  'plain',
  'by glob',
  'linked',
  'in a linked folder',
  'ignored',
  'of the workspace',
  'like a test',
] as const;

/** Adds a file that a module reads by `fs`, or a Python script by `open`, and that is declared under `inputs`. */
export function addDeclaredData(draft: Draft, host: Host): DeclaredData {
  const { random } = draft;
  const { root } = host.subject;
  const format = random.pick<Format>(['text', 'bytes']);
  const extension = format === 'text' ? '.txt' : '.bin';
  const file = newName(draft, 'x') + extension;
  const way = random.pick(ways);
  const addFile = (path: string): string => add(draft, path, newPart(draft, format));
  const data = (path: string, input: string, place = ''): DeclaredData => ({
    title: `declared data ${way}${place}, ${format}`,
    statement: read(draft, host, path),
    input,
  });
  switch (way) {
    case 'plain':
      return data(addFile(`${root}/data/${file}`), `data/${file}`);
    case 'by glob': {
      const folder = `data/${newName(draft, 'g')}`;
      const path = addFile(`${root}/${folder}/${newOddName(draft, 'd')}/${file}`);
      return data(path, `${folder}/**/*${random.pick(['', extension])}`);
    }
    case 'like a test': {
      const path = `${random.pick(['docs', 'test', 'data'])}/${newName(draft, 'x')}.test.csv`;
      return data(addFile(`${root}/${path}`), path);
    }
    case 'ignored': {
      const folder = random.pick(ignoredPlaces);
      const path = addFile(`${root}/${folder}/${file}`);
      return data(path, random.pick([`${folder}/${file}`, `${folder}/*${extension}`]), `, ${folder}`);
    }
    case 'linked': {
      const to = choosePlace(draft, host.subject, linkedPlaces);
      const folder = random.pick(['data', ...ignoredPlaces]);
      const [one, other] = [file, newName(draft, 'x') + extension].map((name) => addFile(`${to.path}/${name}`));
      const path = add(draft, `${root}/${folder}/${file}`, newLink(draft, one as string));
      addSwitch(draft, 'leads elsewhere', { [path]: newLink(draft, other as string) });
      addSwitch(draft, 'a file instead', { [path]: newPart(draft, format) });
      return data(path, `${folder}/${file}`, `, ${folder} to ${to.kind}`);
    }
    case 'in a linked folder': {
      const to = choosePlace(draft, host.subject, linkedPlaces);
      // All that is in it counts.
      const target = `${to.path}/${newName(draft, 't')}`;
      const other = `${to.path}/${newName(draft, 't')}`;
      for (const one of [target, other]) addFile(`${one}/${file}`);
      const above = random.pick(['data', ...ignoredPlaces]);
      const folder = `${above}/${newName(draft, 'n')}`;
      const path = add(draft, `${root}/${folder}`, newLink(draft, target));
      addSwitch(draft, 'leads elsewhere', { [path]: newLink(draft, other) });
      const input = random.pick([`${folder}/**/*`, `${folder}/${file}`]);
      return data(`${root}/${folder}/${file}`, input, `, ${above} to ${to.kind}`);
    }
    case 'of the workspace': {
      const path = addFile(`acme/shared/${newName(draft, 'w')}/${file}`);
      return data(path, path.replace('acme/', '{workspaceRoot}/'));
    }
  }
}

const linkedPlaces: readonly PlaceKind[] = ['own', 'loose', 'outside', 'ignored-root', 'ignored-exclude'];

/** Adds a binary file that is found by `require.resolve`, and so needs no declaration. */
export function addResolvedFile(draft: Draft, host: Host): Data {
  const place = choosePlace(draft, host.subject, ['own', 'loose', 'outside', 'ignored-root', 'ignored-exclude']);
  const path = add(draft, `${place.path}/${newOddName(draft, 'b')}.bin`, newPart(draft, 'bytes'));
  const specifier = JSON.stringify(pathFrom(host.path, path));
  const name = newName(draft, 'n');
  const [imports, resolve] =
    host.format === 'esm'
      ? [`import { createRequire as ${name} } from 'node:module'; `, `${name}(import.meta.url).resolve(${specifier})`]
      : ['', `require.resolve(${specifier})`];
  const statement = `${imports}seen.add(process.getBuiltinModule('fs').readFileSync(${resolve}, 'latin1').trim());`;
  return { title: `require.resolve of a binary file, ${place.kind}`, statement };
}

function read(draft: Draft, host: Host, path: string): string {
  if (host.format === 'python')
    return `builtins.seen.add(open(${JSON.stringify(pathInProject(host.subject, path))}, encoding="latin1").read().strip())`;
  const spelled = JSON.stringify(pathFrom(host.path, path));
  const name = newName(draft, 'n');
  const [imports, folder] =
    host.format === 'esm'
      ? [`import { fileURLToPath as ${name} } from 'node:url'; `, `${name}(new URL('.', import.meta.url))`]
      : ['', '__dirname'];
  return `${imports}seen.add(process.getBuiltinModule('fs').readFileSync(process.getBuiltinModule('path').join(${folder}, ${spelled}), 'latin1').trim());`;
}
