import { statSync } from 'node:fs';

import { hashFile } from 'nx/src/hasher/file-hasher.js';

/** Nx's digest of a file's content; `none` if there is no such file. */
export const fileDigest = (path: string): string =>
  statSync(path, { throwIfNoEntry: false })?.isFile() === true ? hashFile(path) : 'none';
