import { execSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { outsideFiles, readsOutsideFiles } from '../../../src/inference/targets/outsideFiles.js';
import { temporaryWorkspace } from '../../support/temporaryWorkspace.js';

const runtimeOf = (files: readonly string[]): string => (outsideFiles(files)[0] as { runtime: string }).runtime;

test('it prints the digest of each file, whatever its name is', () => {
  const folder = temporaryWorkspace({});
  const names = ['plain.txt', `a "b" $HOME \`c\` 'd' \\ %e% é`];
  const files = names.map((name) => join(folder, name));
  for (const file of files) writeFileSync(file, `content of ${file}`);
  const digests = files.map((file) => createHash('sha256').update(`content of ${file}`).digest('hex'));
  const runtime = runtimeOf([...files, join(folder, 'absent')]);
  expect(execSync(runtime, { encoding: 'utf8' }).trim()).toBe([...digests, 'none'].join());
  expect(readsOutsideFiles(runtime)).toEqual([...files, join(folder, 'absent')]);
});

test('without files there is none, and another command is none', () => {
  expect(outsideFiles([])).toEqual([]);
  expect(readsOutsideFiles('node -v')).toBeUndefined();
});
