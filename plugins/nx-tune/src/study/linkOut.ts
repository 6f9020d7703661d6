import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve } from 'node:path';

/**
 * Says why a file must not be written or believed: it is a link that leads out of the folder to which it belongs. Undefined
 * for all other files. Only the file itself is looked at: somebody who links a whole folder elsewhere means it.
 */
export function linkOut(folder: string, file: string): string | undefined {
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return undefined;
  const target = targetOf(file);
  const path = relative(realpathSync(folder), target);
  return path.startsWith('..') || isAbsolute(path)
    ? `it is a link that leaves the project, to ${target}. Remove the link ${basename(file)}, and put a file there if you need what it holds`
    : undefined;
}

/** The file to which a link leads, whether or not there is one. */
function targetOf(link: string): string {
  try {
    return realpathSync(link);
  } catch {
    return resolve(realpathSync(dirname(link)), readlinkSync(link));
  }
}
