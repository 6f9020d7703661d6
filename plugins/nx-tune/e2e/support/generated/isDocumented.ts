import type { Feature } from './draft.js';
import type { Subject, World } from './world.js';

/**
 * True if docs/what-reruns.md says that a change of these files runs the trials of a subject again, though it does not change
 * their values.
 */
export function isDocumented(
  subject: Subject,
  { entries }: World,
  feature: Feature | undefined,
  changed: readonly string[],
  edit: string,
): boolean {
  const libraries = [...entries.keys()].flatMap((path) => /^(acme\/libs\/[^/]+)\/project\.json$/.exec(path)?.[1] ?? []);
  const isOwn = feature?.subject === subject.name;
  // What is declared counts, also if an earlier edit had the effect that the file which reads it is no longer loaded.
  const isDeclared = feature?.title.startsWith('declared ') === true;
  if (isOwn && isDeclared && /^(another value|leads elsewhere|a file instead)$/.test(edit)) return true;
  return changed.some(
    (path) =>
      isSetting(path) ||
      isSource(subject, entries, path) ||
      // All files of a library count that the objective depends on, and the version of an npm package, whatever it loads.
      (isOwn && (path.startsWith('acme/node_modules/') || libraries.some((root) => path.startsWith(`${root}/`)))) ||
      // A file of the same name is there or not beside one that is ignored or outside.
      (isOwn &&
        / removed$|^a file of the same name$|^a package\.json with main$/.test(edit) &&
        isUnwatched(entries, path)),
  );
}

/** A rule of what is ignored decides which files are the source of a project. */
const isSetting = (path: string): boolean => /ignore$|exclude$|^acme\/(nx|tsconfig)\.json$/.test(path);

const isSource = ({ root }: Subject, entries: World['entries'], path: string): boolean =>
  path.startsWith(`${root}/`) && !/\.md$|\.(spec|test)\./.test(path.slice(root.length)) && !isIgnored(entries, path);

const isUnwatched = (entries: World['entries'], path: string): boolean =>
  path.startsWith('outside/') || isIgnored(entries, path);

/** An edit may have removed a rule. Nx does not read `.git/info/exclude` of a repository whose root is above the workspace. */
function isIgnored(entries: World['entries'], path: string): boolean {
  const rules = [...entries].flatMap(([file, entry]) =>
    entry.kind === 'text' && isSetting(file) && file !== '.git/info/exclude' && !file.startsWith('acme/shared/')
      ? entry.text.split('\n')
      : [],
  );
  return path.split('/').some((name) => name.startsWith('ignored-') && rules.includes(name));
}
