import { posix } from 'node:path';

import { paramsFile, paramsType, parseSweep, sweepName } from '@nx-tune/sweep';
import type { Tree } from '@nx/devkit';
import { parseSync } from 'oxc-parser';

import { wantsParamsFile } from '../../inference/read/wantsParamsFile.js';
import { workspaceBases } from '../../study/workspaceBases.js';
import type { ProjectSweepFile } from './projectSweepFiles.js';

/** Writes the types of params that objectives in TypeScript import. A file with the same meaning is kept, however it is formatted. */
export const writeParamsTypes = (tree: Tree, sweeps: readonly ProjectSweepFile[]): string[] =>
  sweeps.flatMap((sweep) => writeParamsType(tree, sweep) ?? []);

function writeParamsType(tree: Tree, { root, file }: ProjectSweepFile): string | undefined {
  const read = (path: string): string | undefined => tree.read(posix.join(root, path), 'utf8') ?? undefined;
  const name = sweepName(file);
  const bases = workspaceBases(tree.root, (path) => tree.read(path, 'utf8') ?? undefined);
  const parsed = parseSweep(name ?? file, posix.join(root, file), read(file) ?? '', {}, bases);
  if (name === undefined || !parsed.ok || !wantsParamsFile(file, parsed.value, read)) return undefined;
  const text = paramsType(file, parsed.value.space, parsed.value.baselineParams);
  if (meaning(read(paramsFile(name)) ?? '') === meaning(text)) return undefined;
  const path = posix.join(root, paramsFile(name));
  tree.write(path, text);
  return `${path}: the type of the params in ${file}`;
}

const formatting = new Set(['start', 'end', 'raw']);

/** Returns the syntax tree without the fields that formatters change. */
function meaning(text: string): string {
  const { program } = parseSync('params.d.ts', text, { preserveParens: false });
  return JSON.stringify(program, (key, value: unknown) => (formatting.has(key) ? undefined : value));
}
