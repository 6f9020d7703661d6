import { join } from 'node:path';

import { createBase } from './base';
import { compileServer } from './warm/compileServer';

export default async function globalSetup(): Promise<void> {
  const base = await createBase();
  compileServer(join(base, 'warm'));
  process.env['NX_TUNE_E2E_BASE'] = base;
}
