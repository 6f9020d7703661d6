import { readNxJson, type Tree, updateNxJson } from '@nx/devkit';

const plugin = 'nx-tune';

/** Names the plugin in `nx.json`, unless it stands there as a text or with options. */
export function registerPlugin(tree: Tree): string | undefined {
  const nxJson = readNxJson(tree) ?? {};
  const { plugins = [] } = nxJson;
  if (plugins.some((entry) => (typeof entry === 'string' ? entry : entry.plugin) === plugin)) return undefined;
  updateNxJson(tree, { ...nxJson, plugins: [...plugins, plugin] });
  return 'nx.json: the plugin nx-tune is registered.';
}
