import type { TaskGraph } from '@nx/devkit';
import { getFilesForOutputsBatch } from 'nx/src/native/index.js';

/** Lists the files that the tasks before a task made, relative to the workspace: Nx hashes them into that task. */
export function madeFiles({ tasks, dependencies }: TaskGraph, task: string, workspaceRoot: string): string[] {
  const before = new Set<string>();
  const queue = [task];
  for (let next = queue.pop(); next !== undefined; next = queue.pop())
    for (const { id } of dependencies[next] ?? []) {
      if (before.has(id)) continue;
      before.add(id);
      queue.push(id);
    }
  const outputs = [...before].flatMap((id) => tasks[id]?.outputs ?? []);
  return outputs.length === 0 ? [] : (getFilesForOutputsBatch(workspaceRoot, [outputs])[0] ?? []);
}
