import { add, type Draft, type Host, newLink, newName, newPart } from './draft.js';

/** Adds a module that a Python script imports. */
export function addPythonImport(draft: Draft, { subject: { root } }: Host): { title: string; statement: string } {
  const name = newName(draft, 'm');
  const kind = draft.random.pick(['module', 'package', 'import_module', 'link to outside'] as const);
  const title = `Python import: ${kind}`;
  if (kind === 'package') {
    for (const file of ['__init__', 'inner']) add(draft, `${root}/${name}/${file}.py`, newPart(draft, 'python'));
    return { title, statement: `from ${name} import inner` };
  }
  const isLink = kind === 'link to outside';
  const path = add(draft, `${isLink ? 'outside' : root}/${name}.py`, newPart(draft, 'python'));
  if (isLink) add(draft, `${root}/${name}.py`, newLink(draft, path));
  const call = `import importlib; importlib.import_module("${name}")`;
  return { title, statement: kind === 'import_module' ? call : `import ${name}` };
}
