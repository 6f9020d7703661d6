import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { sweepDefaultsJsonSchema, sweepJsonSchema } from '@nx-tune/sweep';

test.each([
  ['sweep', sweepJsonSchema()],
  ['options', sweepDefaultsJsonSchema()],
])('the JSON schema %s that is shipped is the one of the code; or else: npm run schema', (name, schema) => {
  const shipped = JSON.parse(readFileSync(join(__dirname, `../schemas/${name}.json`), 'utf8')) as unknown;
  expect(shipped).toEqual(JSON.parse(JSON.stringify(schema)));
});
