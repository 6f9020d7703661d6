import { realpathSync } from 'node:fs';
import { join } from 'node:path';

import { shareCompiledCode } from './compiledCode.js';

/** Loads the packages of the base, to which those of workspaces are links, with code that is compiled: see `shareCompiledCode`. */
export function shareBaseCode(): () => void {
  const base = realpathSync(join(__dirname, '..'));
  return shareCompiledCode(join(base, 'compiled-code'), join(base, 'workspace/node_modules'));
}
