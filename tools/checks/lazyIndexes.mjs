import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Rewrites the `index.js` of compiled packages so that it loads a module when one of its exports is first used. A process that needs
 * one function of a package would otherwise load all of it: a third of a second of each task that Nx forks.
 *
 * The smaller indexes within, such as that of `core`, stay as they are: the threads of trials load them, and a file that is read while
 * a trial runs counts as one that the trial has read.
 */
export function writeLazyIndexes(packages) {
  for (const folder of packages) {
    const file = join(folder, 'dist/index.js');
    if (existsSync(file)) writeLazily(file);
  }
}

function writeLazily(file) {
  const text = readFileSync(file, 'utf8');
  const lazy = lazyText(text);
  if (lazy !== text) writeFileSync(file, lazy);
}

/**
 * The text of a compiled module that exports what other modules export: a variable of a module is a stand-in for it until somebody
 * asks for an export. The statements by which ES modules learn the names of the exports stay. A module that does more with others
 * stays as it is.
 *
 * @param {string} text
 * @returns {string}
 */
export function lazyText(text) {
  const loads = /^var (\w+) = (require\("[^"]+"\));$/gm;
  const others = text.replace(loads, '').replace(/get: function \(\) \{ return \w+\.\w+; \}/g, '');
  const isLazy = [...text.matchAll(loads)].every(([, name]) => !others.includes(name));
  return isLazy ? text.replace(loads, 'var $1 = new Proxy({}, { get: (_, name) => ($1 = $2)[name] });') : text;
}
