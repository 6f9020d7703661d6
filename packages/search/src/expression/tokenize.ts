/** A token of an expression, with its position in the text, from 0. */
export interface Token {
  readonly kind: 'number' | 'text' | 'word' | 'sign' | 'end';
  /** The token as it is written; for a quoted text, its content. */
  readonly text: string;
  readonly at: number;
  readonly end: number;
}

/** A syntax error, and its position in the text. */
export class SyntaxProblem extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

const number = String.raw`(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)`;
const name = String.raw`(?<word>[\p{L}_][\p{L}\p{N}_]*(?:[.][\p{L}\p{N}_-]+)*)`;
const quoted = String.raw`(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')`;
const backquoted = '`(?<backquoted>[^`]+)`';
const comparisons = String.raw`[<>=!]=|&&|\|\||[<>=!~(),]`;

/** The rules by which numbers, words and signs are distinguished. */
export type Lexicon = 'arithmetic' | 'words';

const patterns: Readonly<Record<Lexicon, RegExp>> = {
  /** Numbers, names, and signs of arithmetic: `a-1` is a difference. A name with other signs is between backquotes. */
  arithmetic: new RegExp(
    String.raw`\s*(?:${number}|${quoted}|${backquoted}|${name}|(?<sign>\*\*|[-+*/%]|${comparisons}))`,
    'suy',
  ),
  /** Words up to a blank, a comparison or a quote: `2024-01-31` and `adam-w` are words, and so is what is between backquotes. */
  words: new RegExp(
    String.raw`\s*(?:${quoted}|${backquoted}|(?<sign>${comparisons})|(?<word>(?:(?!&&|\|\|)[^\s"'<>=!~(),])+))`,
    'suy',
  ),
};

/** Splits the text of an expression into tokens, the last of which is its end. Throws a `SyntaxProblem`. */
export function tokenize(text: string, lexicon: Lexicon): readonly Token[] {
  const pattern = patterns[lexicon];
  const tokens: Token[] = [];
  const { length } = text.trimEnd();
  for (let at = 0; at < length; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) throw unreadable(text, at);
    tokens.push(toToken(found, pattern.lastIndex));
  }
  return [...tokens, { kind: 'end', text: '', at: text.length, end: text.length }];
}

function toToken({ groups = {} }: RegExpExecArray, end: number): Token {
  const [kind, text = ''] = Object.entries(groups).find(([, group]) => group !== undefined) ?? [];
  const content = kind === 'text' ? unescaped(text.slice(1, -1)) : text;
  return { kind: kind === 'backquoted' ? 'word' : (kind as Token['kind']), text: content, at: end - text.length, end };
}

function unreadable(text: string, from: number): SyntaxProblem {
  const at = from + text.slice(from).search(/\S/);
  const [character = ''] = text.slice(at);
  const isQuote = character === '"' || character === "'";
  return new SyntaxProblem(isQuote ? 'the quote is not closed' : `${JSON.stringify(character)} means nothing here`, at);
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Resolves the escapes of JSON; a backslash before any other character means that character. */
const unescaped = (content: string): string =>
  content.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gsu, (_, code: string | undefined, character: string = '') =>
    code === undefined ? (escapes[character] ?? character) : String.fromCharCode(Number.parseInt(code, 16)),
  );
