import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { placeOfKey, type Sweep } from '@nx-tune/sweep';
import { expandFilesInput } from 'nx/src/native/index.js';

import { declaredFolders } from '../inference/targets/declaredFolders.js';
import { escapeGlob } from '../inference/targets/globs.js';
import { readText } from '../study/readText.js';
import { workspaceBases } from '../study/workspaceBases.js';

/** Notices about declared inputs that match no file: with a misspelt path, changes of the file that is meant would not run trials again. */
export function unmatchedInputs(
  workspaceRoot: string,
  root: string,
  sweepFile: string,
  { inputs }: Pick<Sweep, 'inputs'>,
): string[] {
  return inputs.flatMap((input, index) => {
    if (input.kind === 'env') return [];
    const glob = input.from === 'workspace' || root === '.' ? input.glob : `${escapeGlob(root)}/${input.glob}`;
    if (expandFilesInput(workspaceRoot, [glob]).length > 0) return [];
    // The names of the folders in a declared folder count.
    const [folder] = declaredFolders({ root }, [input]);
    if (folder !== undefined && existsSync(join(workspaceRoot, folder.path))) return [];
    const text = readText(join(workspaceRoot, sweepFile)) ?? '';
    const { file, line } = placeOfKey(sweepFile, text, `inputs.${index}`, workspaceBases(workspaceRoot));
    return [
      `${file}:${line} inputs[${index}]: "${input.glob}" matches no file, so what is meant does not run trials again`,
    ];
  });
}
