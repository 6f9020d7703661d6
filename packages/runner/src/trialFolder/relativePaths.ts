import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A place in a stack: an absolute path or a file URL that ends in line and column. */
const place = /(?<=\(|\bat )(file:\/\/)?((?:[A-Za-z]:)?[\\/][^()\n]*?)(?=:\d+:\d+\)?$)/gm;

/** Names files relative to the project, so that an error reads the same in every checkout. */
export function relativePaths(text: string, projectDir: string): string {
  const inStack = text.replace(place, (_, url: string | undefined, path: string) =>
    relative(projectDir, url === undefined ? path : fileURLToPath(`${url}${path}`)),
  );
  return inStack.replaceAll(`${projectDir}${sep}`, '').replaceAll(projectDir, '.');
}
