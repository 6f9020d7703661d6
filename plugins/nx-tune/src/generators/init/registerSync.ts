import { readNxJson, type Tree, updateNxJson } from '@nx/devkit';

import { syncGenerator } from '../../constants.js';

/**
 * Adds sweeps to `nx sync` and `nx sync:check`. A global generator does not run before tasks; targets with typed params
 * ask for it themselves.
 */
export function registerSync(tree: Tree): string | undefined {
  const nxJson = readNxJson(tree) ?? {};
  const { globalGenerators = [], disabledTaskSyncGenerators = [] } = nxJson.sync ?? {};
  if ([...globalGenerators, ...disabledTaskSyncGenerators].includes(syncGenerator)) return undefined;
  updateNxJson(tree, { ...nxJson, sync: { ...nxJson.sync, globalGenerators: [...globalGenerators, syncGenerator] } });
  return 'nx.json: nx sync keeps the types, schema references and .gitignore entries of sweeps up to date.';
}
