import { readBytes } from '../study/readBytes.js';
import { contentDigest } from './contentDigest.js';
import { fileOf } from './fileOf.js';
import { type InstalledPackage, withDependencies } from './installedPackages.js';
import { loadersOf } from './loadersOf.js';
import type { ImportKind, Loader } from './loader.js';
import { patchesOf } from './patches.js';
import { type ModuleImport, type ModuleImports, parseImports } from './parseImports.js';
import { parsePythonImports } from './parsePythonImports.js';
import { type ResolvedImport, resolveImport } from './resolveImport.js';
import { resolvePythonImport } from './resolvePythonImport.js';

/** An import that was followed. */
export interface ImportEdge {
  readonly from: string;
  readonly specifier: string;
  readonly to: Exclude<ResolvedImport, { kind: 'builtin' | 'unresolved' }>;
}

/** Everything that modules reach through imports: files of the workspace transitively, npm packages by their version. */
export interface ImportClosure {
  /** Digests of the files' contents, by absolute path. Patches of the packages are among them. */
  readonly files: ReadonlyMap<string, string>;
  /** `name@version` of each npm package that a file of the closure imports, and of all that those depend on. */
  readonly packages: ReadonlySet<string>;
  /** Imports that cannot be resolved: `specifier` in `file`. */
  readonly unresolved: readonly { readonly file: string; readonly specifier: string }[];
  /** Imports with a computed name, which is known only at run time. */
  readonly computed: readonly { readonly file: string; readonly line: number }[];
  /** Lines of Python that may change where modules are found: those that use `sys.path`. */
  readonly searchPaths: readonly { readonly file: string; readonly line: number }[];
  readonly edges: readonly ImportEdge[];
}

/**
 * Follows the imports of the entry files as `loader` does. A file that cannot be read is listed with an empty digest.
 *
 * @param entries absolute paths.
 */
export function importClosure(workspaceRoot: string, entries: readonly string[], loader: Loader): ImportClosure {
  const files = new Map<string, string>();
  const packages = new Map<string, InstalledPackage>();
  const unresolved = new Map<string, { file: string; specifier: string }>();
  const computed: { file: string; line: number }[] = [];
  const searchPaths: { file: string; line: number }[] = [];
  const edges = new Map<string, ImportEdge>();
  const seen = new Set<string>();
  const queue: LoadedFile[] = entries.map((path) => ({ path, loader, kind: 'import' }));
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    const key = JSON.stringify(file);
    if (seen.has(key)) continue;
    seen.add(key);
    const { path } = file;
    const { content, imports } = readModule(path);
    if (!files.has(path)) {
      files.set(path, content);
      computed.push(...imports.computedLines.map((line) => ({ file: path, line })));
      searchPaths.push(...(imports.pathLines ?? []).map((line) => ({ file: path, line })));
    }
    for (const { specifier, isGuess, to, next } of importsOf(file, imports)) {
      if (to.kind === 'unresolved' && isGuess !== true)
        unresolved.set(`${path}\n${specifier}`, { file: path, specifier });
      if (to.kind === 'builtin' || to.kind === 'unresolved') continue;
      edges.set(JSON.stringify([path, specifier, to]), { from: path, specifier, to });
      if (to.kind === 'package') packages.set(to.folder, to);
      else queue.push({ path: to.path, ...next });
    }
  }
  const all = withDependencies(packages.values());
  for (const patch of patchesOf(workspaceRoot, all)) files.set(patch, readModule(patch).content);
  return {
    files,
    packages: all,
    unresolved: [...unresolved.values()],
    computed,
    searchPaths,
    edges: [...edges.values()],
  };
}

/** A file, and who loads it by which kind of import. */
interface LoadedFile extends HowLoaded {
  readonly path: string;
}

interface HowLoaded {
  readonly loader: Loader;
  readonly kind: ImportKind;
}

interface FollowedImport {
  readonly specifier: string;
  readonly isGuess?: true | undefined;
  readonly to: ResolvedImport;
  /** The way in which the target is loaded. */
  readonly next: HowLoaded;
}

function importsOf({ path, loader, kind }: LoadedFile, { imports }: ModuleImports): FollowedImport[] {
  if (isPython(path))
    return imports.map(({ specifier, isGuess }) => {
      return { specifier, isGuess, to: resolvePythonImport(path, specifier), next: { loader, kind: 'import' } };
    });
  if (imports.length === 0) return [];
  const loaders = loadersOf(path, loader, kind);
  return imports.flatMap((one) => {
    const own = one.isTypes === true ? loaders.filter((name) => name !== 'jiti') : loaders;
    const found = own.flatMap((name) => follow({ path, loader: name, kind }, one));
    const resolved = found.filter(({ to }) => to.kind !== 'unresolved');
    return resolved.length > 0 ? resolved : found.slice(0, 1);
  });
}

function follow({ path, loader, kind }: LoadedFile, { specifier, isGuess, ...one }: ModuleImport): FollowedImport[] {
  const next: HowLoaded = {
    loader: loader === 'jiti' && (one.kind === 'nodeRequire' || one.kind === 'url') ? 'node' : loader,
    kind: kindOf(one, kind, loader),
  };
  if (one.kind === 'url') {
    const found = fileOf(path, specifier);
    return [{ specifier, isGuess, to: found === undefined ? { kind: 'unresolved' } : fileTarget(found), next }];
  }
  const targets = resolveImport({ file: path, specifier, kind: next.kind }, next.loader);
  return targets.map((to) => ({ specifier, isGuess, to, next }));
}

const fileTarget = (path: string): ResolvedImport => ({ kind: 'file', path });

/** A module that jiti loads for `require` has its static imports turned into `require`, too. */
function kindOf({ kind }: Pick<ModuleImport, 'kind'>, ofModule: ImportKind, loader: Loader): ImportKind {
  if (kind === 'require' || kind === 'nodeRequire') return 'require';
  return kind === 'static' && loader === 'jiti' ? ofModule : 'import';
}

interface ParsedModule {
  readonly content: string;
  readonly imports: ModuleImports;
}

const noImports: ModuleImports = { imports: [], computedLines: [] };
const isCode = /\.([cm]?[jt]sx?|py)$/;
const isPython = (file: string): boolean => file.endsWith('.py');
/** Parsing is the expensive part, and the same content has the same imports. */
const parsedImports = new Map<string, ModuleImports>();

function readModule(file: string): ParsedModule {
  const bytes = readBytes(file);
  if (bytes === undefined) return { content: '', imports: noImports };
  const content = contentDigest(bytes);
  if (!isCode.test(file)) return { content, imports: noImports };
  const key = `${file}\n${content}`;
  const text = bytes.toString('utf8');
  const imports = parsedImports.get(key) ?? (isPython(file) ? parsePythonImports(text) : parseImports(file, text));
  parsedImports.set(key, imports);
  return { content, imports };
}
