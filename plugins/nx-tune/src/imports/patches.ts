import { join } from 'node:path';

import { listNames } from '../study/listFiles.js';

/** The folders of patches to installed packages: of patch-package, pnpm and Bun, and of Yarn. */
const folders = ['patches', '.yarn/patches'];

/** Finds the patches of packages, given as `name@version`. They change what is installed, but not its version. */
export function patchesOf(workspaceRoot: string, packages: ReadonlySet<string>): string[] {
  const names = new Set([...packages].map((text) => text.slice(0, text.lastIndexOf('@'))));
  return folders.flatMap((folder) =>
    listNames(join(workspaceRoot, folder))
      .filter((file) => patchedNames(file).some((name) => names.has(name)))
      .map((file) => join(workspaceRoot, folder, file)),
  );
}

/**
 * The names that a patch may be for. patch-package writes `@scope+name+1.0.0.patch`, and `outer++inner+1.0.0.patch` for a
 * package inside another; pnpm `@scope__name@1.0.0.patch`, Bun `@scope%2Fname@1.0.0.patch`, Yarn `@scope-name-npm-1.0.0-1f2e3d.patch`.
 */
function patchedNames(file: string): string[] {
  if (!file.endsWith('.patch')) return [];
  const inner = file.split('++').at(-1) ?? '';
  const [, byPlus] = /^((?:@[^+]+\+)?[^+]+)\+\d/.exec(inner) ?? [];
  const [, byAt] = /^(@?[^@]+)@\d/.exec(file) ?? /^(@?[^@]+)\.patch$/.exec(file) ?? [];
  const [, byNpm] = /^(.+)-npm-\d/.exec(file) ?? [];
  return [
    byPlus?.replace('+', '/'),
    byAt?.replace(/__|%2[Ff]/, '/'),
    byNpm?.startsWith('@') === true ? byNpm.replace('-', '/') : byNpm,
  ].flatMap((name) => name ?? []);
}
