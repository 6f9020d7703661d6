import { type Expression, functions } from './expression.js';

/** An expression, or what is wrong with its text and where, from 0. */
export type Parsed = { readonly expression: Expression } | { readonly problem: string; readonly at: number };

const longest = 1000;
const deepest = 50;

/** How tightly two-sided operators bind; those of one rank group from the left, but `**` from the right. */
const ranks: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
  '**': 8,
};
/** Of `!` and of a sign: it binds less than `**`, as in mathematics. */
const signRank = 7;

interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
}

const tokenPattern =
  /\s*(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<text>"(?:[^"\\]|\\.)*"|'[^'\\]*')|(?<name>[\p{L}_][\p{L}\p{N}_]*(?:[.][\p{L}\p{N}_-]+)*)|(?<sign>\*\*|[<>=!]=|&&|\|\||[-+*/%<>!(),]))/uy;

/** What stops the parser; it never leaves this file. */
class SyntaxProblem extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

/** Parses by binding powers (V. Pratt, "Top Down Operator Precedence", POPL 1973). */
export function parseExpression(text: string): Parsed {
  try {
    if (text.length > longest) throw new SyntaxProblem(`it has more than ${longest} characters`, longest);
    return { expression: new Parser(tokenize(text)).parse() };
  } catch (error) {
    if (error instanceof SyntaxProblem) return { problem: error.message, at: error.at };
    throw error;
  }
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  tokenPattern.lastIndex = 0;
  let at = 0;
  while (text.slice(at).trim() !== '') {
    tokenPattern.lastIndex = at;
    const match = tokenPattern.exec(text);
    const [kind, found] = Object.entries(match?.groups ?? {}).find(([, group]) => group !== undefined) ?? [];
    const start = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
    if (match === null || found === undefined) throw new SyntaxProblem(`"${text[start]}" has no meaning`, start);
    tokens.push({ kind: kind as Token['kind'], text: found, at: start });
    at = tokenPattern.lastIndex;
  }
  return [...tokens, { kind: 'end', text: '', at: text.length }];
}

class Parser {
  private index = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  parse(): Expression {
    const expression = this.operation(0);
    const { kind, text, at } = this.next();
    if (kind !== 'end') throw new SyntaxProblem(`"${text}" is not expected`, at);
    return expression;
  }

  private next(): Token {
    return this.tokens[Math.min(this.index++, this.tokens.length - 1)] as Token;
  }

  private get ahead(): Token {
    return this.tokens[Math.min(this.index, this.tokens.length - 1)] as Token;
  }

  /** As far as operators bind more tightly than `rank`. */
  private operation(rank: number): Expression {
    if (++this.depth > deepest) throw new SyntaxProblem('it is nested too deeply', this.ahead.at);
    let left = this.operand();
    for (let own = this.rankAhead(); own > rank; own = this.rankAhead()) {
      const operator = this.next().text;
      left = { kind: 'call', operator, operands: [left, this.operation(operator === '**' ? own - 1 : own)] };
    }
    this.depth--;
    return left;
  }

  private rankAhead(): number {
    const { kind, text } = this.ahead;
    return kind === 'sign' && Object.hasOwn(ranks, text) ? (ranks[text] ?? 0) : 0;
  }

  private operand(): Expression {
    const { kind, text, at } = this.next();
    if (kind === 'number') return { kind: 'value', value: Number(text) };
    if (kind === 'text') return { kind: 'value', value: textOf(text, at) };
    if (kind === 'name') return this.named(text, at);
    if (text === '(') return this.closed(this.operation(0));
    if (text === '-' || text === '+' || text === '!')
      return { kind: 'call', operator: text, operands: [this.operation(signRank)] };
    throw new SyntaxProblem(kind === 'end' ? 'it ends too early' : `"${text}" is not expected`, at);
  }

  private named(name: string, at: number): Expression {
    if (name === 'true' || name === 'false') return { kind: 'value', value: name === 'true' };
    if (name === 'null') return { kind: 'value', value: null };
    if (!this.isAhead('(')) return { kind: 'name', name };
    if (!Object.hasOwn(functions, name))
      throw new SyntaxProblem(`there is no function ${name}; there are ${Object.keys(functions).join(', ')}`, at);
    this.next();
    const operands = [this.operation(0)];
    while (this.isAhead(',')) {
      this.next();
      operands.push(this.operation(0));
    }
    return this.closed({ kind: 'call', operator: name, operands });
  }

  private isAhead(sign: string): boolean {
    return this.ahead.kind === 'sign' && this.ahead.text === sign;
  }

  private closed(expression: Expression): Expression {
    const { kind, text, at } = this.next();
    if (kind !== 'sign' || text !== ')') throw new SyntaxProblem('a ")" is missing', at);
    return expression;
  }
}

function textOf(quoted: string, at: number): string {
  try {
    return quoted.startsWith("'") ? quoted.slice(1, -1) : String(JSON.parse(quoted));
  } catch {
    throw new SyntaxProblem('it holds a text that is none', at);
  }
}
