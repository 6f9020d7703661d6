import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { outputFiles } from './support/outputFiles.js';
import { createWorkspace, type Workspace } from './support/workspace.js';

/**
 * Trials meet in groups: one goes on only when as many have written as fit at a time, so a run with fewer at a time
 * would not end. Each writes down how many are active when it starts.
 */
const meeting = `import { appendFileSync, existsSync, readFileSync } from 'node:fs';
const size = Number(process.env.E2E_TOGETHER);
const lines = (name) => (existsSync(process.env.E2E_MEETING + name) ? readFileSync(process.env.E2E_MEETING + name, 'utf8').split('\\n').length - 1 : 0);
export async function meet() {
  appendFileSync(process.env.E2E_MEETING + 'started', 'x\\n');
  const number = lines('started');
  appendFileSync(process.env.E2E_MEETING + 'active', number - lines('finished') + '\\n');
  const together = Math.ceil(number / size) * size;
  while (lines('active') < together) await new Promise((resolve) => setImmediate(resolve));
  appendFileSync(process.env.E2E_MEETING + 'finished', 'x\\n');
}
`;
const space = 'method: grid\nmetric: { name: loss }\nparameters:\n  x: { values: [1, 2, 3, 4, 5, 6] }\n';

const files = {
  'apps/meeting/package.json': JSON.stringify({ name: 'meeting', version: '0.0.0' }),
  'apps/meeting/src/meet.mjs': meeting,
  'apps/meeting/src/objective.mjs':
    "import { meet } from './meet.mjs';\nexport default async ({ x }) => { await meet(); return x; };\n",
  'apps/meeting/src/command.mjs':
    "import { meet } from './meet.mjs';\nawait meet();\nconsole.log(JSON.stringify({ loss: Number(process.argv[2].split('=')[1]) }));\n",
  'apps/meeting/tune.yaml': `objective: ./src/objective.mjs\n${space}`,
  'apps/meeting/process.tune.yaml': `objective: ./src/objective.mjs\nisolation: process\nseed: 1\n${space}`,
  'apps/meeting/command.tune.yaml': `command: [node, src/command.mjs, '\${args}']\n${space}`,
};

describe('--parallel is obeyed', () => {
  let workspace: Workspace;
  beforeAll(async () => (workspace = await createWorkspace({ files })));
  afterAll(() => workspace.dispose());

  // Plugins in a process of their own hand the number over differently.
  test.each([
    ['tune', 1, 'in one process'],
    ['tune', 3, 'with isolated plugins'],
    ['tune-process', 2, 'in one process'],
    ['tune-command', 1, 'in one process'],
    ['tune-command', 3, 'in one process'],
  ])('%s --parallel=%i runs as many trials at a time, %s', async (target, parallel, how) => {
    const folder = join(workspace.root, `../${target}-${parallel}-`);
    const isIsolated = how === 'with isolated plugins';
    const variables = { E2E_TOGETHER: String(parallel), E2E_MEETING: folder, NX_ISOLATE_PLUGINS: String(isIsolated) };
    Object.assign(workspace.env, variables);
    const command = [target, 'meeting', `--parallel=${parallel}`, '--skip-nx-cache'];
    const { code, output } = await (isIsolated ? workspace.real('nx', ...command) : workspace.nx(...command));
    expect(`${code} ${output}`).toMatch(/^0 /);
    const active = readFileSync(`${folder}active`, 'utf8').trim().split('\n').map(Number);
    expect(active).toHaveLength(6);
    expect(Math.max(...active)).toBe(parallel);
  });
});

test('every file has the same bytes but for how it went, at any --parallel, path and isolation', async () => {
  const workspace = await createWorkspace();
  await workspace.executions('run-many', '-t', 'tune', 'tune-random', '--parallel=1');
  const first = outputFiles(workspace);
  const moved = await workspace.moved();
  expect(await moved.executions('run-many', '-t', 'tune', 'tune-random', '--parallel=3', '--skip-nx-cache')).toBe(11);
  expect(outputFiles(moved)).toEqual(first);
  expect(Object.keys(first).filter((file) => file.endsWith('result.json'))).toHaveLength(11);
  await moved.dispose();
  await workspace.dispose();
});

// Each slice is a process of its own.
test('a run of many slices computes each trial once, and says how it stands', async () => {
  const workspace = await createWorkspace({ nx: 'apart' });
  workspace.env['NX_TUNE_SLICE_MS'] = '0';
  const { code, output } = await workspace.nx('tune', 'digits', '--parallel=2');
  expect(code).toBe(0);
  expect(workspace.counted()).toBe(6);
  expect(output.match(/tasks? with nx-tune:trial|nx run digits~\S+:trial\s+\d trials? of/g)?.length).toBe(3);
  expect(output.match(/6 trials of digits: 0 cached, 6 to run, 2 at a time/g)).toHaveLength(1);
  expect(output).toMatch(/[345]\/6 {2}best loss 1\.1/);
  expect(output).toContain('6 trials: 0 cached, 6 computed');
  await workspace.dispose();
});

test('two runs at once, of the same sweep, compute each trial once', async () => {
  const workspace = await createWorkspace({ nx: 'apart' });
  const [one, other] = await Promise.all([workspace.nx('tune', 'digits'), workspace.nx('tune', 'digits')]);
  expect(`${one.code} ${other.code} ${one.output} ${other.output}`).toMatch(/^0 0 /);
  expect(workspace.counted()).toBe(6);
  // A run leaves the journal to others that are going on, and the next one that is alone removes it.
  expect((await workspace.nx('tune', 'digits')).code).toBe(0);
  expect([workspace.counted(), workspace.exists('apps/digits/.tune/journal')]).toEqual([6, false]);
  await workspace.dispose();
});

/** A plugin that writes a file after Nx has read it, and before any task runs. */
const meddler = `const fs = require('node:fs');
exports.preTasksExecution = () => {
  const file = 'apps/digits/src/objective.ts';
  if (process.env.E2E_ADDS === undefined) return;
  const { atime, mtime } = fs.statSync(file);
  fs.writeFileSync(file, fs.readFileSync(file, 'utf8') + process.env.E2E_ADDS);
  if (process.env.E2E_TIMES === 'kept') fs.utimesSync(file, atime, mtime);
};
`;

// Whoever shares a process with Nx would share its hashes of files.
test('a file that changes after Nx has hashed it stops the run, whatever its times, and one that is written again as it was does not', async () => {
  const workspace = await createWorkspace({ nx: 'apart', files: { 'tools/meddler.cjs': meddler } });
  workspace.edit('nx.json', '"nx-tune"', '"nx-tune","./tools/meddler.cjs"');
  workspace.env['E2E_ADDS'] = '';
  expect(await workspace.executions('tune', 'digits')).toBe(6);
  for (const times of ['new', 'kept']) {
    Object.assign(workspace.env, { E2E_ADDS: '// More.\n', E2E_TIMES: times });
    const { code, output } = await workspace.nx('tune', 'digits', '--skip-nx-cache');
    expect([times, code]).toEqual([times, 1]);
    expect(output).toContain('apps/digits/src/objective.ts changed while Nx was computing hashes. Run it again.');
    expect(workspace.counted()).toBe(6);
  }
  await workspace.dispose();
});
