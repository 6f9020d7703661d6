import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { seenArtifacts } from '../../src/study/seenArtifacts.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const one = { digest: 'd1', stamp: 's1' };

test('a check is known to the next run of the same sweep, until a run does not ask for it any more', () => {
  const root = temporaryWorkspace({});
  const project = join(root, 'apps/a');
  const [first, second] = [join(project, '.tune/trials/one'), join(project, '.tune/trials/two')];
  const open = (sweep = 'tune') => seenArtifacts(root, project, sweep);
  const run = open();
  expect(run.has(first, one)).toBe(false);
  run.note(first, one);
  expect(run.has(first, one)).toBe(true);
  run.save();
  expect(open('wide').has(first, one)).toBe(false);
  const next = open();
  expect(next.has(first, { ...one, stamp: 's2' })).toBe(false);
  expect(next.has(first, { ...one, digest: 'd2' })).toBe(false);
  expect(next.has(first, one)).toBe(true);
  const other = open();
  other.note(second, one);
  other.save();
  expect(open().has(first, one)).toBe(false);
  expect(open().has(second, one)).toBe(true);
});

test('a file that cannot be read is ignored', () => {
  const root = temporaryWorkspace({});
  const trial = join(root, '.tune/trials/one');
  const run = seenArtifacts(root, root, 'tune');
  run.note(trial, one);
  run.save();
  const folder = join(root, '.nx/workspace-data/nx-tune/artifacts');
  writeFileSync(join(folder, readdirSync(folder)[0] ?? ''), '{"trials');
  expect(seenArtifacts(root, root, 'tune').has(trial, one)).toBe(false);
});
