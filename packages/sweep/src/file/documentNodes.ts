import { type Document, isAlias, isMap, isScalar, type Node, type Scalar, type YAMLMap } from 'yaml';

/** The node at a path, through aliases and merge keys; undefined if there is none. Keys are compared as texts. */
export function nodeAt(document: Document, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (node, key) => aliased(document, within(document, node, key)),
    aliased(document, document.contents),
  );
}

const aliased = (document: Document, node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);

function within(document: Document, node: unknown, key: PropertyKey): unknown {
  const own = childNode(node, key).node;
  if (own !== undefined || !isMap(node)) return own;
  const merged = aliased(document, childNode(node, '<<').node);
  const sources: readonly unknown[] = isMap(merged) ? [merged] : hasItems(merged) ? merged.items : [];
  return sources.map((source) => within(document, aliased(document, source), key)).find((found) => found !== undefined);
}

/** The child of a node under a key or an index, and where it begins. */
export function childNode(
  node: unknown,
  key: PropertyKey,
): { readonly node: unknown; readonly offset: number | undefined } {
  if (isMap(node)) {
    const pair = pairsOf(node).get(String(key));
    return { node: pair?.value, offset: startOf(pair?.key) };
  }
  const element = hasItems(node) ? node.items[Number(key)] : undefined;
  return { node: element, offset: startOf(element) };
}

const hasItems = (node: unknown): node is { readonly items: readonly unknown[] } =>
  typeof node === 'object' && node !== null && 'items' in node && Array.isArray(node.items);

/** Returns the position in the text at which a node begins. */
export const startOf = (node: unknown): number | undefined => (node as Node | null | undefined)?.range?.[0];

/** A key as a text. The parser has a symbol for that of a merge. */
export const keyText = ({ value }: Scalar): string =>
  typeof value === 'symbol' ? (value.description ?? '') : String(value);

type Pairs = ReadonlyMap<string, YAMLMap['items'][number]>;
const indices = new WeakMap<object, Pairs>();

/** The pairs of a mapping by key, the first of each; gone through once. */
function pairsOf(node: YAMLMap): Pairs {
  const known = indices.get(node);
  if (known !== undefined) return known;
  const pairs = node.items
    .toReversed()
    .flatMap((pair) => (isScalar(pair.key) ? [[keyText(pair.key), pair] as const] : []));
  const index = new Map(pairs);
  indices.set(node, index);
  return index;
}
