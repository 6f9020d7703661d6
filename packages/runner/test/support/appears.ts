import { existsSync, watch } from 'node:fs';
import { dirname } from 'node:path';

/** Resolves when the file is there. Its folder must exist. */
export function appears(file: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(dirname(file), () => check());
    const check = (): void => {
      if (!existsSync(file)) return;
      watcher.close();
      resolve();
    };
    check();
  });
}
