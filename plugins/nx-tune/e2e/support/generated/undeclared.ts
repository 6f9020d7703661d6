import { dirname, extname } from 'node:path';

import { add, addSwitch, type Draft, type Host, newLink, newName, newPart } from './draft.js';
import { choosePlace, ignoredPlaces } from './places.js';
import { type Entry, type Format, pathFrom, pathInProject } from './world.js';

/** Something that is read although no import names it and nothing declares it. */
interface Undeclared {
  readonly title: string;
  readonly statement: string;
}

/** Adds a file that only a witness can see to be read, since its name is computed. */
export function addUndeclared(draft: Draft, host: Host): Undeclared {
  const place = choosePlace(draft, host.subject, ['own', 'library', 'loose', ...ignoredPlaces]);
  const way = draft.random.pick(host.format === 'python' ? pythonWays : nodeWays);
  const { extension, format, write } = kinds[way];
  const name = newName(draft, 'u');
  const file = add(draft, `${place.path}/${name}/${name}${extension}`, newPart(draft, format));
  const isLinked = draft.random.chance(0.3);
  const path = isLinked ? addLink(draft, host, file, newPart(draft, format)) : file;
  if (way === 'listing')
    addSwitch(draft, 'one more file', { [`${place.path}/${name}/k${name.slice(1)}=2`]: newPart(draft, 'text') });
  const from = host.format === 'python' ? pathInProject(host.subject, path) : pathFrom(host.path, path);
  const title = `undeclared ${way}, ${place.kind}${isLinked ? ' by a link' : ''}`;
  return { title, statement: write(computed(from), host.format === 'esm' ? 'import.meta.url' : urlOfCommonJs) };
}

/** Adds a link to a file, which may be pointed at another one. */
function addLink(draft: Draft, host: Host, file: string, otherPart: Entry): string {
  const extension = extname(file);
  const at = choosePlace(draft, host.subject, ['own', 'library', 'loose', 'ignored-root', 'ignored-exclude']);
  const other = add(draft, `${dirname(file)}/${newName(draft, 'u')}${extension}`, otherPart);
  const path = add(draft, `${at.path}/${newName(draft, 'u')}${extension}`, newLink(draft, file));
  addSwitch(draft, 'leads elsewhere', { [path]: newLink(draft, other) });
  return path;
}

const nodeWays = ['data', 'listing', 'thread', 'process', 'import'] as const;
const pythonWays = ['run_path', 'open'] as const;

/** No parser finds a path in it. */
const computed = (path: string): string =>
  `"".concat(${path
    .split('')
    .map((one) => JSON.stringify(one))
    .join(', ')})`;
const computedInPython = (text: string): string => text.replace(/^"".concat\((.*)\)$/, '"".join([$1])');
const urlOfCommonJs = `process.getBuiltinModule('url').pathToFileURL(__filename)`;

interface Kind {
  readonly extension: string;
  readonly format: Format;
  /** The statement; `path` computes the path of the file relative to the module, whose URL is `url`. */
  readonly write: (path: string, url: string) => string;
}

/** Paths may have characters that mean something else in URLs. */
const absolute = (path: string, url: string): string =>
  `process.getBuiltinModule('path').join(process.getBuiltinModule('url').fileURLToPath(new URL('.', ${url})), ${path})`;

const kinds: Record<(typeof nodeWays)[number] | (typeof pythonWays)[number], Kind> = {
  data: {
    extension: '.txt',
    format: 'text',
    write: (path, url) =>
      `seen.add(process.getBuiltinModule('fs').readFileSync(${absolute(path, url)}, 'latin1').trim());`,
  },
  listing: {
    extension: '.txt',
    format: 'text',
    write: (path, url) =>
      `for (const n of process.getBuiltinModule('fs').readdirSync(${absolute(`${path}.concat('/..')`, url)})) if (n.startsWith('k')) seen.add(n);`,
  },
  thread: {
    extension: '.cjs',
    format: 'worker',
    write: (path, url) =>
      `later.push(() => new Promise((done, fail) => { const w = new (process.getBuiltinModule('worker_threads').Worker)(${absolute(path, url)}); w.once('message', (m) => { seen.add(m); w.terminate().then(done); }); w.once('error', fail); }));`,
  },
  process: {
    extension: '.cjs',
    format: 'worker',
    write: (path, url) =>
      `seen.add(process.getBuiltinModule('child_process').execFileSync(process.execPath, [${absolute(path, url)}], { encoding: 'utf8' }).trim());`,
  },
  import: {
    extension: '.mjs',
    format: 'esm',
    write: (path, url) =>
      `later.push(() => import(process.getBuiltinModule('url').pathToFileURL(${absolute(path, url)}).href));`,
  },
  run_path: {
    extension: '.py',
    format: 'python',
    write: (path) => `import runpy; runpy.run_path(${computedInPython(path)})`,
  },
  open: {
    extension: '.txt',
    format: 'text',
    write: (path) => `builtins.seen.add(open(${computedInPython(path)}, encoding="latin1").read().strip())`,
  },
};
