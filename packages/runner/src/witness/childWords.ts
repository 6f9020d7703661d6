import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, delimiter, isAbsolute, join, resolve, sep } from 'node:path';

/**
 * The files and programs in the words that start a process: programs such as `cat` cannot be watched, but the words usually name
 * what they read.
 */
export interface ChildWords {
  /** Absolute paths of files that words name. */
  readonly files: readonly string[];
  /** Absolute paths of folders in which a shell looks for files that match; with `/**` those of all folders below. */
  readonly listed: readonly string[];
  /** The interpreters that are started: each is expected to write into the log. */
  readonly interpreters: readonly ('node' | 'python')[];
}

/** Reads the words of a command: its program and arguments, or a text for a shell. */
export function childWords(words: readonly string[], cwd: string, path: string): ChildWords {
  const parts = new Set(words.flatMap((word) => [word, ...word.split(/[\s'"`;|&<>()=,]+/)]));
  // A command may change to a folder that it names.
  const folders = [cwd, ...[...parts].flatMap((part) => named(part, cwd, 'isDirectory'))];
  return {
    files: [...new Set([...parts].flatMap((part) => folders.flatMap((folder) => named(part, folder, 'isFile'))))],
    listed: isShell(words)
      ? [...new Set([...parts].flatMap((part) => folders.flatMap((folder) => listedFor(part, folder))))]
      : [],
    interpreters: interpretersOf(words)
      .filter(({ program }) => isInstalled(program, path))
      .map(({ kind }) => kind),
  };
}

function named(word: string, folder: string, is: 'isFile' | 'isDirectory'): string[] {
  if (word === '' || word.startsWith('-') || word.includes('\0')) return [];
  const path = resolve(folder, word);
  try {
    return statSync(path, { throwIfNoEntry: false })?.[is]() === true ? [path] : [];
  } catch {
    // A word may be too long for a name.
    return [];
  }
}

/** Patterns that a shell replaces by the names of files. */
const special = /[*?]|\[[^\]]+\]/;

/** The folder in which a shell looks for what a pattern matches, if anything does: most other words are not patterns of files. */
function listedFor(word: string, folder: string): string[] {
  if (!special.test(word) || !/[\p{L}/]/u.test(word) || /^-|\$|\0/.test(word)) return [];
  const names = resolve(folder, word).split(sep);
  const first = names.findIndex((name) => special.test(name));
  const base = names.slice(0, first).join(sep) || sep;
  const matches = patternOf(names[first] ?? '');
  try {
    if (!readdirSync(base).some((name) => matches.test(name))) return [];
  } catch {
    return [];
  }
  return [first === names.length - 1 ? base : join(base, '**')];
}

/** The names that a part of a pattern matches. Names that begin with a dot may match more often than in a shell. */
function patternOf(part: string): RegExp {
  const expression = part.replace(/\[[^\]]+\]|[^]/g, (token) => {
    if (token === '*') return '.*';
    if (token === '?') return '.';
    return token.length > 1
      ? token.replace('[!', '[^').replaceAll('\\', '\\\\')
      : token.replace(/[\\^$.+()[\]{}|]/, '\\$&');
  });
  try {
    return new RegExp(`^${expression}$`);
  } catch {
    return /(?!)/;
  }
}

interface Interpreter {
  readonly kind: 'node' | 'python';
  readonly program: string;
}

/** Versions and help are printed before a hook is loaded. */
const isQuestion = (argument: string | undefined): boolean => /^(--version|--help|-[vVh])$/.test(argument ?? '');

const isShell = ([program = '', ...rest]: readonly string[]): boolean =>
  /^(sh|bash|dash|zsh|ksh)$/.test(basename(program)) && rest.some((word) => /^-\w*c$/.test(word));

function interpretersOf(words: readonly string[]): Interpreter[] {
  const [program = '', ...rest] = words;
  if (isShell(words)) return inShell(rest.at(-1) ?? '');
  const kind = kindOf(program);
  return kind === undefined || isQuestion(rest[0]) ? [] : [{ kind, program }];
}

/** A program is where a command begins, perhaps after variables. */
function inShell(text: string): Interpreter[] {
  const commands = text.matchAll(/(?:^|[;&|(\n]|\bexec\s)\s*(?:\w+=\S*\s+)*([^\s;&|()'"$]+)(?:\s+(\S+))?/g);
  return [...commands].flatMap(([, program = '', argument]) => {
    const kind = kindOf(program);
    return kind === undefined || isQuestion(argument) ? [] : [{ kind, program }];
  });
}

function kindOf(program: string): 'node' | 'python' | undefined {
  const name = basename(program).replace(/\.exe$/, '');
  if (name === 'node') return 'node';
  return /^python[\d.]*$/.test(name) ? 'python' : undefined;
}

/** A program that does not exist is not started: scripts try `python`, then `python3`. */
function isInstalled(program: string, path: string): boolean {
  if (isAbsolute(program)) return existsSync(program);
  return /[\\/]/.test(program) || path.split(delimiter).some((folder) => existsSync(join(folder, program)));
}
