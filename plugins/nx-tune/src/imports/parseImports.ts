import { type ParseResult, parseSync, Visitor } from 'oxc-parser';

/** What a module asks for by a literal name, and where it asks for something that only a run can tell. */
export interface ModuleImports {
  readonly specifiers: readonly string[];
  /** Names that may or may not be modules: the arguments of `x.resolve('...')`. */
  readonly guesses: readonly string[];
  /** Lines (from 1) of `import(x)` and `require(x)` with a computed x. */
  readonly computedLines: readonly number[];
}

/** Every import of a JavaScript or TypeScript text, static, dynamic and CommonJS; type imports count too. */
export function parseImports(fileName: string, text: string): ModuleImports {
  const { program, module } = parseSync(fileName, text);
  const calls = callsIn(program, text);
  const statics = module.staticImports.map(({ moduleRequest }) => moduleRequest.value);
  const exported = module.staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []));
  return { ...calls, specifiers: [...new Set([...statics, ...exported, ...calls.specifiers])] };
}

function callsIn(program: ParseResult['program'], text: string): ModuleImports {
  const specifiers: string[] = [];
  const guesses: string[] = [];
  const computed: number[] = [];
  new Visitor({
    ImportExpression: ({ source, start }) => void (literal(source) === undefined ? computed.push(start) : specifiers.push(literal(source) ?? '')),
    CallExpression: ({ callee, arguments: [argument], start }) => {
      const name = literal(argument);
      if (callee.type === 'Identifier' && callee.name === 'require') {
        if (name !== undefined) specifiers.push(name);
        else computed.push(start);
      } else if (name !== undefined && isResolve(callee)) guesses.push(name);
    },
  }).visit(program);
  return { specifiers, guesses, computedLines: computed.map((offset) => text.slice(0, offset).split('\n').length) };
}

interface AnyNode {
  readonly type: string;
  readonly value?: unknown;
  readonly property?: unknown;
  readonly name?: unknown;
  readonly quasis?: readonly { readonly value: { readonly cooked: string | null } }[];
}

function literal(node: AnyNode | undefined): string | undefined {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  return node?.type === 'TemplateLiteral' && node.quasis?.length === 1 ? (node.quasis[0]?.value.cooked ?? undefined) : undefined;
}

const isResolve = (callee: AnyNode): boolean => callee.type === 'MemberExpression' && (callee.property as AnyNode | undefined)?.name === 'resolve';
