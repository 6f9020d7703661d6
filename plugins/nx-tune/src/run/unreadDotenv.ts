import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { dotenvTarget, otherDotenvFiles } from '../inference/targets/dotenvFiles.js';

/** Notices about `.env` files that Nx would load for the target of a sweep, but that its trials do not see, since other sweeps share them. */
export const unreadDotenv = (workspaceRoot: string, root: string, target: string, configuration?: string): string[] =>
  otherDotenvFiles(root, target, configuration)
    .filter((file) => existsSync(join(workspaceRoot, file)))
    .map(
      (file) =>
        `${file} is not read: sweeps of a project share trials, so all of them see .env.${dotenvTarget}. Move its variables there, or make them params.`,
    );
