/**
 * Kinds that are still wrong, or run trials again needlessly. They do not fail the test; a kind that no longer occurs is
 * to be removed here. A kind is the feature, the edit, and whether the daemon is on.
 */
const knownKinds: readonly RegExp[] = [
  // Commands: words, scripts and variables.
  /^word that names a /,
  /^word with an environment variable/,
  /^the shell script, (loose|outside|ignored-)/,
  // Imports that are not found in the text.
  /createRequire (under another name|called at once)/,
  /(module\.require|require under another name)/,
  // Resolution that differs from the loader's.
  /paths of tsconfig\.json/,
  / beside /,
  /folder with index/,
  /package with (nested )?conditions/,
  /package with (module field|subpath|pattern)/,
  /npm package with .*, (aliased|transitive|nested)/,
  // Bytes and links.
  /^require\.resolve of a binary file/,
  /(^|: )link(ed folder)?\b/,
  /^declared data (linked|in a linked folder)/,
  /^Python import: link to outside/,
  // Characters that globs treat specially.
  /; odd root/,
  // What the daemon does not watch.
  /(ignored-exclude|ignored-above|ignored-nested|ignored-root|outside).*; daemon/,
];

/** Whether it is on the list. */
export const isKnown = (kind: string): boolean => knownKinds.some((known) => known.test(kind));
