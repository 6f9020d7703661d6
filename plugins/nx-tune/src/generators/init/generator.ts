import { formatFiles, logger, type Tree } from '@nx/devkit';

import { keepInside } from '../keepInside.js';
import { analyzeImports } from './analyzeImports.js';
import { answerAnalytics } from './answerAnalytics.js';
import { excludeFromRelease } from './excludeFromRelease.js';
import { ignoreOutputs } from './ignoreOutputs.js';
import { registerPlugin } from './registerPlugin.js';
import { registerSync } from './registerSync.js';

/** The options of the generator: see `schemas/init.json`. */
export interface InitOptions {
  readonly skipFormat?: boolean;
}

/** Each step sets up one thing if it is not set up yet, and says what it did, or what it left alone and why. */
const steps: readonly ((tree: Tree) => string | undefined)[] = [
  registerPlugin,
  ignoreOutputs,
  excludeFromRelease,
  registerSync,
  analyzeImports,
  answerAnalytics,
];

/** Sets up a workspace for sweeps. `nx add nx-tune` runs it; running it again changes nothing. */
export async function init(tree: Tree, { skipFormat = false }: InitOptions = {}): Promise<void> {
  // A folder in which `nx` was only installed has no nx.json, and Nx updates only an existing one.
  if (!tree.exists('nx.json')) tree.write('nx.json', '{}\n');
  const messages = steps.flatMap((step) => step(tree) ?? []);
  if (!skipFormat) await formatFiles(tree);
  keepInside(tree);
  logger.info(messages.length === 0 ? 'Nothing to change: the workspace is already set up.' : messages.join('\n'));
}
