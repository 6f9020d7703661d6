import { linkSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { listFiles } from '../../src/study/listFiles.js';
import { replaceFiles } from '../../src/study/replaceFiles.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

test('a folder holds the given files and no others; a reader of an old one continues to read it', () => {
  const root = temporaryWorkspace({ 'one/a.json': 'old', 'one/gone.json': 'gone', 'one/odd/deep.json': 'odd' });
  const folder = join(root, 'one');
  linkSync(join(folder, 'a.json'), join(folder, '../reader'));
  replaceFiles(
    folder,
    new Map([
      ['a.json', 'new'],
      ['b.json', 'more'],
    ]),
  );
  expect(listFiles(folder).map(({ path }) => path)).toEqual(['a.json', 'b.json']);
  expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('new');
  expect(readFileSync(join(folder, '../reader'), 'utf8')).toBe('old');
});
