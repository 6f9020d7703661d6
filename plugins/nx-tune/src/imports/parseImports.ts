import { parseSync, Visitor } from 'oxc-parser';

/** What a module asks for by a literal name, and where it asks for something that only a run can tell. */
export interface ModuleImports {
  readonly specifiers: readonly string[];
  /** Names that may or may not be modules: the arguments of `x.resolve('...')`. */
  readonly guesses: readonly string[];
  /** Lines (from 1) of `import(x)` and `require(x)` with a computed x. */
  readonly computedLines: readonly number[];
  /** Lines at which a Python module looks at or changes where modules are found. */
  readonly pathLines?: readonly number[];
}

/**
 * Every import of a JavaScript or TypeScript text, static, dynamic and CommonJS. `import type` is erased before a
 * trial runs, so it counts for nothing.
 */
export function parseImports(fileName: string, text: string): ModuleImports {
  const specifiers = new Set<string>();
  const guesses = new Set<string>();
  const computed: number[] = [];
  const ask = (node: AnyNode | null | undefined, start: number): void => {
    const name = literal(node);
    if (name === undefined) computed.push(start);
    else specifiers.add(name);
  };
  new Visitor({
    ImportDeclaration: ({ source, importKind, start }) => void (importKind !== 'type' && ask(source, start)),
    ExportNamedDeclaration: ({ source, exportKind, start }) =>
      void (source !== null && exportKind !== 'type' && ask(source, start)),
    ExportAllDeclaration: ({ source, exportKind, start }) => void (exportKind !== 'type' && ask(source, start)),
    TSImportEqualsDeclaration: ({ moduleReference, importKind, start }) =>
      void (
        moduleReference.type === 'TSExternalModuleReference' &&
        importKind !== 'type' &&
        ask(moduleReference.expression, start)
      ),
    ImportExpression: ({ source, start }) => ask(source, start),
    CallExpression: ({ callee, arguments: [argument], start }) => {
      if (callee.type === 'Identifier' && callee.name === 'require') ask(argument, start);
      else if (isResolve(callee) && literal(argument) !== undefined) guesses.add(literal(argument) ?? '');
    },
  }).visit(parseSync(fileName, text).program);
  return {
    specifiers: [...specifiers],
    guesses: [...guesses],
    computedLines: computed.map((offset) => text.slice(0, offset).split('\n').length),
  };
}

interface AnyNode {
  readonly type: string;
  readonly value?: unknown;
  readonly property?: unknown;
  readonly name?: unknown;
  readonly quasis?: readonly { readonly value: { readonly cooked: string | null } }[];
}

function literal(node: AnyNode | null | undefined): string | undefined {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  return node?.type === 'TemplateLiteral' && node.quasis?.length === 1
    ? (node.quasis[0]?.value.cooked ?? undefined)
    : undefined;
}

const isResolve = (callee: AnyNode): boolean =>
  callee.type === 'MemberExpression' && (callee.property as AnyNode | undefined)?.name === 'resolve';
