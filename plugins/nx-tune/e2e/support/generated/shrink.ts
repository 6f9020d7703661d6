import { contentOf, writeWorld } from './disk.js';
import { type Generated, withoutFeature } from './generateWorld.js';
import type { NxHasher } from './nxHasher.js';
import { runCold, type Value } from './oracle.js';
import type { World } from './world.js';

/** Two states of a world that have the same hash for a subject, but different values. */
interface Wrong {
  readonly before: World;
  readonly after: World;
  readonly subject: string;
}

interface Place {
  readonly folder: string;
  readonly generated: Generated;
  readonly hasher: NxHasher;
  readonly isDaemon: boolean;
  readonly world: World;
}

/** Removes features as long as the value is wrong, and shows what is left. */
export async function shrink(place: Place, wrong: Wrong): Promise<string[]> {
  let current = place.world;
  const go = (world: World): string[] => {
    const changed = writeWorld(place.folder, current, world);
    current = world;
    return changed;
  };
  const isWrong = async ({ before, after, subject }: Wrong): Promise<boolean> => {
    go(before);
    const hash = await place.hasher.hash();
    const changed = go(after);
    const hashAfter = place.isDaemon ? await place.hasher.hashWatched(changed) : await place.hasher.hash();
    if (hash.get(subject) !== hashAfter.get(subject)) return false;
    const valueAfter = await runNamed(place.folder, after, subject);
    go(before);
    const value = await runNamed(place.folder, before, subject);
    return value !== undefined && valueAfter !== undefined && String(value) !== String(valueAfter);
  };
  let smallest = withoutOthers(wrong, place.generated);
  for (const [number, { subject }] of place.generated.features.entries()) {
    const smaller = without(smallest, number);
    if (subject === wrong.subject && (await isWrong(smaller))) smallest = smaller;
  }
  go(place.world);
  await place.hasher.hash();
  return describe(smallest);
}

const runNamed = async (folder: string, world: World, name: string): Promise<Value> =>
  (
    await runCold(
      folder,
      world,
      world.subjects.filter((one) => one.name === name),
    )
  ).get(name)?.value;

/** Removes the other subjects, on which nothing depends. */
function withoutOthers(wrong: Wrong, { features }: Generated): Wrong {
  const others = [...features.keys()].filter(
    (number) => !['', wrong.subject].includes(features[number]?.subject ?? ''),
  );
  const { before, after, subject } = others.reduce(without, wrong);
  const alone = (world: World): World => ({
    ...world,
    subjects: world.subjects.filter(({ name }) => name === subject),
  });
  return { before: alone(before), after: alone(after), subject };
}

const without = ({ before, after, subject }: Wrong, number: number): Wrong => ({
  before: withoutFeature(before, number),
  after: withoutFeature(after, number),
  subject,
});

/** Shows the files, except for those that are the same in every world. */
function describe({ before, after }: Wrong): string[] {
  const [root = ''] = after.subjects.map((subject) => subject.root);
  const isShown = (path: string): boolean =>
    !isCommon.test(path) && (!path.startsWith('acme/apps/') || path.startsWith(`${root}/`));
  const paths = [...new Set([...before.entries.keys(), ...after.entries.keys()])].filter(isShown);
  const show = (world: World, path: string): string => {
    const entry = world.entries.get(path);
    return entry === undefined ? '(absent)' : contentOf(path, entry, world).trimEnd().replaceAll('\n', '\n    ');
  };
  return paths.map((path) => {
    const [old, now] = [show(before, path), show(after, path)];
    return old === now ? `${path}\n    ${now}` : `${path} changes from\n    ${old}\n  to\n    ${now}`;
  });
}

const isCommon =
  /^acme\/(nx|tsconfig|package|package-lock)\.json$|ignore$|exclude$|README\.md$|\/unrelated\/|\/apps\/s(?!.*\.spec\.ts).*project\.json$/;
