import { posix } from 'node:path';

import { offsetFromRoot, type Tree } from '@nx/devkit';

import type { ProjectSweepFile } from './projectSweepFiles.js';

const schema = 'node_modules/nx-tune/schemas/sweep.json';

/**
 * Corrects references to our JSON schema that lead nowhere, as after a move: the comment for YAML editors and the key
 * `$schema`. Nothing else in a file changes; references to other schemas are kept, and none is added.
 */
export function correctSchemas(tree: Tree, sweeps: readonly ProjectSweepFile[]): string[] {
  return tree.exists(schema) ? sweeps.flatMap((sweep) => correctSchema(tree, sweep) ?? []) : [];
}

function correctSchema(tree: Tree, { root, file }: ProjectSweepFile): string | undefined {
  const path = posix.join(root, file);
  const text = tree.read(path, 'utf8');
  const reference = text === null ? null : referenceIn(file, text);
  if (text === null || reference === null) return undefined;
  const [start, target] = reference;
  if (!isOurs(target) || leads(tree, root, target)) return undefined;
  const right = `${offsetFromRoot(root)}${schema}`;
  tree.write(path, `${text.slice(0, start)}${right}${text.slice(start + target.length)}`);
  return `${path}: the JSON schema for editors is at ${right}, not at ${target}`;
}

/** Finds the reference and its offset. Comments count only where editors look for them: above the first key. */
function referenceIn(file: string, text: string): readonly [number, string] | null {
  const found = file.endsWith('.json')
    ? /("\$schema"\s*:\s*")([^"\\]+)"/.exec(text)
    : /^((?:\uFEFF?(?:#.*|---)?\r?\n)*\uFEFF?#\s*yaml-language-server:\s*\$schema=)(\S+)/.exec(text);
  return found === null ? null : [found.index + (found[1] ?? '').length, found[2] ?? ''];
}

const isOurs = (target: string): boolean =>
  /(^|[\\/])nx-tune[\\/]schemas[\\/]sweep\.json$/.test(target) && !/^\w+:\/\//.test(target);

/** An absolute path is valid on one machine only. */
const leads = (tree: Tree, root: string, target: string): boolean => {
  const path = posix.join(root, target);
  return !posix.isAbsolute(target) && !path.startsWith('../') && tree.exists(path);
};
