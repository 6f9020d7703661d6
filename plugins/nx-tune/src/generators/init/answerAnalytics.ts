import { readNxJson, type Tree, updateNxJson } from '@nx/devkit';

/**
 * Answers the question whether Nx may collect usage analytics, if nobody has. Nx asks in the first terminal and writes the answer
 * to nx.json, which is part of every task's hash: all trials would run again.
 */
export function answerAnalytics(tree: Tree): string | undefined {
  const nxJson = readNxJson(tree) ?? {};
  if (nxJson.analytics !== undefined) return undefined;
  updateNxJson(tree, { ...nxJson, analytics: false });
  return 'nx.json: "analytics" is false. Nx would ask later and write the answer here, and all trials would run again.';
}
