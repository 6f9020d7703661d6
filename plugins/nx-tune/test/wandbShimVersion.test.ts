import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { digest } from '@nx-tune/search';

import { wandbShimVersion } from '../src/constants.js';

/** Whoever changes what a program gets from our `wandb` raises `wandbShimVersion`; a comment alone needs only the new digest here. */
test('no change of our wandb passes without a look at its version', () => {
  const folder = join(__dirname, '../../../packages/runner/python/wandb_shim');
  const files = (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => name.endsWith('.py'))
    .toSorted();
  const texts = files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
  expect([wandbShimVersion, digest(JSON.stringify(texts), 12)]).toEqual([1, '2vjtk761a0b1']);
});
