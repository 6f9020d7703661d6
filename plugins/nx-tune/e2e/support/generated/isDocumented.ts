import type { Feature } from './draft.js';
import type { Subject, World } from './world.js';

/**
 * Whether docs/what-reruns.md says that a change of these files runs the trials of a subject again, though it does not
 * change their values.
 */
export function isDocumented(
  subject: Subject,
  { entries }: World,
  feature: Feature | undefined,
  changed: readonly string[],
): boolean {
  const libraries = [...entries.keys()].flatMap((path) => /^(acme\/libs\/[^/]+)\/project\.json$/.exec(path)?.[1] ?? []);
  return changed.some(
    (path) =>
      isSetting(path) ||
      isSource(subject, path) ||
      // All files of a library count that the objective depends on, and the version of an npm package, whatever it loads.
      (feature?.subject === subject.name &&
        (path.startsWith('acme/node_modules/') || libraries.some((root) => path.startsWith(`${root}/`)))),
  );
}

/** A rule of what is ignored decides which files are the source of a project. */
const isSetting = (path: string): boolean => /ignore$|exclude$|^acme\/(nx|tsconfig)\.json$/.test(path);

const isSource = ({ root }: Subject, path: string): boolean =>
  path.startsWith(`${root}/`) && !/\.md$|\.(spec|test)\.|\/ignored-/.test(path.slice(root.length));
