import { readNxJson, type Tree, updateNxJson } from '@nx/devkit';

const plugin = 'nx-tune';

/** Says whether `nx.json` lists the plugin, by name or with options. */
export const isRegistered = (tree: Tree): boolean =>
  (readNxJson(tree)?.plugins ?? []).some((entry) => (typeof entry === 'string' ? entry : entry.plugin) === plugin);

/** Adds the plugin to `nx.json`, unless it is there already. */
export function registerPlugin(tree: Tree): string | undefined {
  if (isRegistered(tree)) return undefined;
  const nxJson = readNxJson(tree) ?? {};
  updateNxJson(tree, { ...nxJson, plugins: [...(nxJson.plugins ?? []), plugin] });
  return 'nx.json: registered the plugin nx-tune.';
}
