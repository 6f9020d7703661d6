import { createBase } from './base';

export default async function globalSetup(): Promise<void> {
  process.env['NX_TUNE_E2E_BASE'] = await createBase();
}
