import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { digestPort, startDigests } from '../warm/digests.js';
import { runEdits } from './runEdits.js';

/** The process of the generated test: its arguments are the folder, the seed and the number of edits. Writes `report.json`. */
async function main([folder = '', seed = '', edits = '']: readonly string[]): Promise<void> {
  const require = createRequire(join(folder, 'acme/package.json'));
  const { createStream } = require('@nx-tune/search/core') as {
    createStream(seed: string, ...labels: readonly (string | number)[]): () => number;
  };
  process.env[digestPort] = await startDigests();
  const report = await runEdits({ folder, seed, edits: Number(edits), createStream });
  writeFileSync(join(folder, 'report.json'), JSON.stringify(report));
  // Nx keeps its database open.
  process.exit(0);
}

void main(process.argv.slice(2));
