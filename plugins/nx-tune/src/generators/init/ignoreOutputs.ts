import type { Tree } from '@nx/devkit';
import ignore from 'ignore';

import { outputFolder } from '../../constants.js';

const file = '.gitignore';

/** Makes git ignore the outputs of sweeps, unless a pattern does already. Locks are not ignored: they should be committed. */
export function ignoreOutputs(tree: Tree): string | undefined {
  const text = tree.read(file, 'utf8') ?? '';
  const patterns = ignore().add(text);
  if ([`${outputFolder}/tune/best.json`, `a/b/${outputFolder}/tune/best.json`].every((path) => patterns.ignores(path)))
    return undefined;
  tree.write(file, `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${outputFolder}/\n`);
  return `${file}: ${outputFolder}/ is now ignored. Commit sweep files and their locks.`;
}
