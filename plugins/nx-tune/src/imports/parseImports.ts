import { type CallExpression, type NewExpression, parseSync, Visitor } from 'oxc-parser';

import { RequireNames } from './requireNames.js';
import { type AnyNode, isMeta, isNamed, literal, nameOf } from './syntax.js';

/** A module or file that a module names by a literal. */
export interface ModuleImport {
  readonly specifier: string;
  /**
   * `static` and `dynamic` are `import`; `require` is that of the module, which its loader provides; `nodeRequire` comes from
   * `createRequire`; `url` names a file relative to the module, as `new URL('./worker.js', import.meta.url)` does.
   */
  readonly kind: 'static' | 'dynamic' | 'require' | 'nodeRequire' | 'url';
  /** It may or may not be a module, as the argument of `x.resolve('...')`. */
  readonly isGuess?: true;
  /** Nothing but types is imported, each marked as one: some loaders load the module all the same, jiti does not. */
  readonly isTypes?: true;
}

/** The modules that a module imports by literal names, and the lines on which a name is known only at run time. */
export interface ModuleImports {
  readonly imports: readonly ModuleImport[];
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
  const imports = new Map<string, ModuleImport>();
  const computed: number[] = [];
  const add = (found: ModuleImport): unknown => imports.set(JSON.stringify(found), found);
  const addName = (node: AnyNode | null | undefined, start: number, rest: Omit<ModuleImport, 'specifier'>): void => {
    const specifier = literal(node);
    if (specifier === undefined) computed.push(start);
    else add({ specifier, ...rest });
  };
  const requires = new RequireNames();
  const calls: CallExpression[] = [];
  new Visitor({
    ImportDeclaration: ({ source, importKind, specifiers, start }) => {
      requires.addImport(source.value, specifiers);
      const isTypes = specifiers.length > 0 && specifiers.every((one) => isType(one as KindOfSpecifier));
      if (importKind !== 'type') addName(source, start, { kind: 'static', ...(isTypes ? { isTypes } : {}) });
    },
    ExportNamedDeclaration: ({ source, exportKind, specifiers, start }) => {
      const isTypes = specifiers.length > 0 && specifiers.every((one) => isType(one as KindOfSpecifier));
      if (source !== null && exportKind !== 'type')
        addName(source, start, { kind: 'static', ...(isTypes ? { isTypes } : {}) });
    },
    ExportAllDeclaration: ({ source, exportKind, start }) =>
      void (exportKind !== 'type' && addName(source, start, { kind: 'static' })),
    TSImportEqualsDeclaration: ({ moduleReference, importKind, start }) =>
      void (
        moduleReference.type === 'TSExternalModuleReference' &&
        importKind !== 'type' &&
        addName(moduleReference.expression, start, { kind: 'require' })
      ),
    ImportExpression: ({ source, start }) => addName(source, start, { kind: 'dynamic' }),
    VariableDeclarator: ({ id, init }) => requires.addVariable(id, init),
    NewExpression: (node) => urlsOf(node).forEach((specifier) => add({ specifier, kind: 'url', isGuess: true })),
    CallExpression: (node) => void calls.push(node),
  }).visit(parseSync(fileName, text).program);
  for (const { callee, arguments: values, start } of calls) {
    const [argument] = values;
    if (isNamed(callee, 'require')) addName(argument, start, { kind: 'require' });
    else if (literal(argument) !== undefined)
      for (const kind of guessedKinds(callee, requires))
        add({ specifier: literal(argument) ?? '', kind, isGuess: true });
    const path = joinedPath(callee, values);
    if (path !== undefined) add({ specifier: path, kind: 'url', isGuess: true });
  }
  return {
    imports: [...imports.values()],
    computedLines: computed.map((offset) => text.slice(0, offset).split('\n').length),
  };
}

/** The kinds of import that a call with a literal argument may be, if its callee looks like one. */
function guessedKinds(callee: AnyNode, requires: RequireNames): ModuleImport['kind'][] {
  if (requires.isNodeRequire(callee)) return ['nodeRequire'];
  if (requires.isOwnRequire(callee)) return ['require'];
  if (callee.type !== 'MemberExpression') return [];
  const object = callee.object as AnyNode;
  const property = nameOf(callee.property);
  if (property === 'require') return ['require'];
  if (property !== 'resolve') return [];
  if (object.type === 'MetaProperty') return ['dynamic'];
  return requires.isNodeRequire(object) ? ['nodeRequire'] : ['require'];
}

/** `./worker.js` of `new URL('./worker.js', import.meta.url)`. */
function urlsOf({ callee, arguments: [path, base] }: NewExpression): string[] {
  const specifier = literal(path);
  const isRelative = isNamed(callee, 'URL') && isMeta(base, 'url') && specifier !== undefined && specifier !== '';
  return isRelative ? [specifier] : [];
}

/** `./a/worker.js` of `join(__dirname, 'a', 'worker.js')`. */
function joinedPath(callee: AnyNode, [base, ...parts]: readonly AnyNode[]): string | undefined {
  const name = nameOf(callee.type === 'MemberExpression' ? callee.property : callee);
  const isHere = isNamed(base, '__dirname') || isMeta(base, 'dirname');
  const names = parts.map(literal);
  if ((name !== 'join' && name !== 'resolve') || !isHere || names.length === 0 || names.includes(undefined))
    return undefined;
  return ['.', ...names].map((part = '') => encodeURI(part).replace(/[?#]/g, encodeURIComponent)).join('/');
}

interface KindOfSpecifier {
  readonly importKind?: string;
  readonly exportKind?: string;
}

const isType = ({ importKind, exportKind }: KindOfSpecifier): boolean => importKind === 'type' || exportKind === 'type';
