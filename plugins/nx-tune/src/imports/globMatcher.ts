/**
 * Matches paths against a glob as Nx reads it: `*` stays within a folder, `**` does not, `{a,b}` is either, `\` takes the next
 * character literally.
 */
export function globMatcher(glob: string): (path: string) => boolean {
  let depth = 0;
  const parts = [...glob.matchAll(token)].map(([part]) => {
    depth += part === '{' ? 1 : part === '}' ? -1 : 0;
    return part === ',' && depth === 0 ? part : expressionOf(part);
  });
  const expression = new RegExp(`^${parts.join('')}$`);
  return (path) => expression.test(path);
}

const token = /\*\*\/|\/\*\*$|\*\*|\*|\?|\[[!^]?[^\]]+\]|\\.|[{},]|[^]/g;

function expressionOf(part: string): string {
  const known = expressions[part];
  if (known !== undefined) return known;
  if (part.startsWith('[') && part.length > 2) return part.replace(/^\[!/, '[^');
  const character = part.length === 2 && part.startsWith('\\') ? part.slice(1) : part;
  return character.replace(/[\\^$.*+?()[\]|/-]/g, '\\$&');
}

const expressions: { readonly [part: string]: string | undefined } = {
  '**/': '(?:[^]*/)?',
  '/**': '/[^]+',
  '**': '[^]*',
  '*': '[^/]*',
  '?': '[^/]',
  '{': '(?:',
  '}': ')',
  ',': '|',
};

/** The parts of a glob that are left for files in a folder: `x.txt` of `{a,b}/x.txt` in `a`. None if there can be no match. */
export function restsOfGlob(glob: string, folder: string): string[] {
  const names = glob.split('/');
  // Braces that hold more than a name are rare: then all files in the folder are taken.
  if (names.some((name) => name.split('{').length !== name.split('}').length)) return ['**/*'];
  let rests = [names];
  for (const part of folder === '' ? [] : folder.split('/'))
    rests = rests.flatMap(withoutFolders).flatMap(([first = '', ...rest]) => {
      if (first === '**') return [[first, ...rest]];
      return rest.length > 0 && globMatcher(first)(part) ? [rest] : [];
    });
  return [...new Set(rests.map((rest) => rest.join('/')))];
}

/** `**` may match no folder at all. */
function withoutFolders(names: readonly string[]): string[][] {
  const [first, ...rest] = names;
  return first === '**' && rest.length > 0 ? [[...names], ...withoutFolders(rest)] : [[...names]];
}

/** The folder above everything that a glob can match, as a path. */
export function globBase(glob: string): string {
  const folders = glob.split('/').slice(0, -1);
  const special = folders.findIndex((name) => isSpecial(name));
  const literal = folders.slice(0, special === -1 ? folders.length : special);
  return literal.map((name) => name.replace(/\\(.)/g, '$1')).join('/');
}

/** True if a text is a glob, and not the path of a file. */
export const isGlob = (text: string): boolean => text.split('/').some(isSpecial);

/** True if a part of a glob matches anything but itself. */
const isSpecial = (part: string): boolean => /[*?[\]{}()!]/.test(part.replace(/\\./g, ''));
