import { readFileSync, writeFileSync } from 'node:fs';

import { addPlatforms } from './lockPlatforms.mjs';

/**
 * npm leaves a platform's binary out of the lock if the registry it asked does not have it (a mirror fetches what its
 * own machines need), and `npm ci` then refuses the lock, here and on that platform. `npm run lock` names them again.
 */
const file = 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));
const { packages, added } = addPlatforms(lock.packages);
if (added.length > 0) writeFileSync(file, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
console.log(`${added.length} packages of other platforms added to ${file}`);
