import { mkdirSync, writeFileSync } from 'node:fs';

import {
  createLoadedWorkspace,
  harmfulEdits,
  harmlessEdits,
  type LoadedWorkspace,
  trials,
} from './support/loadedTable.js';
import { testAtLength } from './support/testAtLength.js';
import { createWorkspace } from './support/workspace.js';

/** Whatever is loaded is hashed, wherever it is and whatever it is called: rows of docs/what-reruns.md. */
describe('without the daemon', () => {
  let table: LoadedWorkspace;
  beforeAll(async () => void (table = await createLoadedWorkspace(false)));
  afterAll(() => table.workspace.dispose());
  afterEach(() => table.takeBack());
  const run = (): Promise<number> => table.workspace.executions('tune', 'odd');

  test('nothing is edited, or results are deleted: none', async () => {
    table.workspace.remove(`apps/(odd) [path] {x} !y 'z'/.tune`);
    expect(await run()).toBe(0);
  });

  test(`none runs again: ${harmlessEdits.map(({ edit }) => edit).join(', ')}`, async () => {
    harmlessEdits.forEach(table.apply);
    expect(await run()).toBe(0);
  });

  for (const edit of harmlessEdits)
    testAtLength(`${edit.edit}: none`, async () => {
      table.apply(edit);
      expect(await run()).toBe(0);
    });

  test.each(harmfulEdits)('$edit: all', async (edit) => {
    table.apply(edit);
    expect(await run()).toBe(trials);
  });

  test('all of it taken back: none', async () => {
    expect(await run()).toBe(0);
  });
});

describe('with the daemon', () => {
  let table: LoadedWorkspace;
  beforeAll(async () => void (table = await createLoadedWorkspace(true)));
  afterAll(() => table.workspace.dispose());
  afterEach(() => table.takeBack());
  const run = (): Promise<number> => table.workspace.executions('tune', 'odd');

  test('the digest of the inputs, by which runs know that theirs are the same, is that of the run that started the daemon', async () => {
    const before = table.inputs();
    expect(await run()).toBe(0);
    expect([table.inputs(), before.length]).toEqual([before, 1]);
  });

  test('none runs again after all harmless edits', async () => {
    harmlessEdits.forEach(table.apply);
    expect(await run()).toBe(0);
  });

  test('all run again after all harmful edits, and a run without the daemon, which reads everything, finds the results; none after they are taken back', async () => {
    harmfulEdits.forEach(table.apply);
    expect(await run()).toBe(trials);
    table.workspace.env['NX_DAEMON'] = 'false';
    expect(await run()).toBe(0);
    delete table.workspace.env['NX_DAEMON'];
    table.takeBack();
    expect(await run()).toBe(0);
  });

  test('an ignored file that is found first, of which another command may not have heard: all, at once or after a refusal', async () => {
    await table.workspace.nx('show', 'projects');
    table.workspace.write('shared/packages.js', 'exports.nick = 2;\n');
    const before = table.workspace.counted();
    const { code, output } = await table.workspace.nx('tune', 'odd');
    if (code !== 0) {
      expect(output).toContain("has changed and Nx's daemon has not noticed");
      await run();
    }
    expect(table.workspace.counted() - before).toBe(trials);
    table.workspace.remove('shared/packages.js');
    expect(await run()).toBe(0);
  });

  for (const edit of harmfulEdits)
    testAtLength(`${edit.edit}: all`, async () => {
      table.apply(edit);
      expect(await run()).toBe(trials);
    });
});

test('with the daemon, a file outside of the workspace that is found first: refused once, then all', async () => {
  const workspace = await createWorkspace({
    daemon: true,
    files: {
      'apps/out/project.json': JSON.stringify({ name: 'out' }),
      'apps/out/objective.mjs': "import { nick } from '../../../outside/util';\nexport default ({ x }) => x + nick;\n",
      'apps/out/tune.yaml':
        'objective: ./objective.mjs\nmethod: grid\nmetric: { name: loss, goal: minimize }\nparameters:\n  x: { values: [1, 2] }\n',
    },
  });
  const write = (name: string, nick: number): void =>
    writeFileSync(workspace.path(`../outside/${name}`), `export const nick = ${nick};\n`);
  const tune = () => workspace.nx('tune', 'out');
  mkdirSync(workspace.path('../outside'));
  write('util.ts', 1);
  expect((await tune()).code).toBe(0);
  // Now the daemon has its graph, and hears of nothing that happens outside.
  await workspace.nx('show', 'projects');
  write('util.js', 2);
  const { code, output } = await tune();
  expect(output).toContain("has changed and Nx's daemon has not noticed");
  expect(code).toBe(1);
  const next = await tune();
  expect(next.output).toContain('loss was 2 and is 3');
  expect(next.code).toBe(0);
  await workspace.dispose();
});
