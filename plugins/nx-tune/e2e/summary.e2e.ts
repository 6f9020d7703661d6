import { createWorkspace } from './support/workspace.js';

const file = 'apps/digits/tune.yaml';

test('all affected sweeps run, and a summary compares each with the lock of the last commit', async () => {
  const workspace = await createWorkspace();
  await workspace.git('add', '-A');
  await workspace.git('commit', '-qm', 'before');
  const all = ['affected', '-t', 'tune-all', '--files=apps/digits/src/objective.ts'] as const;
  expect(await workspace.executions(...all, '--summary=summary.md')).toBe(11);
  expect(workspace.read('summary.md')).toContain('There is no lock to compare with.');
  await workspace.git('add', '-A');
  await workspace.git('commit', '-qm', 'first');
  workspace.edit(file, 'x: { values: [1, 2] }', 'x: { values: [0, 1, 2] }');
  workspace.env['GITHUB_STEP_SUMMARY'] = workspace.path('../github.md');
  expect(await workspace.executions(...all, '--summary=summary.md')).toBe(3);
  const text = workspace.read('summary.md');
  expect(text).toContain('### digits (random)');
  expect(text).toContain('In the lock of the last commit it was 1.1: better by 1');
  expect(text).toContain('| 4 | 1 | 0.1 | 1.1 | 1 (down 3) | 1.1 |');
  expect(text).toContain('9 trials: 6 restored, 3 computed, which took');
  expect(text).toContain('5 trials: 5 restored, 0 computed.');
  expect(workspace.read('../github.md').match(/^### /gm)).toHaveLength(2);
  await workspace.dispose();
});
