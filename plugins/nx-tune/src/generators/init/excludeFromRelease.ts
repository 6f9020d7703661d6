import { readNxJson, type Tree, updateNxJson } from '@nx/devkit';

import { releasesTrials, withoutTrials } from './releaseWithoutTrials.js';

/** Keeps trials, which are projects to Nx, out of releases that name projects by patterns. */
export function excludeFromRelease(tree: Tree): string | undefined {
  const nxJson = readNxJson(tree);
  if (nxJson?.release === undefined) return undefined;
  if (!releasesTrials(nxJson.release)) return undefined;
  updateNxJson(tree, { ...nxJson, release: withoutTrials(nxJson.release) });
  return 'nx.json: trials are no part of a release.';
}
