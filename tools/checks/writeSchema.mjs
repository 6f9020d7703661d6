import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';

/** Writes the JSON schema of sweep files, from the zod schema, to where the package ships it. A unit test compares. */
const { sweepJsonSchema } = createRequire(import.meta.url)('../../packages/search/dist/index.js');
writeFileSync('plugins/nx-tune/schemas/sweep.json', `${JSON.stringify(sweepJsonSchema(), null, 2)}\n`);
