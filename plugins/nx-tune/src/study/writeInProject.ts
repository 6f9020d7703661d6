import { basename } from 'node:path';

import writeFileAtomic from 'write-file-atomic';

import { Mistake } from '../mistake.js';
import { linkOut } from './linkOut.js';

/**
 * Writes a file of a project, whole: a file that people commit, or that others read from `.tune`. Throws a `Mistake` if the file is
 * a link that leads out of the project, since nothing outside of it is nx-tune's to write.
 */
export function writeInProject(projectDir: string, file: string, text: string): void {
  const problem = linkOut(projectDir, file);
  if (problem !== undefined) throw new Mistake(`${basename(file)} is not written: ${problem}.`);
  writeFileAtomic.sync(file, text);
}
