import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';

import { readSchemas } from '../docs/reference/readSchemas.mjs';
import { renderReference } from '../docs/reference/renderReference.mjs';

/**
 * Writes the JSON schemas of sweep files and of the plugin's options, from the zod schema, to where the package ships them, and
 * the reference. Unit tests compare.
 */
const require = createRequire(import.meta.url);
const { sweepDefaultsJsonSchema, sweepJsonSchema } = require('../../packages/sweep/dist/index.js');
const { commands } = require('../../plugins/nx-tune/dist/cli/program.js').createProgram('');
const sweep = sweepJsonSchema();
for (const [name, schema] of Object.entries({ sweep, options: sweepDefaultsJsonSchema() }))
  writeFileSync(`plugins/nx-tune/schemas/${name}.json`, `${JSON.stringify(schema, null, 2)}\n`);
writeFileSync('docs/reference.md', renderReference({ sweep, commands, ...readSchemas('.') }));
