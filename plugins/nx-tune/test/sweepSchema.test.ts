import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { sweepJsonSchema } from '@nx-tune/search';

test('the JSON schema that is shipped is the one of the code; or else: npm run schema', () => {
  const shipped = JSON.parse(readFileSync(join(__dirname, '../schemas/sweep.json'), 'utf8')) as unknown;
  expect(shipped).toEqual(JSON.parse(JSON.stringify(sweepJsonSchema())));
});
