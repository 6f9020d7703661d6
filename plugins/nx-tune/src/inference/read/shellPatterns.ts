/** The patterns such as `data/*.csv` in the texts that a command gives to a shell, which replaces them by the files that match. */
export interface ShellPatterns {
  /** Patterns as the shell reads them, relative to the folder where it runs. */
  readonly patterns: readonly string[];
  /** Patterns that depend on what only the shell knows: variables, home folders, alternatives in braces. */
  readonly unknown: readonly string[];
}

/**
 * Finds the patterns in the words of a command. Of a text in quotes it takes what looks like a path, since a variable or another
 * command may lead it to a shell: a pattern too many only means that more files count.
 */
export function shellPatterns(words: readonly string[]): ShellPatterns {
  const found = shellTexts(words).flatMap(wordsOfShell).filter(isPattern);
  const unknown = found.filter(({ text, isBare }) => isBare && dependsOnShell.test(text));
  const known = found.filter(({ text, isBare }) => isBare || isPathLike(text)).flatMap(({ text }) => sides(text));
  return {
    patterns: unique(known.filter((text) => special.test(text) && plain.test(text) && !text.startsWith('~'))),
    unknown: unique(unknown.map(({ text }) => text)),
  };
}

interface ShellWord {
  /** The word without its quotes. */
  readonly text: string;
  /** True if a character that is special in patterns is outside of quotes. */
  readonly isBare: boolean;
}

/** The texts that shells run: what is behind `sh -c`, also within another text or within one word of the command. */
function shellTexts(words: readonly string[]): string[] {
  const start = words.findIndex((word) => /^(.*\/)?(sh|bash|dash|zsh|ksh)$/.test(word));
  const flag = start < 0 ? -1 : words.findIndex((word, index) => index > start && /^-\w*c$/.test(word));
  const own = flag < 0 ? [] : words.slice(flag + 1, flag + 2);
  const inner = [...own, ...words].filter((word) => /\s/.test(word)).map((word) => wordsOfShell(word));
  return [...own, ...inner.flatMap((within) => shellTexts(within.map(({ text }) => text)))];
}

/** Splits a text as a shell does. What is substituted within quotes, as in `"$(cat *.csv)"`, is split once more. */
function wordsOfShell(text: string): ShellWord[] {
  const substituted = [...text.matchAll(/\$\(([^()]*)\)|`([^`]*)`/g)].map(([, first, second]) => first ?? second ?? '');
  const words = [...text.replace(/\$[?*#@$!-]/g, '$x').matchAll(shellWord)].map(([word]) => ({
    text: word.replace(quoted, (part) => (part.startsWith('\\') ? part.slice(1) : part.slice(1, -1))),
    isBare: special.test(word.replace(quoted, '')),
  }));
  return [...words, ...substituted.flatMap(wordsOfShell)];
}

const quoted = /'[^']*'|"(?:[^"\\]|\\[^])*"|\\[^]/g;
const shellWord = /(?:'[^']*'|"(?:[^"\\]|\\[^])*"|\\[^]|[^\s;&|<>()`'"\\])+/g;

/** Patterns that a shell replaces by the names of files. */
const special = /[*?]|\[[^\]]+\]/;

const isPattern = ({ text }: ShellWord): boolean => special.test(text) && !text.includes('://');

/** A variable, a home folder, or alternatives that some shells know. */
const dependsOnShell = /\$|^~|\{[^}]*(,|\.\.)[^}]*\}/;

/** A pattern of names that Nx's globs read as a shell does. */
const plain = /^[\p{L}\p{N}\p{M}_./*?[\]!^@%+~:,-]+$/u;

const isPathLike = (text: string): boolean => /[./]/.test(text) && /\p{L}/u.test(text);

/** A word, and what is behind `=` as in `DATA=data/*.csv`. */
const sides = (text: string): string[] => [text, ...text.split('=').slice(1)];

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].toSorted();
