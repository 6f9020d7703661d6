/** The parts of a syntax node that finding imports needs. */
export interface AnyNode {
  readonly type: string;
  readonly value?: unknown;
  readonly object?: unknown;
  readonly property?: unknown;
  readonly properties?: readonly unknown[];
  readonly callee?: unknown;
  readonly name?: unknown;
  readonly quasis?: readonly { readonly value: { readonly cooked: string | null } }[];
}

/** The name of an identifier. */
export function nameOf(node: unknown): string | undefined {
  const { name } = (node ?? {}) as AnyNode;
  return typeof name === 'string' ? name : undefined;
}

export const isNamed = (node: AnyNode | null | undefined, name: string): boolean =>
  node?.type === 'Identifier' && node.name === name;

/** `import.meta.url` and the like. */
export const isMeta = (node: AnyNode | undefined, property: string): boolean =>
  node?.type === 'MemberExpression' &&
  (node.object as AnyNode).type === 'MetaProperty' &&
  nameOf(node.property) === property;

/** The text of a string, or of a template without expressions. */
export function literal(node: AnyNode | null | undefined): string | undefined {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  return node?.type === 'TemplateLiteral' && node.quasis?.length === 1
    ? (node.quasis[0]?.value.cooked ?? undefined)
    : undefined;
}
