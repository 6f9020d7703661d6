/** A word, a number or a sign of a filter, with the column where it begins, from 1. */
export interface Token {
  readonly kind: 'word' | 'text' | 'sign' | 'end';
  readonly text: string;
  readonly column: number;
}

/** What is wrong with a filter, and where. */
export class FilterProblem extends Error {
  readonly column: number;
  constructor(column: number, message: string) {
    super(message);
    this.column = column;
  }
}

/** Blanks; a quoted text; a sign; or a word, which ends at a blank, a sign or a quote. */
const pattern = /\s+|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(<=|>=|!=|==|[<>=~(),])|([^\s"'<>=!~(),]+)/uy;

/** The words and signs of a filter; the last is its end. Throws a `FilterProblem`. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null)
      throw new FilterProblem(at + 1, isQuote(text[at]) ? 'the quote is not closed' : unexpected(text, at));
    const [whole, double, single, sign, word] = found;
    const column = at + 1;
    const quoted = double ?? single;
    if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replace(/\\(.)/gu, '$1'), column });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, column });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, column });
    at += whole.length;
  }
  return [...tokens, { kind: 'end', text: '', column: text.length + 1 }];
}

const isQuote = (character: string | undefined): boolean => character === '"' || character === "'";

const unexpected = (text: string, at: number): string => `${JSON.stringify(text[at])} means nothing here`;
