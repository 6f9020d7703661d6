import { basename } from 'node:path';

import { type Entry, pathInProject, type Subject, type World } from './world.js';

/** Adds the files that follow from the rest: sweep files, and the lock file of npm. */
export function withDerivedFiles(world: World): World {
  const sweeps = world.subjects.map((subject): [string, Entry] => [`${subject.root}/tune.json`, sweepFile(subject)]);
  const kept = [...world.entries].filter(([path]) => !path.endsWith('/tune.json'));
  const entries = new Map([...kept, ...sweeps]);
  return { ...world, entries: entries.set('acme/package-lock.json', lockFile(entries)) };
}

/** The words of a subject's command. */
export function commandOf(subject: Subject): string[] {
  const program = { jiti: '', node: 'node', python: 'python3', shell: 'sh' }[subject.runtime];
  return [program, pathInProject(subject, subject.main), ...subject.words.map(({ text }) => text)];
}

function sweepFile(subject: Subject): Entry {
  const module = { objective: `./${pathInProject(subject, subject.main)}` };
  const text = JSON.stringify({
    ...(subject.runtime === 'jiti' ? module : { command: commandOf(subject) }),
    method: 'grid',
    metric: { name: 'loss', goal: 'minimize' },
    parameters: { x: { value: 1 } },
    inputs: subject.inputs.map(({ input }) => input),
  });
  return { kind: 'text', text };
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: object;
}

function lockFile(entries: ReadonlyMap<string, Entry>): Entry {
  const installed = [...entries].filter(([path]) => path.startsWith('acme/node_modules/'));
  const packages = installed.flatMap(([path, entry]): [string, object][] => {
    const folder = path.replace(/^acme\//, '').replace(/\/package\.json$/, '');
    if (entry.kind === 'link') return [[folder, { resolved: entry.to.replace(/^acme\//, ''), link: true }]];
    return entry.kind === 'text' ? [[folder, lockedPackage(folder, JSON.parse(entry.text) as Manifest)]] : [];
  });
  const text = JSON.stringify({
    name: 'acme',
    lockfileVersion: 3,
    packages: { '': { name: 'acme' }, ...Object.fromEntries(packages) },
  });
  return { kind: 'text', text };
}

const lockedPackage = (folder: string, { name, version, dependencies }: Manifest): object => ({
  ...(basename(folder) === name ? {} : { name }),
  version,
  resolved: `https://registry.example/${name}/-/${name}-${version}.tgz`,
  integrity: `sha512-${name}${version}`,
  ...(dependencies && { dependencies }),
});
