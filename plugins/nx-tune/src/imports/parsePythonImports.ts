import type { ModuleImports } from './parseImports.js';

/**
 * Finds every import of a Python source, anywhere in it. All packages above a module count too, since Python runs their
 * `__init__.py` first; a name imported from a module may be a module itself, so it is a guess.
 */
export function parsePythonImports(text: string): ModuleImports {
  const code = withoutStrings(text);
  const joined = code.replace(/\\\r?\n/g, ' ');
  const plain = [...joined.matchAll(importStatement)].flatMap(([, list = '']) => namesOf(list));
  const from = [...joined.matchAll(fromStatement)].map(([, module = '', list = '']) => ({ module, list }));
  const called = [...code.matchAll(importCall)].map(({ groups = {}, index }) => ({ name: groups['name'], index }));
  const modules = [...plain, ...from.map(({ module }) => module), ...called.flatMap(({ name }) => name ?? [])];
  const specifiers = new Set(modules.filter((name) => /\w/.test(name)));
  const members = from.flatMap(({ module, list }) => namesOf(list).map((name) => member(module, name)));
  const guesses = new Set([...modules, ...members].flatMap(andPackages).concat('.', '..'));
  return {
    imports: [
      ...[...specifiers].map((specifier) => ({ specifier, kind: 'static' }) as const),
      ...[...guesses]
        .filter((name) => !specifiers.has(name))
        .map((specifier) => ({ specifier, kind: 'static', isGuess: true }) as const),
    ],
    computedLines: called.flatMap(({ name, index }) => (name === undefined ? [lineAt(code, index)] : [])),
    pathLines: [...code.matchAll(/\bsys\.path\b/g)].map(({ index }) => lineAt(code, index)),
  };
}

const importStatement = /(?:^|[;:])[ \t]*import[ \t]+([^\n;]+)/gm;
const fromStatement = /\bfrom[ \t]*([.\w]+)[ \t]*\bimport\b[ \t]*(\([^)]*\)|[^\n;]+)/g;
/** `import_module("name")` and `__import__("name")`; the name is absent if it is not a literal. */
const importCall = /\b(?:import_module|__import__)[ \t]*\(\s*(?:"(?<name>[\w.]+)"\s*[,)])?/g;

/** Removes comments, and strings that cannot be the name of a module; line numbers stay the same. */
function withoutStrings(text: string): string {
  return text.replace(stringOrComment, (match, triple?: string, single?: string) => {
    if (triple !== undefined) return `""${match.replace(/[^\n]/g, '')}`;
    const content = single?.slice(1, -1);
    return content === undefined ? '' : /^[\w.]+$/.test(content) ? `"${content}"` : '""';
  });
}

const stringOrComment = /("""[^]*?"""|'''[^]*?''')|("(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*')|#[^\n]*/g;

/** `a` and `b.c` of `a, b.c as d`. */
function namesOf(list: string): string[] {
  const names = list.replace(/[()]/g, ' ').split(',');
  return names.flatMap((name) => /^\s*([\w.]+)/.exec(name)?.[1] ?? []);
}

/** The module that a member's name would be, if it is one. */
const member = (module: string, name: string): string => (module.endsWith('.') ? module + name : `${module}.${name}`);

/** `.a`, `.a.b` and `.a.b.c` of `.a.b.c`. */
function andPackages(name: string): string[] {
  const [, dots = '', path = ''] = /^(\.*)(.*)$/.exec(name) ?? [];
  const parts = path.split('.');
  return parts.map((_, index) => dots + parts.slice(0, index + 1).join('.'));
}

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;
