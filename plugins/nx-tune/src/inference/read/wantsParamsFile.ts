import { isTypescript, paramsFile, type Sweep } from '@nx-tune/sweep';

/**
 * Says whether the type of a sweep's params is written beside its file: if the objective imports it, or if it was written
 * before. A sweep file in TypeScript provides the type itself. `read` takes paths relative to the project.
 */
export function wantsParamsFile(
  file: string,
  { name, objective }: Pick<Sweep, 'name' | 'objective'>,
  read: (path: string) => string | undefined,
): boolean {
  if (isTypescript(file) || objective.kind !== 'module' || !/\.[cm]?tsx?$/.test(objective.path)) return false;
  const specifier = `/${paramsFile(name).replace(/\.d\.ts$/, '')}`;
  const isImported = (read(objective.path) ?? '').split(/['"]/).some((text) => isModule(text, specifier));
  return isImported || read(paramsFile(name)) !== undefined;
}

const isModule = (text: string, specifier: string): boolean =>
  ['', '.js', '.ts', '.d.ts'].some((extension) => text.startsWith('.') && text.endsWith(specifier + extension));
