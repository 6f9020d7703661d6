import { utimesSync } from 'node:fs';
import { join } from 'node:path';

import { writtenInputs } from '../../src/run/writtenInputs.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const source = (...files: readonly string[]): Record<string, string> =>
  Object.fromEntries(files.map((file) => [file, '']));

const inputs = [
  '{workspaceRoot}/apps/a/**/*',
  '!{workspaceRoot}/apps/a/**/*.md',
  { fileset: '{workspaceRoot}/apps/a/data/*.csv', includeIgnored: true },
];

test('files that count and are new are named: not older ones, excluded ones, or ignored ones that are not declared', () => {
  const root = temporaryWorkspace({
    '.gitignore': '*.log\ndata\n',
    ...source('apps/a/old.txt', 'apps/a/new.txt', 'apps/a/new.md', 'apps/a/new.log', 'apps/a/data/new.csv'),
    ...source(
      'apps/a/.tune/trials/x/new.txt',
      'apps/a/tune.lock.json.39',
      'apps/a/node_modules/new.txt',
      'apps/b/new.txt',
    ),
  });
  const since = Date.now() - 60_000;
  utimesSync(join(root, 'apps/a/old.txt'), since / 1000 - 1, since / 1000 - 1);
  expect(writtenInputs(root, 'apps/a', inputs, since)).toEqual(['apps/a/data/new.csv', 'apps/a/new.txt']);
  expect(writtenInputs(root, 'apps/a', inputs, Date.now() + 60_000)).toEqual([]);
});
