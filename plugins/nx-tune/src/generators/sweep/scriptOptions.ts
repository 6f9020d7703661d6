import { codeOf } from './paramsAccess.js';

/** A command line option of a script, as far as its text says. */
export interface ScriptOption {
  /** The name without hyphens in front, such as `batch-size`. */
  readonly name: string;
  readonly type: 'int' | 'float' | 'choice' | 'other';
  readonly default?: number | string;
  readonly choices?: readonly (number | string)[];
}

/** Reads the options that a script declares, from its text and those of the modules beside it; each name counts once. */
export function scriptOptions(path: string, texts: readonly string[], parser: string): ScriptOption[] {
  const read = readers[parser];
  const found = read === undefined ? [] : texts.flatMap((text) => read(codeOf(path, text)));
  const named = found.filter(({ name }) => /^[A-Za-z][\w-]*$/.test(name));
  return [...new Map(named.toReversed().map((option) => [option.name, option])).values()].toReversed();
}

type Reader = (code: string) => ScriptOption[];

/** `add_argument('-b', '--batch-size', type=int, default=32)`, and click's `option` with the same words. */
const ofPython =
  (call: RegExp): Reader =>
  (code) =>
    callsOf(code, call).flatMap((args) => {
      const name = longName(args.flatMap((arg) => textOf(arg) ?? []));
      const keyword = (key: string): string | undefined =>
        args.find((arg) => arg.replace(/\s/g, '').startsWith(`${key}=`))?.replace(/^[^=]*=\s*/, '');
      const type = keyword('type') ?? '';
      const listed = keyword('choices') ?? /^(?:click\.)?Choice\(([^]*)\)$/.exec(type)?.[1];
      return name === undefined || keyword('action') !== undefined || keyword('is_flag') !== undefined
        ? []
        : [optionOf(name, /^(?:click\.)?(?:int|INT|IntRange\b.*)$/.test(type), type, keyword('default'), listed)];
    });

/** Commander's `.option('--rate <number>', 'description', parseFloat, 0.1)`. */
const ofCommander: Reader = (code) =>
  callsOf(code, /\.(?:option|requiredOption)\(/g).flatMap((args) => {
    const name = /--([\w-]+)\s*[<[=]/.exec(textOf(args[0] ?? '') ?? '')?.[1];
    const value = args.length > 2 ? args.at(-1) : undefined;
    return name === undefined ? [] : [optionOf(name, /parseInt/.test(args.join()), '', value)];
  });

/** `parseArgs({ options: { rate: { type: 'string', default: '0.1' } } })`; the same of yargs' `option('rate', { type: 'number' })`. */
const ofObjects: Reader = (code) =>
  [...code.matchAll(/['"]?([\w-]+)['"]?\s*[:,]\s*\{([^{}]*\btype\s*:\s*['"](?:string|number)['"][^{}]*)\}/g)].map(
    ([, name = '', body = '']) =>
      optionOf(name, false, '', /\bdefault\s*:\s*('[^']*'|"[^"]*"|[^,\s]+)/.exec(body)?.[1]),
  );

const readers: Readonly<Record<string, Reader>> = {
  argparse: ofPython(/\.add_argument\(/g),
  configargparse: ofPython(/\.(?:add_argument|add)\(/g),
  click: ofPython(/@(?:click\.)?option\(/g),
  commander: ofCommander,
  parseArgs: ofObjects,
  yargs: ofObjects,
};

function optionOf(name: string, isInt: boolean, type: string, given?: string, listed?: string): ScriptOption {
  const preset = given === undefined ? undefined : literal(given);
  const rest = preset === undefined ? {} : { default: preset };
  const choices = (listed === undefined ? [] : elementsOf(listed.trim().slice(1))).flatMap(
    (item) => literal(item) ?? [],
  );
  if (choices.length > 0) return { name, type: 'choice', choices, ...rest };
  if (isInt) return { name, type: 'int', ...rest };
  if (/^(?:click\.)?(?:float|FLOAT|FloatRange\b.*)$/.test(type)) return { name, type: 'float', ...rest };
  // JavaScript declares no types, and click takes that of the default.
  const isNumber = type === '' && typeof preset === 'number';
  if (isNumber) return { name, type: /^['"]?-?\d+['"]?$/.test(given ?? '') ? 'int' : 'float', ...rest };
  return { name, type: 'other', ...rest };
}

/** The arguments of all calls that a pattern begins, as texts. */
function callsOf(code: string, call: RegExp): string[][] {
  return [...code.matchAll(call)].map(({ 0: start, index }) => elementsOf(code.slice(index + start.length)));
}

/** Splits what is behind an opening bracket at its commas, up to the closing one. */
function elementsOf(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const [token] of text
    .trim()
    .replace(/^[[(]([^]*)[\])],?$/, '$1')
    .matchAll(/'[^'\n]*'|"[^"\n]*"|[^]/g)) {
    if (/^[[({]$/.test(token)) depth += 1;
    if (/^[\])}]$/.test(token) && (depth -= 1) < 0) break;
    if (token === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

const longName = (names: readonly string[]): string | undefined =>
  names
    .find((name) => name.startsWith('--'))
    ?.replace(/^--/, '')
    .split(/[\s/]/)[0];

const textOf = (source: string): string | undefined => /^(['"])([^]*)\1$/.exec(source)?.[2];

/** A number or a text, as both languages write them; a text of digits is a number on the command line. */
function literal(source: string): number | string | undefined {
  const text = textOf(source);
  const digits = (text ?? source).replaceAll('_', '');
  return /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(digits) ? Number(digits) : text;
}
