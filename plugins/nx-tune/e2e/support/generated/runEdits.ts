import { join } from 'node:path';

import { writeWorld } from './disk.js';
import type { Feature } from './draft.js';
import { chooseEdit, type Edit } from './edits.js';
import { type Generated, generateWorld, withoutFeature } from './generateWorld.js';
import { isDocumented } from './isDocumented.js';
import { isKnown } from './knownKinds.js';
import { createNxHasher, type Hashes, type NxHasher } from './nxHasher.js';
import { runCold, type Value, type Values } from './oracle.js';
import { createRandom } from './random.js';
import { shrink } from './shrink.js';
import type { Entry, Subject, World } from './world.js';

export interface RunOptions {
  readonly folder: string;
  readonly seed: string;
  readonly edits: number;
  /** Creates the random numbers for one world. */
  readonly createStream: (seed: string, world: number) => () => number;
}

/** What was found in all edits. */
export interface Report {
  readonly edits: number;
  /** How often an edit changed the value of an objective. */
  readonly changedValues: number;
  /** How often the objectives of a new world crashed until a feature was removed. */
  readonly crashes: number;
  readonly findings: readonly Finding[];
}

/** `wrong`: the cache has another value under the hash. `needless`: the value is the same, the hash is not. */
export interface Finding {
  readonly verdict: 'wrong' | 'needless';
  readonly kind: string;
  readonly isKnown: boolean;
  /** How to come to it: seed, world, edit. */
  readonly at: string;
  /** Files that suffice, and how they change; only for the first findings that are not known. */
  readonly example?: readonly string[];
}

const editsPerWorld = 100;
const mostExamples = 3;

/** Edits random workspaces, and compares a cache with results that are computed without one after each edit. */
export async function runEdits(options: RunOptions): Promise<Report> {
  const hasher = createNxHasher(join(options.folder, 'acme'));
  const total = { edits: 0, changedValues: 0, crashes: 0, findings: [] as Finding[] };
  let last: World | undefined;
  for (let number = 0; total.edits < options.edits; number++) {
    const count = Math.min(editsPerWorld, options.edits - total.edits);
    const trial = await startWorld(options, hasher, number, last);
    total.crashes += trial.crashes;
    for (let index = 0; index < count; index++) await step(trial, total, index);
    await audit(trial);
    total.edits += count;
    last = trial.world;
  }
  return total;
}

/** What happens to one world. */
interface Course {
  readonly folder: string;
  readonly at: string;
  readonly random: ReturnType<typeof createRandom>;
  readonly generated: Generated;
  readonly hasher: NxHasher;
  readonly isDaemon: boolean;
  /** The cache: values by hash, with the world in which they were computed. */
  readonly cache: Map<string, { readonly value: Value; readonly world: World }>;
  readonly crashes: number;
  world: World;
  values: Values;
  hashes: Hashes;
}

async function startWorld(options: RunOptions, hasher: NxHasher, number: number, last?: World): Promise<Course> {
  const { folder, seed, createStream } = options;
  const random = createRandom(createStream(seed, number));
  const isDaemon = random.chance(0.5);
  const generated = generateWorld(random);
  writeWorld(folder, last, generated.world);
  const { world, values, crashes } = await runnable(folder, generated);
  setEnvironment(world.env);
  const hashes = await hasher.hash();
  const cache: Course['cache'] = new Map();
  for (const [name, hash] of hashes) cache.set(hash, { value: values.get(name), world });
  const at = `seed ${seed}, world ${number}${isDaemon ? ' with the daemon' : ''}`;
  return { folder, at, random, generated, hasher, isDaemon, cache, crashes, world, values, hashes };
}

/** Removes features until no objective crashes: some combinations cannot be loaded. */
async function runnable(
  folder: string,
  { world: first, features }: Generated,
): Promise<{ readonly world: World; readonly values: Values; readonly crashes: number }> {
  let world = first;
  const values = new Map(await runCold(folder, world, world.subjects));
  let crashes = 0;
  for (const { name } of world.subjects) {
    const own = features.flatMap(({ subject }, number) => (subject === name ? [number] : [])).slice(2);
    for (const number of own) {
      if (values.get(name) !== undefined) break;
      crashes++;
      const smaller = withoutFeature(world, number);
      writeWorld(folder, world, smaller);
      world = smaller;
      values.set(name, (await runCold(folder, world, subjectsNamed(world, name))).get(name));
    }
  }
  return { world, values, crashes };
}

const subjectsNamed = ({ subjects }: World, name: string): Subject[] => subjects.filter((one) => one.name === name);

/** Makes one edit, and compares. */
async function step(
  course: Course,
  total: { changedValues: number; readonly findings: Finding[] },
  index: number,
): Promise<void> {
  const { folder, generated, hasher, isDaemon, cache, world, values, hashes } = course;
  const edit = chooseEdit(course.random, generated, world, values);
  const feature = generated.features[edit.feature];
  setEnvironment(edit.after.env);
  const changed = writeWorld(folder, world, edit.after);
  course.hashes = isDaemon ? await hasher.hashWatched(changed) : await hasher.hash();
  course.values = await valuesAfter(folder, edit, feature, values);
  course.world = edit.after;
  for (const subject of edit.after.subjects) {
    const value = course.values.get(subject.name);
    const hash = course.hashes.get(subject.name) ?? '';
    const isChanged = String(value) !== String(values.get(subject.name));
    if (isChanged) total.changedValues++;
    if (!isCacheable(value)) continue;
    const at = `${course.at}, edit ${index}, ${subject.root}`;
    const cached = cache.get(hash);
    if (cached?.value !== undefined && String(cached.value) !== String(value)) {
      const kind = kindOf(course, edit, subject, cached.value, value);
      const finding: Finding = { verdict: 'wrong', kind, isKnown: isKnown(kind), at };
      const isNew = !finding.isKnown && !total.findings.some((one) => one.kind === kind);
      const examples = total.findings.filter(({ example }) => example !== undefined).length;
      total.findings.push(
        isNew && examples < mostExamples
          ? {
              ...finding,
              example: await shrink(course, { before: cached.world, after: edit.after, subject: subject.name }),
            }
          : finding,
      );
    }
    cache.set(hash, { value, world: edit.after });
    if (
      !isDaemon &&
      !isChanged &&
      hash !== hashes.get(subject.name) &&
      !isDocumented(subject, edit.after, feature, changed)
    ) {
      const kind = `${feature?.title}; ${edit.title}`;
      total.findings.push({ verdict: 'needless', kind, isKnown: isKnown(kind), at });
    }
  }
}

/**
 * Whether a trial with this value is cached: not if it crashed. Once a witness reports what trials read without any
 * declaration, those that it reports belong here, and such reads can be generated.
 */
const isCacheable = (value: Value): value is readonly string[] => value !== undefined;

/** Runs the objective only if the edit may change which files it loads. */
async function valuesAfter(
  folder: string,
  { token, after }: Edit,
  feature: Feature | undefined,
  values: Values,
): Promise<Values> {
  if (token !== undefined)
    return new Map(
      [...values].map(([name, value]) => [name, value?.map((one) => (one === token[0] ? token[1] : one))]),
    );
  return new Map([...values, ...(await runCold(folder, after, subjectsNamed(after, feature?.subject ?? '')))]);
}

/** Runs all objectives again, since most values were not computed but follow from the token that an edit changed. */
async function audit({ folder, world, values, at }: Course): Promise<void> {
  for (const [name, value] of await runCold(folder, world, world.subjects)) {
    const expected = values.get(name)?.toSorted();
    if (String(value) !== String(expected))
      throw new Error(`Internal error: ${at}: ${name} is ${String(value)}, not ${String(expected)}`);
  }
}

/** Names a wrong value by the feature of the first token in which it differs. */
function kindOf(
  { generated, isDaemon }: Course,
  edit: Edit,
  { root }: Subject,
  cached: readonly string[],
  value: readonly string[],
): string {
  const idsOf = (tokens: readonly string[], others: readonly string[]): string[] =>
    tokens.filter((token) => !others.includes(token)).map((token) => token.split('=')[0] ?? '');
  const [gone, come] = [idsOf(cached, value), idsOf(value, cached)];
  const hasId = (entry: Entry): boolean => entry.kind === 'part' && entry.id === (gone[0] ?? come[0]);
  const number = [...edit.after.entries.values()].find(hasId)?.feature ?? edit.feature;
  const change = String(gone) === String(come) ? 'content' : edit.title;
  const more = [/[()[\]{}!*]/.test(root) ? 'odd root' : [], isDaemon ? 'daemon' : []].flat();
  return [generated.features[number]?.title, change, ...more].join('; ');
}

const variables = new Set<string>();

function setEnvironment(env: World['env']): void {
  for (const name of variables) delete process.env[name];
  for (const [name, value] of Object.entries(env)) {
    variables.add(name);
    process.env[name] = value;
  }
}
