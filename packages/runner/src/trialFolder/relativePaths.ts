import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A location in a stack: an absolute path or a file URL, followed by line and column. */
const location = /(?<=\(|\bat )(file:\/\/)?((?:[A-Za-z]:)?[\\/][^()\n]*?)(?=:\d+:\d+\)?$)/gm;

/** Makes paths relative to the project, so that an error reads the same in every checkout. */
export function relativePaths(text: string, projectDir: string): string {
  const inStack = text.replace(location, (_, url: string | undefined, path: string) =>
    relative(projectDir, url === undefined ? path : fileURLToPath(`${url}${path}`)),
  );
  return inStack.replaceAll(`${projectDir}${sep}`, '').replaceAll(projectDir, '.');
}
