import { readNxJson, type Tree, updateNxJson } from '@nx/devkit';

import { syncGenerator } from '../../constants.js';

/**
 * Has `nx sync` and `nx sync:check` look at all sweeps. Where it stands, it runs before no task; the targets whose params are
 * typed ask for it by themselves.
 */
export function registerSync(tree: Tree): string | undefined {
  const nxJson = readNxJson(tree) ?? {};
  const { globalGenerators = [], disabledTaskSyncGenerators = [] } = nxJson.sync ?? {};
  if ([...globalGenerators, ...disabledTaskSyncGenerators].includes(syncGenerator)) return undefined;
  updateNxJson(tree, { ...nxJson, sync: { ...nxJson.sync, globalGenerators: [...globalGenerators, syncGenerator] } });
  return 'nx.json: nx sync keeps types, schema references and .gitignore of sweeps right.';
}
