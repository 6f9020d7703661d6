import { join } from 'node:path';

import { createBase } from './base';
import { compileServer } from './warm/compileServer';
import { writeNodeStub } from './warm/digests';

export default async function globalSetup(): Promise<void> {
  const base = await createBase();
  compileServer(join(base, 'warm'));
  process.env['NX_TUNE_E2E_BASE'] = base;
  if (process.env['NX_TUNE_E2E_REAL'] === 'true') return;
  // Node reads them whenever it starts, which takes as long as the rest of it; only downloads need them.
  if (process.env['DOCS_ALL'] !== 'true') delete process.env['NODE_EXTRA_CA_CERTS'];
  const programs = join(base, 'programs');
  // Nx asks for the version three times in each command.
  writeNodeStub(programs, process.execPath, [`if [ "$*" = -v ]; then echo ${process.version}; exit; fi`]);
  process.env['PATH'] = `${programs}:${process.env['PATH']}`;
}
