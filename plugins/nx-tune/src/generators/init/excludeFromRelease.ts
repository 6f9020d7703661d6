import { readNxJson, type Tree, updateNxJson } from '@nx/devkit';

import { releasesTrials, withoutTrials } from './releaseWithoutTrials.js';

/** Excludes trials, which are projects to Nx, from releases that name projects by patterns. */
export function excludeFromRelease(tree: Tree): string | undefined {
  const nxJson = readNxJson(tree);
  if (nxJson?.release === undefined) return undefined;
  if (!releasesTrials(nxJson.release)) return undefined;
  updateNxJson(tree, { ...nxJson, release: withoutTrials(nxJson.release) });
  return 'nx.json: trials are excluded from releases.';
}
