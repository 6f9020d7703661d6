import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';

import { readSchemas } from '../docs/reference/readSchemas.mjs';
import { renderReference } from '../docs/reference/renderReference.mjs';

/** Writes the JSON schema of sweep files, from the zod schema, to where the package ships it, and the reference. Unit tests compare. */
const { sweepJsonSchema } = createRequire(import.meta.url)('../../packages/search/dist/index.js');
const sweep = sweepJsonSchema();
writeFileSync('plugins/nx-tune/schemas/sweep.json', `${JSON.stringify(sweep, null, 2)}\n`);
writeFileSync('docs/reference.md', renderReference({ sweep, ...readSchemas('.') }));
