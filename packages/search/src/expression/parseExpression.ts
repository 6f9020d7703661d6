import type { Expression } from './expression.js';
import { functions } from './functions.js';
import { type Operator, operatorOf, ranks } from './operators.js';
import { type Lexicon, SyntaxProblem, type Token, tokenize } from './tokenize.js';

export type { Expression } from './expression.js';

/** An expression, or what is wrong with its text and at which position, from 0. */
export type ParsedExpression = { readonly expression: Expression } | { readonly problem: string; readonly at: number };

const longest = 1000;
/** A thousand brackets must not exhaust the stack. */
const deepest = 50;

/** Parses an expression over params, such as `batchSize * steps <= 60000 && optimizer in ("sgd", "adam")`. */
export function parseExpression(text: string): ParsedExpression {
  if (text.length > longest) return { problem: `it has more than ${longest} characters`, at: longest };
  return parse(text, 'arithmetic');
}

/**
 * Parses an expression that compares names with words, such as `date >= 2024-01-31 and (optimizer = adam-w or not
 * outcome = diverged)`: the same grammar without arithmetic and functions. A bare word is a name wherever it appears.
 */
export function parseComparisons(text: string): ParsedExpression {
  return parse(text, 'words');
}

function parse(text: string, lexicon: Lexicon): ParsedExpression {
  try {
    return { expression: new Parser(tokenize(text, lexicon), lexicon).parse() };
  } catch (error) {
    if (error instanceof SyntaxProblem) return { problem: error.message, at: error.at };
    throw error;
  }
}

/** Parses by binding powers (V. Pratt, "Top Down Operator Precedence", POPL 1973). */
class Parser {
  private index = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly lexicon: Lexicon,
  ) {}

  parse(): Expression {
    const expression = this.operation(0);
    const { kind, text, at } = this.next();
    if (kind === 'end') return expression;
    const hint = kind === 'sign' ? '' : '; join comparisons with "and" or "or"';
    throw new SyntaxProblem(`"${text}" is not expected here${hint}`, at);
  }

  private next(): Token {
    const token = this.ahead;
    this.index += 1;
    return token;
  }

  private get ahead(): Token {
    return this.tokens[Math.min(this.index, this.tokens.length - 1)] as Token;
  }

  private takes(sign: string): boolean {
    const isAhead = this.ahead.kind === 'sign' && this.ahead.text === sign;
    if (isAhead) this.index += 1;
    return isAhead;
  }

  /** Parses as far as operators bind more tightly than `rank`. */
  private operation(rank: number): Expression {
    let left = this.operand(rank);
    for (let own = binary(this.ahead); own !== undefined && own.rank > rank; own = binary(this.ahead)) {
      const { at } = this.next();
      left = join(own.name, left, this.right(own), at);
    }
    return left;
  }

  private right({ name, rank }: Operator): readonly Expression[] {
    if (name === 'in') return this.list();
    return [name === '**' ? this.nested(() => this.operation(rank - 1)) : this.operation(rank)];
  }

  private operand(rank: number): Expression {
    const token = this.next();
    const { kind, text, at, end } = token;
    if (kind === 'number') return { kind: 'value', value: Number(text), at, end };
    if (kind === 'text') return { kind: 'value', value: text, at, end };
    if (text === '(') return this.nested(() => this.closed(this.operation(0)));
    if (isNot(token, this.ahead)) return this.prefixed('!', ranks.not, at);
    if (kind === 'word') return this.named(token);
    if (text === '-' || text === '+' || text === '!') return this.prefixed(text, ranks.sign, at);
    const wanted = this.lexicon === 'words' && rank < ranks.equality ? 'a name' : 'a value';
    throw new SyntaxProblem(
      kind === 'end' ? `it ends where ${wanted} is expected` : `${wanted} is expected, not "${text}"`,
      at,
    );
  }

  private prefixed(operator: string, rank: number, at: number): Expression {
    return { kind: 'call', operator, operands: [this.nested(() => this.operation(rank))], at };
  }

  private named({ text: name, at, end }: Token): Expression {
    if (this.lexicon === 'words') return { kind: 'name', name, at, end };
    if (name === 'true' || name === 'false') return { kind: 'value', value: name === 'true', at, end };
    if (name === 'null') return { kind: 'value', value: null, at, end };
    if (this.ahead.kind !== 'sign' || this.ahead.text !== '(') return { kind: 'name', name, at, end };
    if (Object.hasOwn(functions, name)) return { kind: 'call', operator: name, operands: this.list(), at };
    throw new SyntaxProblem(`there is no function ${name}; there are ${Object.keys(functions).join(', ')}`, at);
  }

  private list(): readonly Expression[] {
    this.expect('(');
    return this.nested(() => {
      const items = [this.operation(ranks.equality)];
      while (this.takes(',')) items.push(this.operation(ranks.equality));
      return this.closed(items);
    });
  }

  private nested<T>(parse: () => T): T {
    if (++this.depth > deepest) throw new SyntaxProblem(`it is nested more than ${deepest} deep`, this.ahead.at);
    const found = parse();
    this.depth -= 1;
    return found;
  }

  private closed<T>(found: T): T {
    this.expect(')');
    return found;
  }

  private expect(sign: string): void {
    const { kind, text, at } = this.ahead;
    if (!this.takes(sign))
      throw new SyntaxProblem(`"${sign}" is expected${kind === 'end' ? ' at the end' : `, not "${text}"`}`, at);
  }
}

const binary = ({ kind, text }: Token): Operator | undefined =>
  kind === 'sign' || kind === 'word' ? operatorOf(text) : undefined;

/** A parameter may be named "not": the word is the operator only in front of something that it can negate. */
const isNot = ({ kind, text }: Token, ahead: Token): boolean =>
  kind === 'word' && text.toLowerCase() === 'not' && (beginsOperand(ahead) || ahead.text === '(' || ahead.text === '!');

const beginsOperand = (token: Token): boolean =>
  token.kind !== 'sign' && token.kind !== 'end' && binary(token) === undefined;

/**
 * Joins two operands. Chains of `and` and `or` stay flat, so that a recursive evaluation of a long one does not overflow the stack.
 * Nobody else has seen the chain yet, so it grows in place: a copy for each link would take quadratic time.
 */
function join(operator: string, left: Expression, right: readonly Expression[], at: number): Expression {
  const isChain = (operator === '&&' || operator === '||') && left.kind === 'call' && left.operator === operator;
  if (!isChain) return { kind: 'call', operator, operands: [left, ...right], at };
  (left.operands as Expression[]).push(...right);
  return { ...left, at };
}
