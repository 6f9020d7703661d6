import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { createLock, formatLock, type TrialResult } from '@nx-tune/sweep';

import { createProgram } from '../../src/cli/program.js';
import { openSweep } from '../../src/study/openSweep.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const files = {
  'nx.json': '{}',
  'apps/a/project.json': '{"name":"a"}',
  'apps/a/o.js': '',
  'apps/a/tune.yaml':
    'objective: o.js\nmethod: grid\nmetric: { name: loss, goal: minimize }\nparameters:\n  x: { values: [1, 2, 3] }\n',
};
const location = { project: 'a', root: 'apps/a', file: 'apps/a/tune.yaml', name: 'tune' };
const sweepOf = (workspace: string) => openSweep(location, workspace);

/** A workspace whose lock has the losses of the first trials. */
function workspaceWith(...losses: readonly number[]): string {
  const { sweep, trials } = sweepOf(temporaryWorkspace(files));
  const results = losses.map((loss, index): TrialResult => {
    const trial = trials[index];
    if (trial === undefined) throw new Error('there are three trials');
    const { params, seed } = trial.definition;
    return { schemaVersion: 1, id: trial.id, params, seed, outcome: { kind: 'completed' }, metrics: { loss } };
  });
  return temporaryWorkspace({ ...files, 'apps/a/tune.lock.json': formatLock(createLock(sweep, results)) });
}

/** Runs a verb in this process, and returns what it printed. */
async function run(workspace: string, ...words: readonly string[]): Promise<string> {
  process.env['NX_WORKSPACE_DATA_DIRECTORY'] = join(workspace, '.nx');
  const printed: string[] = [];
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  try {
    await createProgram(workspace).parseAsync(words, { from: 'user' });
  } finally {
    spy.mockRestore();
  }
  return printed.join('');
}

beforeAll(() => void (process.env['NX_DAEMON'] = 'false'));

test('verbs run in-process, in whatever workspace they are given', async () => {
  const [one, other] = [workspaceWith(3, 1, 2), workspaceWith(0.5)];
  expect(await run(one, 'best', 'a')).toBe('x: 2\n');
  expect(await run(other, 'best', 'a')).toBe('x: 1\n');
  expect(JSON.parse(await run(other, 'status', '--json'))).toMatchObject({
    sweeps: [{ project: 'a', asked: 3, known: 1, toRun: 2, lock: { kind: 'outdated' } }],
  });
  expect(await run(one, 'trials', 'a', '--format', 'csv')).toMatch(/^.*\n(.*\n){3}$/);
});

test('projects are completed where it is not clear which one is meant, and trials of the one named', async () => {
  const workspace = temporaryWorkspace({
    ...files,
    'apps/b/project.json': '{"name":"b"}',
    'apps/b/tune.yaml': files['apps/a/tune.yaml'],
  });
  expect(await run(workspace, '__complete', '--', 'show', '')).toBe('a\t\nb\t\n');
  expect(await run(workspace, '__complete', '--', 'show', 'a', '')).toBe('best\tthe best trial\n');
  expect(await run(workspace, '__complete', '--', 'best', '--sweep', '')).toBe('');
});

test('several sweeps are compared without a main one; their figure gets a folder, and its mistakes are named', async () => {
  const files = (name: string) => ({
    [`apps/a/${name}.tune.yaml`]: sweepFile,
    [`apps/a/${name}.tune.lock.json`]: lock,
  });
  const sweepFile = readFileSync(join(workspaceWith(3, 1, 2), 'apps/a/tune.yaml'), 'utf8');
  const lock = readFileSync(join(workspaceWith(3, 1, 2), 'apps/a/tune.lock.json'), 'utf8');
  const workspace = temporaryWorkspace({
    'nx.json': '{}',
    'apps/a/project.json': '{"name":"a"}',
    'apps/a/o.js': '',
    ...files('one'),
    ...files('two'),
    ...files('three'),
  });
  const both = ['--with', 'two', 'one', 'two'];
  const { titles } = JSON.parse(await run(workspace, 'compare', 'a', '--json', ...both)) as { titles: string[] };
  expect(titles.map((title) => title.replace(/ .*/, ''))).toEqual(['two', 'one']);
  const figure = join(workspace, 'new/best.svg');
  expect(await run(workspace, 'compare', 'a', '--figure', figure, ...both)).toBe(`${figure}\n`);
  expect(readFileSync(figure, 'utf8')).toMatch(/^<svg [^]*>two<\/text>[^]*>one<\/text>/);
  const attempt = (...words: string[]) => run(workspace, 'compare', 'a', '--figure', ...words, ...both);
  await expect(attempt(join(workspace, 'best.png'))).rejects.toThrow('"--figure" writes SVG');
  await expect(attempt(join(figure, 'best.svg'))).rejects.toThrow('cannot be written: ');
  await expect(attempt(figure, '--by', 'budget')).rejects.toThrow('Sweep "two" has no budget');
});

test('a figure of sweeps with other metrics or goals is refused, and says what to do', async () => {
  const other = (metric: string): string => files['apps/a/tune.yaml'].replace('{ name: loss, goal: minimize }', metric);
  const workspace = temporaryWorkspace({
    ...files,
    'apps/a/speed.tune.yaml': other('{ name: rps }'),
    'apps/a/worst.tune.yaml': other('{ name: loss, goal: maximize }'),
  });
  const compare = (sweep: string) => run(workspace, 'compare', 'a', '--figure', 'best.svg', '--with', sweep, 'tune');
  await expect(compare('speed')).rejects.toThrow('Leave one out, or give both the same "metric"');
  await expect(compare('worst')).rejects.toThrow('Leave one out, or give both the same goal');
});

test('a mistake is thrown with its message', async () => {
  await expect(run(workspaceWith(1), 'best', 'b')).rejects.toThrow('There is no project "b" with a sweep.');
  await expect(run(temporaryWorkspace({}), 'best')).rejects.toThrow('is not in an Nx workspace');
});

test('a file to import is looked for in the present folder, then in the project, and its path is printed', async () => {
  const workspace = temporaryWorkspace({ ...files, 'apps/a/study.csv': 'x,loss\n1,0.123456789\n' });
  const path = relative(process.cwd(), join(workspace, 'apps/a/study.csv'));
  const text = await run(workspace, 'import', 'a', 'study.csv', '--dry-run');
  expect(text).toContain(`${path} (csv): 1 result imported`);
  expect(text).toContain('best: loss 0.123457 ');
  await expect(run(workspace, 'import', 'a', 'other.csv')).rejects.toThrow(
    'other.csv does not exist, neither here nor in apps/a.',
  );
});
