import { createWorkspace, type Workspace } from './support/workspace.js';

const losses = (workspace: Workspace): number[] => {
  const { trials } = JSON.parse(workspace.read('apps/digits/.tune/tune/trials.json')) as {
    trials: { metrics: { loss: number } }[];
  };
  return trials.map(({ metrics }) => metrics.loss);
};

let workspace: Workspace;
beforeAll(async () => {
  workspace = await createWorkspace({ files: { '.gitignore': 'node_modules\n.nx\n.tune\n.env*\n*.env\n' } });
});
afterAll(() => workspace.dispose());

test('trials see the .env files of their project as Nx loads them for its other targets, and count them', async () => {
  const first = async (): Promise<number> => {
    expect(await workspace.executions('tune', 'digits')).toBe(6);
    return Math.round((losses(workspace)[0] ?? 0) * 10) / 10;
  };
  expect(await first()).toBe(1.1);
  for (const [file, value] of [
    ['.env', 1],
    ['apps/digits/.env', 2],
    ['apps/digits/.local.env', 3],
    ['apps/digits/.env.tune', 4],
  ] as const) {
    workspace.write(file, `E2E_SCALE=${value}\n`);
    expect(await first()).toBe(1.1 + value);
  }
  workspace.env['E2E_SCALE'] = '10';
  expect(await first()).toBe(11.1);
  delete workspace.env['E2E_SCALE'];
  workspace.write('apps/digits/.env.tune-random', 'E2E_SCALE=20\n');
  expect(await workspace.executions('tune', 'digits')).toBe(0);
  const { output } = await workspace.nx('tune-random', 'digits');
  expect(output).toContain('Note: apps/digits/.env.tune-random is not read: sweeps of a project share trials');
});

test('inputs that match nothing, and files that trials write among their inputs, are named', async () => {
  workspace.edit('apps/digits/tune.yaml', '- data/*.txt', '- data/*.txt\n  - dta/*.txt');
  workspace.edit(
    'apps/digits/src/objective.ts',
    'const data =',
    "appendFileSync(new URL('../log.txt', import.meta.url), 'x');\n  const data =",
  );
  const { output } = await workspace.nx('tune', 'digits');
  expect(output).toContain('apps/digits/tune.yaml:10 inputs[1]: "dta/*.txt" matches no file');
  expect(output).toContain('written while trials ran, although trials have them as inputs: apps/digits/log.txt.');
  const doctor = await workspace.verb('doctor', 'digits');
  expect(doctor.output).toContain('"dta/*.txt" matches no file');
});
