import { join } from 'node:path';

import { readText } from '../../study/readText.js';
import type { Facts } from './facts.js';

/** The lock file of a workspace's package manager, or undefined if there is none. */
export function readPackageLock(workspaceRoot: string): Facts['packageLock'] {
  for (const file of ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock']) {
    const text = readText(join(workspaceRoot, file));
    if (text !== undefined) return { file, has: (name) => knowsPackage(file, text, name) };
  }
  return undefined;
}

/** True if a lock file has a package. Each kind of lock file writes names in its own way. */
export function knowsPackage(file: string, text: string, name: string): boolean {
  if (file === 'package-lock.json') return text.includes(`node_modules/${name}":`);
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(^|[\\s"'/,])${escaped}(@|["']?:)`, 'm').test(text);
}
