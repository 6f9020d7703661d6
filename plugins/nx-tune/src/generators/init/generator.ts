import { formatFiles, logger, type Tree } from '@nx/devkit';

import { analyzeImports } from './analyzeImports.js';
import { excludeFromRelease } from './excludeFromRelease.js';
import { ignoreOutputs } from './ignoreOutputs.js';
import { registerPlugin } from './registerPlugin.js';
import { registerSync } from './registerSync.js';

/** The options of the generator: see `schemas/init.json`. */
export interface InitOptions {
  readonly skipFormat?: boolean;
}

/** Each sets up one thing, changes nothing that is as it should be, and says what it did, or what it left alone and why. */
const concerns: readonly ((tree: Tree) => string | undefined)[] = [
  registerPlugin,
  ignoreOutputs,
  excludeFromRelease,
  registerSync,
  analyzeImports,
];

/** Makes a workspace ready for sweeps. `nx add nx-tune` runs it; to run it again changes nothing. */
export async function init(tree: Tree, { skipFormat = false }: InitOptions = {}): Promise<void> {
  // A folder in which `nx` is only installed has none, and Nx updates only a file that is there.
  if (!tree.exists('nx.json')) tree.write('nx.json', '{}\n');
  const said = concerns.flatMap((concern) => concern(tree) ?? []);
  if (!skipFormat) await formatFiles(tree);
  logger.info(said.length === 0 ? 'All is as it should be.' : said.join('\n'));
}
