import { importClosure, type ImportClosure } from './importClosure.js';
import type { Loader } from './loader.js';
import { forgetResolutions } from './resolveImport.js';
import { forgetPythonImports } from './resolvePythonImport.js';

/** The sweeps of a project often share an objective, and Nx asks for dependencies right after it has asked for projects. */
const closures = new Map<string, ImportClosure>();

/** Follows imports once for all that Nx asks in one go. */
export function inferredClosure(
  ...[workspaceRoot, entries, loader]: [string, readonly string[], Loader]
): ImportClosure {
  const key = JSON.stringify([workspaceRoot, entries, loader]);
  const closure = closures.get(key) ?? importClosure(workspaceRoot, entries, loader);
  closures.set(key, closure);
  return closure;
}

/** Forgets everything about imports, since files may have changed. */
export function forgetImports(): void {
  closures.clear();
  forgetResolutions();
  forgetPythonImports();
}
