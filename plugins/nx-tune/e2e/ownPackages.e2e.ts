import { cpSync, mkdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { createWorkspace, type Workspace } from './support/workspace.js';

/** Uses everything that a trial is given: what the plugin loads for that counts as read if it is loaded too late. */
const objective = `import { appendFileSync } from 'node:fs';
import { square } from '@acme/maths';

export default function objective({ x }: { x: number }, trial: any): { loss: number } {
  appendFileSync(process.env['E2E_COUNTER']!, trial.id + '\\n');
  trial.report(1, { loss: x });
  if (trial.rng() > 1) trial.infeasible('never');
  return { loss: square(x) + trial.rng() };
}
`;
const files = {
  '.gitignore': 'node_modules\n.nx\n.tune\ndist\n',
  'apps/digits/src/tiny.ts': objective,
  'apps/digits/tiny.tune.yaml':
    'objective: ./src/tiny.ts\nmethod: grid\nmetric: { name: loss }\nparameters: { x: { values: [1, 2] } }\n',
};

/** Makes an installed package one of the workspace, to which `node_modules` has a link, as in the plugin's own repository. */
function adopt({ root }: Workspace, name: string, folder: string): void {
  const [installed, own] = [join(root, 'node_modules', name), join(root, folder)];
  mkdirSync(dirname(own), { recursive: true });
  cpSync(realpathSync(installed), own, { recursive: true, verbatimSymlinks: true });
  rmSync(installed, { recursive: true });
  symlinkSync(relative(dirname(installed), own), installed);
}

test('where the plugin is a package of the workspace, trials do not read what it loads itself: the second run is wholly cached', async () => {
  const workspace = await createWorkspace({ files });
  for (const name of ['search', 'sweep', 'runner', 'report', 'exchange'])
    adopt(workspace, `@nx-tune/${name}`, `packages/${name}`);
  adopt(workspace, 'nx-tune', 'plugins/nx-tune');
  workspace.edit('package.json', '"libs/*"', '"libs/*","packages/*","plugins/*"');
  for (const [executions, said] of [
    [2, '0 cached, 2 computed'],
    [0, '2 cached, 0 computed'],
  ] as const) {
    const before = workspace.counted();
    const { code, output } = await workspace.nx('tune-tiny', 'digits');
    expect([code, workspace.counted() - before, output]).toEqual([0, executions, expect.stringContaining(said)]);
    expect(output).not.toContain('Note');
  }
  await workspace.dispose();
});
