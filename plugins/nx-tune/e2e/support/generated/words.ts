import { add, type Draft, newLink, newName, newOddName, newPart } from './draft.js';
import { choosePlace, ignoredPlaces } from './places.js';
import { pathInProject, type Subject } from './world.js';

/** Adds a file that a word of a command names. */
export function addFileWord(draft: Draft, subject: Subject): { readonly title: string; readonly word: string } {
  const place = choosePlace(draft, subject, ['own', 'loose', 'outside', ...ignoredPlaces]);
  const kind = draft.random.pick(['file', 'file like a test', 'link'] as const);
  const name = kind === 'file like a test' ? `${newName(draft, 'x')}.test.csv` : `${newOddName(draft, 'x')}.txt`;
  const file = add(draft, `${place.path}/${name}`, newPart(draft, draft.random.pick(['text', 'bytes'])));
  const path = kind === 'link' ? add(draft, `${subject.root}/conf/${newName(draft, 'x')}`, newLink(draft, file)) : file;
  return { title: `word that names a ${kind}, ${place.kind}`, word: pathInProject(subject, path) };
}
