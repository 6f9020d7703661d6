import { isScalar, LineCounter, parseDocument, visit } from 'yaml';

import { childNode, keyText, nodeAt, startOf } from './documentNodes.js';
import { inexactNumber } from './inexactNumber.js';
import { pyyamlNotices, pyyamlTags } from './wandb/pyyaml.js';

/** A parsed text that remembers where each key is and how each number was written. */
export interface SweepSource {
  /** The value, or undefined if the text cannot be read. */
  readonly value: unknown;
  readonly errors: readonly {
    readonly line: number;
    readonly column?: number;
    readonly message: string;
    readonly found?: string;
    readonly remedy?: string;
  }[];
  /** Line of the key or element at a path, or of its nearest parent; from 1. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
  /**
   * Returns whether a number was written as a float: `1.0` and `1e0` were, `1` was not. W&B distinguishes ints from floats by it.
   */
  readonly isFloat: (path: readonly PropertyKey[]) => boolean;
  /** Remarks for the user on how the text was read. */
  readonly notices?: readonly string[];
}

/** The rules for plain words of YAML: those of YAML 1.2, or of W&B's reader. */
export type Reader = 'yaml' | 'pyyaml';

/** Parses YAML (and so JSON), with merge keys as W&B's reader has them. Never throws. */
export function parseSweepSource(text: string, reader: Reader = 'yaml'): SweepSource {
  const lineCounter = new LineCounter();
  try {
    const document = parseDocument(text, {
      lineCounter,
      merge: true,
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: 'error',
      ...(reader === 'pyyaml' && { schema: 'failsafe', customTags: pyyamlTags }),
    });
    const lines = text.split('\n');
    const notices = reader === 'pyyaml' ? pyyamlNotices(document, lineCounter) : [];
    const unreadable = [...document.errors, ...repeatedKeys(document)].map(({ message, pos }) => {
      const { line } = lineCounter.linePos(pos[0]);
      return { line, message: translate(oneLine(message)), ...unquotedRemedy(lines[line - 1] ?? '') };
    });
    const isUnreadable = unreadable.length > 0 || reader === 'pyyaml';
    const errors = isUnreadable ? unreadable : inexactNumbers(document, lineCounter);
    const lineOf = (path: readonly PropertyKey[]): number => lineOfPath(document.contents, path, lineCounter);
    const isFloat = (path: readonly PropertyKey[]): boolean => isFloatNode(nodeAt(document, path));
    return {
      value: errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 }),
      errors: worthReading(errors),
      lineOf,
      isFloat,
      notices,
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

/** A remedy for the usual slip with macros: in a list in brackets, YAML takes their braces for a mapping. */
const unquotedRemedy = (line: string): { readonly remedy?: string } =>
  /[[,]\s*[^'"[,]*\$\{/.test(line) ? { remedy: "Quote words with macros: '--seed=${seed}'." } : {};

type SyntaxError = SweepSource['errors'][number];

/** The parser's own check compares each key with all before it: seconds, for some thousand keys. */
function repeatedKeys(document: ReturnType<typeof parseDocument>): { message: string; pos: readonly [number] }[] {
  const repeated: { message: string; pos: readonly [number] }[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key) || keyText(key) === '<<') continue;
        if (seen.has(key.value)) repeated.push({ message: 'Map keys must be unique', pos: [startOf(key) ?? 0] });
        seen.add(key.value);
      }
    },
  });
  return repeated;
}

/** Finds whole numbers that would be rounded. */
function inexactNumbers(document: ReturnType<typeof parseDocument>, lineCounter: LineCounter): SyntaxError[] {
  const found: SyntaxError[] = [];
  visit(document, {
    Scalar(_, { value, source, range }) {
      const problem = typeof value === 'number' ? inexactNumber(source ?? '', value) : undefined;
      if (problem !== undefined) found.push({ line: lineCounter.linePos(range?.[0] ?? 0).line, ...problem });
    },
  });
  return found;
}

/** Keeps the first few different errors: later ones are mostly their consequences. */
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
    ? 'the file contains more than one YAML document'
    : message;
}

const oneLine = (message: string): string => message.replace(/\s+/g, ' ').replace(/\.$/, '').trim();

function lineOfPath(contents: unknown, path: readonly PropertyKey[], lineCounter: LineCounter): number {
  let node = contents;
  let offset = startOf(node) ?? 0;
  for (const key of path) {
    const step = childNode(node, key);
    offset = step.offset ?? offset;
    node = step.node;
  }
  return lineCounter.linePos(offset).line;
}

function isFloatNode(node: unknown): boolean {
  return (
    isScalar(node) &&
    typeof node.value === 'number' &&
    (node.tag === 'tag:yaml.org,2002:float' || !Number.isInteger(node.value) || /^[^x]*[.e]/i.test(node.source ?? ''))
  );
}
