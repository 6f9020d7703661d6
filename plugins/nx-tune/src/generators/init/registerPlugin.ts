import { readNxJson, type Tree, updateNxJson } from '@nx/devkit';

const plugin = 'nx-tune';

/** Whether `nx.json` names the plugin, as a text or with options. */
export const isRegistered = (tree: Tree): boolean =>
  (readNxJson(tree)?.plugins ?? []).some((entry) => (typeof entry === 'string' ? entry : entry.plugin) === plugin);

/** Names the plugin in `nx.json`, unless it stands there. */
export function registerPlugin(tree: Tree): string | undefined {
  if (isRegistered(tree)) return undefined;
  const nxJson = readNxJson(tree) ?? {};
  updateNxJson(tree, { ...nxJson, plugins: [...(nxJson.plugins ?? []), plugin] });
  return 'nx.json: the plugin nx-tune is registered.';
}
