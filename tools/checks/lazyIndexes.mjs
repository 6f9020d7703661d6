import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Rewrites the `index.js` files of compiled packages so that they load a module when one of its exports is first used. A process
 * that needs one function of a package would otherwise load all of it: a third of a second of each task that Nx forks.
 */
export function writeLazyIndexes(packages) {
  for (const folder of packages)
    for (const name of readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' }))
      if (/(^|[\\/])index\.js$/.test(name)) writeLazily(join(folder, 'dist', name));
}

function writeLazily(file) {
  const text = readFileSync(file, 'utf8');
  const lazy = lazyText(text);
  if (lazy !== text) writeFileSync(file, lazy);
}

/**
 * The text of a compiled module that exports what other modules export. A module that does more with them stays as it is.
 *
 * @param {string} text
 * @returns {string}
 */
export function lazyText(text) {
  const loads = new Map();
  const declared = text.replace(/^var (\w+) = (require\("[^"]+"\));$/gm, (_, name, load) => {
    loads.set(name, load);
    return `var ${name};`;
  });
  const lazy = declared.replace(/(get: function \(\) \{ return )(\w+)(\.\w+; \})/g, (getter, before, name, after) => {
    const load = loads.get(name);
    return load === undefined ? getter : `${before}(${name} ??= ${load})${after}`;
  });
  const isUsed = (name) => lazy.replaceAll(`(${name} ??= `, '').replace(`var ${name};`, '').includes(name);
  return [...loads.keys()].some(isUsed) ? text : lazy;
}
