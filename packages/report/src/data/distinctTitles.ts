/** Something that has a column or a row of its own. */
export interface Titled {
  readonly kind: 'fact' | 'param' | 'metric';
  readonly name: string;
}

/**
 * Titles under which facts, params and metrics can be side by side: no two are equal. A param that is called like a fact,
 * or a metric that is called like a fact or a param, is `params.name` or `metrics.name`. So is one whose name begins like that
 * itself.
 */
export function distinctTitles(columns: readonly Titled[]): readonly string[] {
  const names = (kind: Titled['kind']): ReadonlySet<string> =>
    new Set(columns.flatMap((column) => (column.kind === kind ? column.name : [])));
  const [facts, params] = [names('fact'), names('param')];
  return columns.map(({ kind, name }) => {
    const isTaken = facts.has(name) || (kind === 'metric' && params.has(name)) || /^(params|metrics)\./.test(name);
    return kind !== 'fact' && isTaken ? `${kind}s.${name}` : name;
  });
}
