import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The packages whose modules are loaded when they are first used; of others only the index. Their tasks run in processes of their own. */
const lazyPackages = /(?:nx-tune|exchange|report|sweep)$/;

/** The modules that threads of trials load: a file that is read while a trial runs counts as one that the trial has read. */
const loadedByTrials = ['dist/trial/index.js', 'dist/config/defineSweep.js'];

/**
 * Rewrites compiled modules so that they load other modules when one of their exports is first used. A process that needs one function
 * of a package would otherwise load all of it: Nx starts a process for each of our tasks, and plugins on every command.
 *
 * What the threads of trials load stays as it is, and so do modules that calculate: `packages/search` and `packages/runner`, apart from
 * their indexes.
 */
export function writeLazyModules(packages) {
  for (const folder of packages) for (const file of lazyFiles(folder)) writeLazily(file);
}

function lazyFiles(folder) {
  const index = join(folder, 'dist/index.js');
  if (!existsSync(index)) return [];
  if (!lazyPackages.test(folder)) return [index];
  const eager = new Set(loadedByTrials.flatMap((file) => reachedFrom(resolve(folder, file))));
  return readdirSync(join(folder, 'dist'), { recursive: true })
    .filter((file) => file.endsWith('.js'))
    .map((file) => join(folder, 'dist', file))
    .filter((file) => !eager.has(resolve(file)));
}

/** A module and all those of its package that it imports. */
function reachedFrom(file, reached = new Set()) {
  if (reached.has(file) || !existsSync(file)) return [...reached];
  reached.add(file);
  for (const [, name] of readFileSync(file, 'utf8').matchAll(/require\("(\.[^"]+)"\)/g))
    reachedFrom(resolve(dirname(file), name), reached);
  return [...reached];
}

function writeLazily(file) {
  const text = readFileSync(file, 'utf8');
  const lazy = lazyText(withBundles(text));
  if (lazy !== text) writeFileSync(file, lazy);
}

/** The text of a compiled module that loads what is bundled of libraries: see `packages/sweep/bundle.mjs`. */
const withBundles = (text) => text.replace(/require\("(zod|yaml)"\)/g, 'require("@nx-tune/sweep/bundled/$1.js")');

/**
 * The text of a compiled module in which a variable for another module is a stand-in until somebody asks for an export of that module.
 * A variable that is used for anything else, and one that is not declared at the start of a line, stays as it is.
 *
 * @param {string} text
 * @returns {string}
 */
export function lazyText(text) {
  return text.replace(/^(?:const|var) (\w+) = (require\("[^"]+"\));$/gm, (line, name, load) =>
    isOnlyAsked(text, name) ? `var ${name} = new Proxy({}, { get: (_, name) => (${name} = ${load})[name] });` : line,
  );
}

/** True if a variable's only uses, beside its declaration, are for its value. */
const isOnlyAsked = (text, name) => [...text.matchAll(new RegExp(`\\b${name}\\b(?!\\.)`, 'g'))].length === 1;
