import { existsSync, mkdirSync, watch } from 'node:fs';
import { dirname } from 'node:path';

/** Resolves when the file is there. Its folder is made if need be. */
export function appears(file: string): Promise<void> {
  return new Promise((resolve) => {
    mkdirSync(dirname(file), { recursive: true });
    const watcher = watch(dirname(file), () => check());
    const check = (): void => {
      if (!existsSync(file)) return;
      watcher.close();
      resolve();
    };
    check();
  });
}
