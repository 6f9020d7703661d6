import { readNxJson, type Tree, updateNxJson } from '@nx/devkit';

const plugin = '@nx/js';

/**
 * Makes Nx find imports in source files, so that `nx affected` and other tasks see them as trials do; nx-tune finds the
 * imports of objectives in any case. It respects a workspace's own setting, and skips TypeScript 7, which crashes Nx 24.
 */
export function analyzeImports(tree: Tree): string | undefined {
  const nxJson = readNxJson(tree) ?? {};
  const config = nxJson.pluginsConfig?.[plugin] as { readonly analyzeSourceFiles?: boolean } | undefined;
  if (config?.analyzeSourceFiles === true) return undefined;
  if (config?.analyzeSourceFiles === false)
    return `nx.json: analyzeSourceFiles of ${plugin} is false and is not changed. nx-tune finds the imports of objectives itself.`;
  const major = typescriptMajor(tree);
  if (major !== undefined && major >= 7)
    return `nx.json: import analysis stays off, because Nx 24 does not work with TypeScript ${major}. nx-tune finds the imports of objectives itself.`;
  const pluginsConfig = { ...nxJson.pluginsConfig, [plugin]: { ...config, analyzeSourceFiles: true } };
  updateNxJson(tree, { ...nxJson, pluginsConfig });
  return 'nx.json: Nx now analyses the imports in source files.';
}

function typescriptMajor(tree: Tree): number | undefined {
  const text = tree.read('node_modules/typescript/package.json', 'utf8');
  if (text === null) return undefined;
  const major = Number(/"version"\s*:\s*"(\d+)\./.exec(text)?.[1]);
  return Number.isNaN(major) ? undefined : major;
}
