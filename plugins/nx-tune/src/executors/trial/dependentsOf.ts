import type { TaskGraph } from '@nx/devkit';

/** The tasks that depend on one of `first`, directly or by others. */
export function dependentsOf(
  first: readonly string[],
  { dependencies }: Pick<TaskGraph, 'dependencies'>,
): ReadonlySet<string> {
  const dependents = new Map<string, string[]>();
  for (const [id, needed] of Object.entries(dependencies))
    for (const one of needed) {
      const known = dependents.get(one.id);
      if (known === undefined) dependents.set(one.id, [id]);
      else known.push(id);
    }
  const found = new Set<string>();
  const queue = [...first];
  for (let id = queue.pop(); id !== undefined; id = queue.pop())
    for (const dependent of dependents.get(id) ?? [])
      if (!found.has(dependent)) {
        found.add(dependent);
        queue.push(dependent);
      }
  return found;
}
