import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { type TrialToStore, unstoredTrials } from '../../src/run/unstoredTrials.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const folderOf = (id: string): string => `apps/a/.tune/trials/${id}`;
const trial = (id: string, changes: Partial<TrialToStore> = {}): TrialToStore => ({
  folder: folderOf(id),
  result: { outcome: { kind: 'completed' } },
  run: { startedAt: new Date().toISOString() },
  ...changes,
});
/** A workspace with two trials, and a cache that has an entry of the first. */
function createCache(): { readonly workspaceRoot: string; readonly cacheFolder: string } {
  const workspaceRoot = temporaryWorkspace({
    [`${folderOf('one')}/result.json`]: '{}',
    [`${folderOf('two')}/result.json`]: '{}',
    [`cache/123/${folderOf('one')}/result.json`]: '{}',
    [`cache/124/${folderOf('half')}/artifacts/model`]: '',
    'cache/terminalOutputs/123': '',
  });
  return { workspaceRoot, cacheFolder: join(workspaceRoot, 'cache') };
}

test('trials in the cache are not reported, nor those that must not be cached', () => {
  const places = createCache();
  expect(unstoredTrials([], places)).toBeUndefined();
  expect(unstoredTrials([trial('one')], places)).toBeUndefined();
  const undeclared = { startedAt: new Date().toISOString(), undeclared: { files: ['a'] } };
  const failed = { outcome: { kind: 'failed', error: 'no' } } as const;
  expect(unstoredTrials([trial('two', { run: undeclared }), trial('two', { result: failed })], places)).toBeUndefined();
});

test('a trial without a whole entry is reported, also if an old run has left one', () => {
  const places = createCache();
  expect(unstoredTrials([trial('one'), trial('two')], places)).toMatch(
    /^Nx's cache did not store the results of 1 of 2 trials: Nx does not say why\. /,
  );
  expect(unstoredTrials([trial('half')], places)).toContain('1 of 1 trials');
  const later = { startedAt: new Date(Date.now() + 600_000).toISOString() };
  expect(unstoredTrials([trial('one', { run: later })], places)).toContain('1 of 1 trials');
});

test('the reason is given where it can be found', () => {
  const places = createCache();
  expect(unstoredTrials([trial('one')], { ...places, cacheFolder: join(places.workspaceRoot, 'gone') })).toContain(
    ': its folder is gone.',
  );
  writeFileSync(join(places.workspaceRoot, 'file'), '');
  expect(unstoredTrials([trial('one')], { ...places, cacheFolder: join(places.workspaceRoot, 'file') })).toContain(
    ': it cannot be written (ENOTDIR).',
  );
  mkdirSync(join(places.workspaceRoot, folderOf('two'), 'artifacts'), { recursive: true });
  const large = join(places.workspaceRoot, folderOf('two'), 'artifacts/sparse');
  writeFileSync(large, '');
  truncateSync(large, 8e12);
  expect(unstoredTrials([trial('two')], places)).toMatch(/: its disk has [\d.]+ \w+ left, and they need 8(\.0+)? TB\./);
});
