import { join } from 'node:path';

import { writeWorld } from './disk.js';
import type { Feature } from './draft.js';
import { chooseEdit, type Edit } from './edits.js';
import { type Generated, generateWorld, withoutFeature } from './generateWorld.js';
import { isDocumented } from './isDocumented.js';
import { createGeneratedJudge, type Judge } from './judge.js';
import { createNxHasher, type Hashes, type NxHasher } from './nxHasher.js';
import { type Run, runCold, type Runs, type Value, type Values, valuesOf } from './oracle.js';
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

/** The findings in all edits. */
export interface Report {
  readonly edits: number;
  /** The number of edits that changed the value of an objective. */
  readonly changedValues: number;
  /** The number of times that the objectives of a new world crashed until a feature was removed. */
  readonly crashes: number;
  /** The number of results that were not cached, because the witness saw that they depend on more than their hash. */
  readonly reported: number;
  readonly findings: readonly Finding[];
}

/**
 * `wrong`: the cache has another value under the hash. `needless`: the value is the same, the hash is not. `uncached`: the
 * witness names files that are not in the hash, though nothing is read without a declaration.
 */
export interface Finding {
  readonly verdict: 'wrong' | 'needless' | 'uncached';
  readonly kind: string;
  /** The way to reproduce it: seed, world, edit. */
  readonly at: string;
  /** Files that suffice, and how they change; only for the first findings. */
  readonly example?: readonly string[];
}

const editsPerWorld = 100;
const mostExamples = 3;

/** Edits random workspaces, and compares a cache with results that are computed without one after each edit. */
export async function runEdits(options: RunOptions): Promise<Report> {
  const hasher = createNxHasher(join(options.folder, 'acme'));
  const judge = createGeneratedJudge(options.folder);
  const total = { edits: 0, changedValues: 0, crashes: 0, reported: 0, findings: [] as Finding[] };
  let last: World | undefined;
  for (let number = 0; total.edits < options.edits; number++) {
    const count = Math.min(editsPerWorld, options.edits - total.edits);
    const trial = await startWorld(options, hasher, judge, number, last);
    total.crashes += trial.crashes;
    for (let index = 0; index < count; index++) await step(trial, total, index);
    await audit(trial);
    total.edits += count;
    last = trial.world;
  }
  return total;
}

/** The course of events in one world. */
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
  readonly judge: Judge;
  world: World;
  /** The last runs. */
  runs: Runs;
  values: Values;
  hashes: Hashes;
}

async function startWorld(
  options: RunOptions,
  hasher: NxHasher,
  judge: Judge,
  number: number,
  last?: World,
): Promise<Course> {
  const { folder, seed, createStream } = options;
  const random = createRandom(createStream(seed, number));
  const isDaemon = random.chance(0.5);
  const generated = generateWorld(random);
  writeWorld(folder, last, generated.world);
  const { world, runs, crashes } = await runnable(folder, generated);
  setEnvironment(world.env);
  const hashes = await hasher.hash();
  const cache: Course['cache'] = new Map();
  for (const subject of world.subjects) {
    const [hash = '', run] = [hashes.get(subject.name), runs.get(subject.name)];
    if (run !== undefined && (await judge(hasher.graph(), subject, run)).length === 0)
      cache.set(hash, { value: run.value, world });
  }
  const at = `seed ${seed}, world ${number}${isDaemon ? ' with the daemon' : ''}`;
  return {
    folder,
    at,
    random,
    generated,
    hasher,
    isDaemon,
    cache,
    crashes,
    judge,
    world,
    runs,
    values: valuesOf(runs),
    hashes,
  };
}

/** Removes features until no objective crashes: some combinations cannot be loaded. */
async function runnable(
  folder: string,
  { world: first, features }: Generated,
): Promise<{ readonly world: World; readonly runs: Runs; readonly crashes: number }> {
  let world = first;
  const runs = new Map(await runCold(folder, world, world.subjects));
  let crashes = 0;
  for (const { name } of world.subjects) {
    const own = features.flatMap(({ subject }, number) => (subject === name ? [number] : [])).slice(2);
    for (const number of own) {
      if (runs.get(name)?.value !== undefined) break;
      crashes++;
      const smaller = withoutFeature(world, number);
      writeWorld(folder, world, smaller);
      world = smaller;
      runs.set(name, (await runCold(folder, world, subjectsNamed(world, name))).get(name) as Run);
    }
  }
  return { world, runs, crashes };
}

const subjectsNamed = ({ subjects }: World, name: string): Subject[] => subjects.filter((one) => one.name === name);

/** Makes one edit, and compares. */
async function step(
  course: Course,
  total: { changedValues: number; reported: number; readonly findings: Finding[] },
  index: number,
): Promise<void> {
  const { folder, generated, hasher, isDaemon, cache, world, values, hashes } = course;
  const edit = chooseEdit(course.random, generated, world, values);
  const feature = generated.features[edit.feature];
  setEnvironment(edit.after.env);
  const changed = writeWorld(folder, world, edit.after);
  course.hashes = isDaemon ? await hasher.hashWatched(changed) : await hasher.hash();
  course.runs = await runsAfter(course, edit, feature);
  course.values = valuesOf(course.runs);
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
      const finding: Finding = { verdict: 'wrong', kind, at };
      const isNew = !total.findings.some((one) => one.kind === kind);
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
    if (cached === undefined) await remember(course, total, { subject, hash, value, world: edit.after, at });
    if (
      !isDaemon &&
      !isChanged &&
      hash !== hashes.get(subject.name) &&
      !isDocumented(subject, edit.after, feature, changed, edit.title)
    ) {
      const kind = `${feature?.title}; ${edit.title}`;
      total.findings.push({ verdict: 'needless', kind, at });
    }
  }
}

interface Fresh {
  readonly subject: Subject;
  readonly hash: string;
  readonly value: Value;
  readonly world: World;
  readonly at: string;
}

/** Caches a result unless the witness reports that it depends on more than its hash. */
async function remember(
  { judge, hasher, isDaemon, runs, cache, generated }: Course,
  total: { reported: number; readonly findings: Finding[] },
  { subject, hash, value, world, at }: Fresh,
): Promise<void> {
  const files = await judge(hasher.graph(), subject, runs.get(subject.name) as Run);
  if (files.length === 0) return void cache.set(hash, { value, world });
  total.reported++;
  const reads = generated.features.some((one) => one.subject === subject.name && one.title.startsWith('undeclared '));
  // The daemon has the graph of before if nothing that it watches has changed.
  if (reads || isDaemon) return;
  const kind = `the witness names ${files.map((file) => nameOf(generated, world, file)).join(', ')}`;
  total.findings.push({ verdict: 'uncached', kind, at });
}

function nameOf({ features }: Generated, { entries }: World, file: string): string {
  const feature = entries.get(`acme/${file}`)?.feature;
  return feature === undefined ? file : `a file of ${features[feature]?.title}`;
}

/** True if a trial with this value is cached: not if it crashed. */
const isCacheable = (value: Value): value is readonly string[] => value !== undefined;

/** Runs the objective only if the edit may change which files it loads. */
async function runsAfter(
  { folder, runs }: Course,
  { token, after }: Edit,
  feature: Feature | undefined,
): Promise<Runs> {
  if (token !== undefined)
    return new Map(
      [...runs].map(([name, run]) => [
        name,
        { ...run, value: run.value?.map((one) => (one === token[0] ? token[1] : one)) },
      ]),
    );
  return new Map([...runs, ...(await runCold(folder, after, subjectsNamed(after, feature?.subject ?? '')))]);
}

/** Runs all objectives again, since most values were not computed but follow from the token that an edit changed. */
async function audit({ folder, world, values, at }: Course): Promise<void> {
  for (const [name, { value }] of await runCold(folder, world, world.subjects)) {
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
