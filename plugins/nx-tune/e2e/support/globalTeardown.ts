import { rmSync } from 'node:fs';

export default function globalTeardown(): void {
  rmSync(process.env['NX_TUNE_E2E_BASE'] ?? '', { recursive: true, force: true });
}
