import { withDerivedFiles } from './derivedFiles.js';
import type { Switch } from './draft.js';
import type { Generated } from './generateWorld.js';
import type { Values } from './oracle.js';
import type { Random } from './random.js';
import { type Entry, type Part, tokenOf, type World } from './world.js';

/** A change of a world. */
export interface Edit {
  readonly title: string;
  readonly feature: number;
  readonly after: World;
  /** A token before and after, if the content of one file is all that changes: which files are loaded stays the same. */
  readonly token?: readonly [string, string];
}

/** Chooses an edit. Most change the content of a file that is loaded. */
export function chooseEdit(random: Random, { switches }: Generated, world: World, values: Values): Edit {
  if (random.chance(0.15)) return flip(random.pick(switches), world);
  const parts = [...world.entries].filter((one): one is [string, Part] => isEditable(one[1]));
  const seen = new Set([...values.values()].flatMap((value) => value ?? []));
  const loaded = parts.filter(([, part]) => seen.has(tokenOf(part)));
  const [path, part] = random.pick(random.chance(0.75) && loaded.length > 0 ? loaded : parts);
  return changeContent(world, path, part, seen.has(tokenOf(part)));
}

const isEditable = (entry: Entry): boolean => entry.kind === 'part' && entry.isFrozen !== true;

function changeContent(world: World, path: string, part: Part & Entry, isLoaded: boolean): Edit {
  const after = { ...part, version: 3 - part.version };
  return {
    title: isLoaded ? 'content' : 'content, not loaded',
    feature: part.feature ?? -1,
    after: withEntry(world, path, after),
    token: [tokenOf(part), tokenOf(after)],
  };
}

function flip({ title, feature, entries, env, statementOf }: Switch, world: World): Edit {
  if (env !== undefined) {
    const value = world.env[env] === 'a' ? 'b' : 'a';
    return { title, feature, after: { ...world, env: { ...world.env, [env]: value } } };
  }
  if (statementOf !== undefined) return { title, feature, after: flipStatement(world, statementOf, feature) };
  const all = new Map(world.entries);
  const isOn = [...(entries ?? [])].every(([path, [, on]]) => isSame(all.get(path), on));
  for (const [path, [off, on]] of entries ?? []) put(all, path, isOn ? off : on);
  return { title, feature, after: withDerivedFiles({ ...world, entries: all }) };
}

/** Makes the statement of a feature a comment, or the comment a statement. */
function flipStatement(world: World, path: string, feature: number): World {
  const entry = world.entries.get(path);
  if (entry?.kind !== 'part') return world;
  const flipped = (text: string): string => (text.startsWith('// ') ? text.slice(3) : `// ${text}`);
  const lines = entry.lines.map((line) => (line.feature === feature ? { ...line, text: flipped(line.text) } : line));
  return withEntry(world, path, { ...entry, lines });
}

const withEntry = (world: World, path: string, entry: Entry): World => ({
  ...world,
  entries: new Map(world.entries).set(path, entry),
});

/** Content may have changed since. */
const isSame = (a: Entry | undefined, b: Entry | undefined): boolean => identity(a) === identity(b);
const identity = (entry: Entry | undefined): string =>
  JSON.stringify(entry?.kind === 'part' ? [entry.id, entry.isFrozen === true ? entry.version : 0] : (entry ?? null));

function put(entries: Map<string, Entry>, path: string, entry: Entry | undefined): void {
  if (entry === undefined) entries.delete(path);
  else entries.set(path, entry);
}
