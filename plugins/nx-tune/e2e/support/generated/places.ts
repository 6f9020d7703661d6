import { add, type Draft, newName, newOddName, newText } from './draft.js';
import type { Subject } from './world.js';

/** A folder for files that a subject loads. */
export interface Place {
  readonly path: string;
  readonly kind: PlaceKind;
}

/** The place of a file: in the project, in a library, in a folder of no project, outside of the workspace, or ignored. */
export type PlaceKind = 'own' | 'library' | 'loose' | 'outside' | (typeof ignoredPlaces)[number];

/**
 * Names of folders that are ignored: by .gitignore in the workspace, in the project, and above the workspace, by
 * .git/info/exclude and by .nxignore.
 */
export const ignoredPlaces = [
  'ignored-root',
  'ignored-nested',
  'ignored-above',
  'ignored-exclude',
  'ignored-nx',
] as const;

/** Half of them are ignored. */
export const anyPlace: readonly PlaceKind[] = ['own', 'own', 'library', 'loose', 'outside', ...ignoredPlaces];

export function choosePlace(draft: Draft, subject: Pick<Subject, 'root'>, kinds: readonly PlaceKind[]): Place {
  const kind = draft.random.pick(kinds);
  const folder = draft.random.chance(0.5) ? `/${newOddName(draft, 'd')}` : '';
  switch (kind) {
    case 'own':
      return { kind, path: `${subject.root}/src${folder}` };
    case 'library':
      return { kind, path: `${addLibrary(draft)}/src${folder}` };
    case 'loose':
      return { kind, path: `acme/shared/${newOddName(draft, 's')}` };
    case 'outside':
      return { kind, path: `outside/${newOddName(draft, 'o')}` };
    default:
      return { kind, path: `${draft.random.chance(0.6) ? subject.root : 'acme/shared'}/${kind}${folder}` };
  }
}

function addLibrary(draft: Draft): string {
  const root = `acme/libs/${newOddName(draft, 'l')}`;
  add(draft, `${root}/project.json`, newText(draft, JSON.stringify({ name: newName(draft, 'lib') })));
  return root;
}
