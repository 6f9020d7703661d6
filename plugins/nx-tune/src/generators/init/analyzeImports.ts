import { readNxJson, type Tree, updateNxJson } from '@nx/devkit';

const plugin = '@nx/js';

/**
 * Has Nx find imports in sources, so that `nx affected` and other tasks see them as trials do; nx-tune finds those of
 * objectives in any case. Not where a workspace has decided otherwise, nor with TypeScript 7, on which Nx 24 ends.
 */
export function analyzeImports(tree: Tree): string | undefined {
  const nxJson = readNxJson(tree) ?? {};
  const config = nxJson.pluginsConfig?.[plugin] as { readonly analyzeSourceFiles?: boolean } | undefined;
  if (config?.analyzeSourceFiles === true) return undefined;
  if (config?.analyzeSourceFiles === false)
    return `nx.json: analyzeSourceFiles of ${plugin} is false, and stays so. nx-tune finds the imports of objectives by itself.`;
  const major = typescriptMajor(tree);
  if (major !== undefined && major >= 7)
    return `nx.json: the analysis of imports stays off, since Nx 24 cannot use TypeScript ${major}. nx-tune finds the imports of objectives by itself.`;
  const pluginsConfig = { ...nxJson.pluginsConfig, [plugin]: { ...config, analyzeSourceFiles: true } };
  updateNxJson(tree, { ...nxJson, pluginsConfig });
  return 'nx.json: Nx analyses imports in sources.';
}

function typescriptMajor(tree: Tree): number | undefined {
  const text = tree.read('node_modules/typescript/package.json', 'utf8');
  if (text === null) return undefined;
  const major = Number(/"version"\s*:\s*"(\d+)\./.exec(text)?.[1]);
  return Number.isNaN(major) ? undefined : major;
}
