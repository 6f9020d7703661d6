/** An operator between two operands. */
export interface Operator {
  /** The canonical spelling. */
  readonly name: string;
  /**
   * Operators of a higher rank bind more tightly. Those of one rank group from the left, except `**`, which groups from the
   * right.
   */
  readonly rank: number;
}

/** As in mathematics, a sign binds less tightly than `**`; as in Python, `not` less tightly than a comparison. */
export const ranks: Readonly<
  Record<'or' | 'and' | 'not' | 'equality' | 'comparison' | 'sum' | 'product' | 'sign' | 'power', number>
> = { or: 1, and: 2, not: 3, equality: 4, comparison: 5, sum: 6, product: 7, sign: 8, power: 9 };

const operators: ReadonlyMap<string, Operator> = new Map(
  [
    { rank: ranks.or, spellings: [['||', 'or']] },
    { rank: ranks.and, spellings: [['&&', 'and']] },
    { rank: ranks.equality, spellings: [['==', '='], ['!=']] },
    { rank: ranks.comparison, spellings: [['<'], ['<='], ['>'], ['>='], ['~'], ['in']] },
    { rank: ranks.sum, spellings: [['+'], ['-']] },
    { rank: ranks.product, spellings: [['*'], ['/'], ['%']] },
    { rank: ranks.power, spellings: [['**']] },
  ].flatMap(({ rank, spellings }) =>
    spellings.flatMap((all) =>
      all.map((spelling): [string, Operator] => [spelling, { name: all[0] ?? spelling, rank }]),
    ),
  ),
);

/** Looks up the operator that a sign or a word, in any case, means between two operands. */
export const operatorOf = (spelling: string): Operator | undefined => operators.get(spelling.toLowerCase());
