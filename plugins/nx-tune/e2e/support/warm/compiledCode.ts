import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import Module, { isBuiltin } from 'node:module';
import { dirname, sep } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { Script } from 'node:vm';

/** The functions of Node's loader of CommonJS that `@types/node` does not list. */
interface Loader {
  _resolveFilename(request: string, parent?: NodeJS.Module, isMain?: boolean, options?: object): string;
  _resolveLookupPaths(request: string, parent: NodeJS.Module): string[] | null;
  readonly _cache: NodeJS.Require['cache'];
  readonly _extensions: NodeJS.Require['extensions'];
  readonly prototype: { _compile(this: NodeJS.Module, content: string, filename: string, format?: string): unknown };
}

/** The knowledge of processes before this one: V8's code by file, and files by who requires them. */
interface Known {
  readonly code: Map<string, Buffer>;
  readonly resolved: Map<string, string>;
}

/**
 * Loads the modules of a folder with the code that V8 compiled for a process before, and finds them where that one found them: a
 * quarter of what it costs to load Nx and to run one command. The folder must not change while the file is in use. Returns what writes the file for
 * processes after this one.
 *
 * Node 22 does the first half itself (`module.enableCompileCache`). Threads do without, since what they read is watched.
 */
export function shareCompiledCode(file: string, folder: string): () => void {
  const known = readKnown(file);
  const before = known.code.size + known.resolved.size;
  const loader = Module as unknown as Loader;
  const isInside = (path: string | undefined): path is string => path?.startsWith(folder + sep) === true;
  const scripts = reuseCode(loader, known.code, isInside);
  reuseResolutions(loader, known.resolved, isInside);
  return () => {
    const fresh = [...scripts].filter(([path]) => !known.code.has(path));
    // To write a little more costs more than it saves.
    if (known.code.size + known.resolved.size + fresh.length < before * 1.05) return;
    for (const [path, script] of fresh) known.code.set(path, script.createCachedData());
    replaceFile(file, serialize(known));
  };
}

function readKnown(file: string): Known {
  try {
    return deserialize(readFileSync(file)) as Known;
  } catch {
    return { code: new Map(), resolved: new Map() };
  }
}

/** Processes that read it meanwhile have the one before. Where the test has removed the folder, nothing is left to be quick. */
function replaceFile(file: string, content: Buffer): void {
  try {
    writeFileSync(`${file}.${process.pid}`, content);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // The next process compiles for itself.
  }
}

type IsInside = (path: string | undefined) => path is string;

/** Returns the scripts of this process by file: one that is loaded again is not compiled again. */
function reuseCode(loader: Loader, code: Known['code'], isInside: IsInside): Map<string, Script> {
  const scripts = new Map<string, Script>();
  const { _compile: compile } = loader.prototype;
  loader.prototype._compile = function (content, filename, format) {
    const script = isInside(filename) && format !== 'module' ? scriptOf(content, filename) : undefined;
    if (script === undefined) return compile.call(this, content, filename, format);
    const run = script.runInThisContext() as (...args: readonly unknown[]) => unknown;
    return run.call(this.exports, this.exports, requireOf(this, loader), this, filename, dirname(filename));
  };
  const scriptOf = (content: string, filename: string): Script | undefined => {
    const script = scripts.get(filename) ?? compileScript(content, filename, code.get(filename));
    if (script !== undefined) scripts.set(filename, script);
    return script;
  };
  return scripts;
}

/** Undefined for what only Node's own loader can compile: ES modules, and modules that import some. */
function compileScript(content: string, filename: string, cachedData?: Buffer): Script | undefined {
  if (content.startsWith('#!') || /\bimport\s*\(/.test(content)) return undefined;
  try {
    return new Script(Module.wrap(content), { filename, ...(cachedData && { cachedData }) });
  } catch {
    return undefined;
  }
}

/** The `require` that Node gives to a module. */
function requireOf(module: NodeJS.Module, loader: Loader): NodeJS.Require {
  const resolve = (request: string, options?: object): string =>
    loader._resolveFilename(request, module, false, options);
  const paths = (request: string): string[] | null => loader._resolveLookupPaths(request, module);
  return Object.assign((id: string): unknown => module.require(id), {
    resolve: Object.assign(resolve, { paths }),
    main: require.main,
    cache: loader._cache,
    extensions: loader._extensions,
  });
}

function reuseResolutions(loader: Loader, resolved: Known['resolved'], isInside: IsInside): void {
  const { _resolveFilename: resolve } = loader;
  loader._resolveFilename = (request, parent, isMain, options) => {
    const find = (): string => resolve.call(loader, request, parent, isMain, options);
    if (options !== undefined || !isInside(parent?.filename) || isBuiltin(request)) return find();
    const key = `${dirname(parent.filename)}\0${request}`;
    const found = resolved.get(key) ?? find();
    if (isInside(found)) resolved.set(key, found);
    return found;
  };
}
