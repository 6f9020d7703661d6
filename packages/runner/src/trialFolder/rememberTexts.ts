import { join } from 'node:path';

import { readIfThere } from './readIfThere.js';
import { recordFiles, writeTexts } from './trialFolder.js';

/** Remembers what nx-tune wrote into the folders of trials. The function that it returns writes again what has changed since. */
export function rememberTexts(folders: readonly string[]): () => void {
  const remembered = folders.map((folder) => [folder, textsIn(folder)] as const);
  return () => {
    for (const [folder, texts] of remembered) {
      const changed = Object.entries(texts).filter(([name, text]) => readIfThere(join(folder, name)) !== text);
      if (changed.length > 0) writeTexts(folder, Object.fromEntries(changed));
    }
  };
}

/** The texts of the files that nx-tune itself wrote into the folder of a trial, in the order in which they are written. */
export const textsIn = (folder: string): { readonly [name: string]: string } =>
  Object.fromEntries(
    recordFiles.flatMap((name) => {
      const text = readIfThere(join(folder, name));
      return text === undefined ? [] : [[name, text] as const];
    }),
  );
