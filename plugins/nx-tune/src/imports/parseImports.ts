import { parseSync, Visitor } from 'oxc-parser';

/** The modules that a module imports by literal names, and the lines on which a name is known only at run time. */
export interface ModuleImports {
  readonly specifiers: readonly string[];
  /** Names that may or may not be modules, such as the arguments of `x.resolve('...')`. */
  readonly guesses: readonly string[];
  /** Lines (from 1) of `import(x)` and `require(x)` with a computed x. */
  readonly computedLines: readonly number[];
  /** Lines on which a Python module reads or changes `sys.path`. */
  readonly pathLines?: readonly number[];
}

/**
 * Finds every import of a JavaScript or TypeScript source: static, dynamic and CommonJS. `import type` is erased before a
 * trial runs, so it does not count.
 */
export function parseImports(fileName: string, text: string): ModuleImports {
  const specifiers = new Set<string>();
  const guesses = new Set<string>();
  const computed: number[] = [];
  const add = (node: AnyNode | null | undefined, start: number): void => {
    const name = literal(node);
    if (name === undefined) computed.push(start);
    else specifiers.add(name);
  };
  new Visitor({
    ImportDeclaration: ({ source, importKind, start }) => void (importKind !== 'type' && add(source, start)),
    ExportNamedDeclaration: ({ source, exportKind, start }) =>
      void (source !== null && exportKind !== 'type' && add(source, start)),
    ExportAllDeclaration: ({ source, exportKind, start }) => void (exportKind !== 'type' && add(source, start)),
    TSImportEqualsDeclaration: ({ moduleReference, importKind, start }) =>
      void (
        moduleReference.type === 'TSExternalModuleReference' &&
        importKind !== 'type' &&
        add(moduleReference.expression, start)
      ),
    ImportExpression: ({ source, start }) => add(source, start),
    CallExpression: ({ callee, arguments: [argument], start }) => {
      if (callee.type === 'Identifier' && callee.name === 'require') add(argument, start);
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
