import { copyFileSync, cpSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Packages of which a test installs another version, by writing over this one. */
export const tinyPackages: readonly string[] = ['tiny-sum', 'unrelated'];

/**
 * Fills a `node_modules` folder with links to the packages of another: a fraction of what six thousand hard links cost. npm
 * would replace the links, so they are not for a workspace in which it runs.
 */
export function linkModules(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (entry.isFile()) copyFileSync(source, target);
    else if (entry.name.startsWith('@')) linkModules(source, target);
    else if (entry.name === '.bin' || tinyPackages.includes(entry.name))
      cpSync(source, target, { recursive: true, verbatimSymlinks: true });
    else if (entry.name !== '.cache') symlinkSync(source, target);
  }
}
