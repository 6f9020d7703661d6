import { isAlias, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';

/** A parsed YAML or JSON text that remembers where each key stands and how each number was written. */
export interface Source {
  /** The value, or undefined if the text is no YAML. */
  readonly value: unknown;
  readonly errors: readonly { readonly line: number; readonly message: string }[];
  /** Line of the key or element at a path, or of its nearest parent; from 1. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
  /** Whether a number was written as a float: `1.0` and `1e0` are, `1` is not. W&B tells ints from floats by it. */
  readonly isFloat: (path: readonly PropertyKey[]) => boolean;
}

/** Parses YAML 1.2 (hence JSON too), with merge keys as W&B's reader has them. Never throws. */
export function parseSource(text: string): Source {
  const lineCounter = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter, merge: true, prettyErrors: false, uniqueKeys: true });
    const errors = document.errors.map(({ message, pos }) => ({
      line: lineCounter.linePos(pos[0]).line,
      message: translate(oneLine(message)),
    }));
    const lineOf = (path: readonly PropertyKey[]): number => lineOfPath(document.contents, path, lineCounter);
    const isFloat = (path: readonly PropertyKey[]): boolean => isFloatNode(document.getIn(path, true), document);
    return {
      value: errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 }),
      errors: worthReading(errors),
      lineOf,
      isFloat,
    };
  } catch (error) {
    return {
      value: undefined,
      errors: [{ line: 1, message: oneLine(describe(error)) }],
      lineOf: () => 1,
      isFloat: () => false,
    };
  }
}

type SyntaxError = Source['errors'][number];

/** What follows the first errors is mostly their consequence, and the same error twice says no more than once. */
function worthReading(errors: readonly SyntaxError[]): readonly SyntaxError[] {
  const tooDeep = errors.find(({ message }) => message === nestedTooDeeply);
  if (tooDeep !== undefined) return [tooDeep];
  return [...new Map(errors.map((error) => [JSON.stringify(error), error])).values()].slice(0, 5);
}

const nestedTooDeeply = 'the file is nested too deeply';

/** Deeply nested flow collections exhaust the parser's stack; the reader should hear why. */
function describe(error: unknown): string {
  if (error instanceof RangeError) return nestedTooDeeply;
  return error instanceof Error ? error.message : String(error);
}

/** The parser's own words, but for those that speak to its programmer. */
function translate(message: string): string {
  if (message.startsWith('Maximum call stack')) return nestedTooDeeply;
  return message.startsWith('Source contains multiple documents')
    ? 'the file holds more than one YAML document'
    : message;
}

const oneLine = (message: string): string => message.replace(/\s+/g, ' ').replace(/\.$/, '').trim();

function lineOfPath(contents: unknown, path: readonly PropertyKey[], lineCounter: LineCounter): number {
  let node = contents;
  let offset = startOf(node) ?? 0;
  for (const key of path) {
    const step = child(node, key);
    offset = step.offset ?? offset;
    node = step.node;
  }
  return lineCounter.linePos(offset).line;
}

function child(node: unknown, key: PropertyKey): { readonly node: unknown; readonly offset: number | undefined } {
  if (isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
    return { node: pair?.value, offset: startOf(pair?.key) };
  }
  const element = hasItems(node) ? node.items[Number(key)] : undefined;
  return { node: element, offset: startOf(element) };
}

const hasItems = (node: unknown): node is { readonly items: readonly unknown[] } =>
  typeof node === 'object' && node !== null && 'items' in node && Array.isArray(node.items);

const startOf = (node: unknown): number | undefined => (node as Node | null | undefined)?.range?.[0];

function isFloatNode(node: unknown, document: Parameters<typeof isAlias>[0]): boolean {
  const resolved: unknown = isAlias(node) ? node.resolve(document as never) : node;
  return (
    isScalar(resolved) &&
    typeof resolved.value === 'number' &&
    (!Number.isInteger(resolved.value) || /[.e]/i.test(resolved.source ?? ''))
  );
}
