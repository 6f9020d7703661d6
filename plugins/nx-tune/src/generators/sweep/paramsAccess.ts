/** The way in which a script gets its params, as far as its text shows. */
export type ParamsAccess =
  /** From variables of the environment: `TUNE_PARAMS` and the like. */
  | { readonly kind: 'environment' }
  /** From its arguments; `by` names what reads them. */
  | { readonly kind: 'arguments'; readonly macro: ArgumentsMacro; readonly by: string }
  | { readonly kind: 'unknown' };

/** The macros by which a command gives a script its params as arguments. */
export type ArgumentsMacro = '${args}' | '${args_no_hyphens}' | '${args_no_boolean_flags}';

/**
 * Finds out how a script gets its params. `texts` are that of the script, and those of the modules beside it that it imports.
 * What reads `TUNE_PARAMS` needs no arguments, whatever else it does with them; one that reads only `TUNE_SEED` may still
 * take its params as arguments.
 */
export function paramsAccess(path: string, texts: readonly string[]): ParamsAccess {
  const language = languageOf(path);
  const code = texts.map((text) => codeOf(path, text)).join('\n');
  if (/\bTUNE_PARAMS(_FILE)?\b/.test(code)) return { kind: 'environment' };
  const parser = language?.parsers.find(([, pattern]) => pattern.test(code))?.[0];
  if (parser !== undefined) return { kind: 'arguments', macro: macroFor(parser, code), by: parser };
  return /\bTUNE_[A-Z]/.test(code) ? { kind: 'environment' } : { kind: 'unknown' };
}

const languageOf = (path: string): Language | undefined => languages.find(({ extension }) => extension.test(path));

/** A text without its comments, and without texts that are only for people. */
export const codeOf = (path: string, text: string): string => text.replace(languageOf(path)?.comments ?? /(?!)/g, '');

/** Hydra takes `rate=0.1`. A flag that means true has no value. */
function macroFor(parser: string, code: string): ArgumentsMacro {
  if (parser === 'hydra') return '${args_no_hyphens}';
  return /store_true|store_false|\bis_flag\s*=\s*True/.test(code) ? '${args_no_boolean_flags}' : '${args}';
}

type Parser = readonly [name: string, pattern: RegExp];

interface Language {
  readonly extension: RegExp;
  /** Comments, and texts that are only for people. */
  readonly comments: RegExp;
  readonly parsers: readonly Parser[];
}

const pythonModule = (name: string): Parser => [
  name,
  new RegExp(`^[ \\t]*(?:import[ \\t]+(?:[^\\n#]*,[ \\t]*)?|from[ \\t]+)${name}\\b`, 'm'),
];

const nodeModule = (name: string): Parser => [
  name,
  new RegExp(`(?:\\bfrom|\\bimport|\\brequire\\(|\\bimport\\()\\s*['"](?:npm:)?${name}(?:/[^'"]*)?['"]`),
];

/** The first that matches counts: `sys.argv` is last, since those who use a library mention it, too. */
const languages: readonly Language[] = [
  {
    extension: /\.py$/,
    comments: /"""[^]*?"""|'''[^]*?'''|(?<=^|\s)#[^\n]*/g,
    parsers: [
      pythonModule('hydra'),
      ...[
        'argparse',
        'click',
        'fire',
        'absl',
        'typer',
        'tyro',
        'jsonargparse',
        'configargparse',
        'simple_parsing',
        'tap',
        'docopt',
        'cyclopts',
        'optparse',
        'getopt',
      ].map(pythonModule),
      ['HfArgumentParser', /\bHfArgumentParser\b/],
      ['LightningCLI', /\bLightningCLI\b/],
      ['sys.argv', /\bsys\.argv\b|^[ \t]*from[ \t]+sys[ \t]+import\b[^\n]*\bargv\b/m],
    ],
  },
  {
    extension: /\.[cm]?[jt]s$/,
    comments: /\/\*[^]*?\*\/|(?<=^|\s)\/\/[^\n]*/g,
    parsers: [
      ...[
        'commander',
        'yargs',
        'yargs-parser',
        'minimist',
        'meow',
        'cac',
        'mri',
        'arg',
        'citty',
        'sade',
        'clipanion',
      ].map(nodeModule),
      ...['command-line-args', 'getopts'].map(nodeModule),
      ['parseArgs', /\bparseArgs\b/],
      ['process.argv', /\bprocess\.argv\b|\bargv\b[^\n]*\bfrom\s*['"](?:node:)?process['"]/],
      ['Deno.args', /\bDeno\.args\b/],
      ['Bun.argv', /\bBun\.argv\b/],
    ],
  },
  {
    extension: /\.(?:sh|bash|zsh)$/,
    comments: /(?<=^|\s)#[^\n]*/g,
    parsers: [
      ['getopts', /\bgetopts?\b/],
      ['its arguments', /\$(?:[1-9@*#]|\{[1-9@*#])/],
    ],
  },
  {
    extension: /\.[Rr]$/,
    comments: /#[^\n]*/g,
    parsers: [
      ...['optparse', 'argparse', 'docopt'].map((name): Parser => [name, new RegExp(`\\b${name}\\b`)]),
      ['commandArgs', /\bcommandArgs\b/],
    ],
  },
  {
    extension: /\.jl$/,
    comments: /#[^\n]*/g,
    parsers: [
      ['ArgParse', /\bArgParse\b/],
      ['ARGS', /\bARGS\b/],
    ],
  },
];
