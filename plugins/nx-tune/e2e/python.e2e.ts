import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { testAtLength } from './support/testAtLength.js';
import { trialFolderOf } from './support/trialFolderOf.js';
import { createWorkspace, type Workspace } from './support/workspace.js';

const succeeds = (command: string, ...args: readonly string[]): boolean => spawnSync(command, args).status === 0;
const hasPython = succeeds('python3', '--version');
const debian = '/usr/bin/python3';
const hasSklearn = succeeds(debian, '-c', 'import sklearn');

/** Counts its executions outside of its outputs, reports twice and answers by a file. */
const train = `import json, os
from model import loss
from tests.helpers import offset
import shared.scale

params = json.loads(os.environ["TUNE_PARAMS"])
folder = os.environ["TUNE_TRIAL_DIR"]
with open(os.environ["E2E_COUNTER"], "a") as file:
    print(os.environ["TUNE_TRIAL_ID"], file=file)
with open(folder + "/curve.jsonl", "a") as file:
    for step in (1, 2):
        print(json.dumps({"step": step, "metrics": {"loss": loss(params["x"]) / step}}), file=file)
with open(folder + "/metrics.json", "w") as file:
    json.dump({"loss": (loss(params["x"]) + offset) * shared.scale.factor, "hash": hash("text") % 1000}, file)
`;

const sweep = (interpreter: string): string => `command: [${interpreter}, train.py]
method: grid
metric: { name: loss, goal: minimize }
parameters:
  x: { values: [1, 2] }
`;

const files = {
  'apps/python/project.json': JSON.stringify({ name: 'python', implicitDependencies: ['features'] }),
  'apps/python/tune.yaml': sweep('python3'),
  'apps/python/venv.tune.yaml': sweep('.venv/bin/python'),
  'apps/python/train.py': train,
  'apps/python/model/__init__.py': 'from .losses import loss\n',
  'apps/python/model/losses.py': 'def loss(x):\n    return x * x\n',
  'apps/python/model/test_losses.py': 'raise Exception("a test")\n',
  'apps/python/tests/helpers.py': 'offset = 0\n',
  'apps/python/tests/test_train.py': 'raise Exception("a test")\n',
  'apps/python/requirements.txt': 'six==1.16.0\n',
  'apps/python/README.md': '# Python\n',
  'apps/neighbour/project.json': JSON.stringify({ name: 'neighbour' }),
  'apps/neighbour/model.py': 'loss = 1\n',
  'libs/features/project.json': JSON.stringify({ name: 'features' }),
  'libs/features/src/features.py': 'size = 1\n',
  'shared/project.json': JSON.stringify({ name: 'shared' }),
  'shared/scale.py': 'factor = 1\n',
};

const app = 'apps/python';

(hasPython ? describe : describe.skip)('a command in Python (needs python3)', () => {
  let workspace: Workspace;
  let takeBack: () => void;
  beforeAll(async () => {
    workspace = await createWorkspace({ files });
    const real = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
    for (const name of ['python', 'python3']) writeInterpreter(name, real, '3.98.0');
    workspace.env['PATH'] = `${workspace.path('bin')}:${process.env['PATH']}`;
    workspace.env['PYTHONPATH'] = workspace.root;
    execFileSync(real, ['-m', 'venv', '--without-pip', workspace.path(`${app}/.venv`)]);
    expect(await workspace.executions('tune', 'python')).toBe(2);
    takeBack = workspace.remember();
  });
  afterAll(() => workspace?.dispose());
  /** Each test starts from a run of the files as they were. */
  beforeEach(() => takeBack());

  /** One that reports another version, and otherwise is the real one. */
  function writeInterpreter(name: string, real: string, version: string): void {
    const script = `#!/bin/sh\nif [ "$1" = --version ]; then echo Python ${version}; else exec '${real}' "$@"; fi\n`;
    workspace.write(`bin/${name}`, script);
    chmodSync(workspace.path(`bin/${name}`), 0o755);
  }

  test('its reports are the learning curve, texts have the same hash in each process, and no bytecode is left', async () => {
    expect(await workspace.executions('tune', 'python')).toBe(0);
    const { trials } = JSON.parse(workspace.read(`${app}/.tune/tune/trials.json`)) as {
      trials: { id: string; metrics: { loss: number; hash: number } }[];
    };
    expect(trials.map(({ metrics }) => metrics.loss)).toEqual([1, 4]);
    expect(new Set(trials.map(({ metrics }) => metrics.hash)).size).toBe(1);
    expect(workspace.read(`${app}/.tune/trials/${trials[1]?.id}/curve.jsonl`)).toBe(
      '{"metrics":{"loss":4},"step":1}\n{"metrics":{"loss":2},"step":2}\n',
    );
    expect(readdirSync(workspace.path(`${app}/model`))).not.toContain('__pycache__');
  });

  test('edits of tests, of a README, of bytecode, of another project and of another interpreter run no trial again', async () => {
    workspace.write(`${app}/tests/test_train.py`, 'pass\n');
    workspace.write(`${app}/model/test_losses.py`, 'pass\n');
    workspace.write(`${app}/README.md`, '# Numbers\n');
    workspace.write(`${app}/model/__pycache__/losses.cpython-311.pyc`, 'bytecode');
    workspace.write('apps/neighbour/model.py', 'loss = 2\n');
    workspace.edit('bin/python', '3.98', '3.99');
    expect(await workspace.executions('tune', 'python')).toBe(0);
  });

  test.each([
    ['a module', `${app}/model/losses.py`, 'x * x', 'x ** 2'],
    ['a module that stands among the tests', `${app}/tests/helpers.py`, '0', '0.0'],
    ['a module of another project', 'shared/scale.py', '1', '1.0'],
    ['a module of a project that is declared', 'libs/features/src/features.py', '1', '2'],
    ['requirements.txt', `${app}/requirements.txt`, '1.16.0', '1.17.0'],
    ['the version of the interpreter', 'bin/python3', '3.98', '3.99'],
  ])('an edit of %s runs all trials again', async (_, file, from, to) => {
    workspace.edit(file, from, to);
    expect(await workspace.executions('tune', 'python')).toBe(2);
  });

  test('another package of a virtual environment runs all trials again, and pip, its other files and the interpreter on the PATH run none', async () => {
    const [lib = ''] = readdirSync(workspace.path(`${app}/.venv/lib`));
    const packages = `${app}/.venv/lib/${lib}/site-packages`;
    expect(await workspace.executions('tune-venv', 'python')).toBe(2);
    workspace.write(`${packages}/six.py`, '');
    workspace.write(`${packages}/pip-99.0.dist-info/METADATA`, 'Name: pip\n');
    workspace.edit('bin/python3', '3.98', '3.99');
    expect(await workspace.executions('tune-venv', 'python')).toBe(0);
    workspace.write(`${packages}/six-1.16.0.dist-info/METADATA`, 'Name: six\n');
    const { output } = await workspace.verb('explain', 'python', '--sweep=venv');
    expect(output).toContain('Python package six: none → 1.16.0');
    expect(await workspace.executions('tune-venv', 'python')).toBe(2);
  });
});

/** Runs the example of scikit-learn after these edits of its sweep: each of its trials takes a second. */
async function runExample(edits: readonly (readonly [from: string, to: string])[], trialCount: number): Promise<void> {
  const workspace = await createWorkspace();
  const example = join(__dirname, '../../../workspace-example/sklearn');
  const isOurs = (path: string): boolean => !/\/(\.tune|\.venv|__pycache__)$/.test(path);
  cpSync(example, workspace.path('apps/sklearn'), { recursive: true, filter: isOurs });
  for (const [from, to] of edits) workspace.edit('apps/sklearn/tune.yaml', from, to);
  mkdirSync(workspace.path('bin'));
  symlinkSync(debian, workspace.path('bin/python3'));
  workspace.env['PATH'] = `${workspace.path('bin')}:${process.env['PATH']}`;
  const version = execFileSync(debian, ['-c', 'import sklearn; print(sklearn.__version__)'], { encoding: 'utf8' });
  // In CI, results are compared with the lock. Another version of scikit-learn may find other numbers.
  const isLocked = version.trim() === '1.2.1';
  if (isLocked) workspace.env['CI'] = 'true';
  const { code, output } = await workspace.nx('tune', 'sklearn', '--parallel=2');
  const isWhole = edits.length === 0;
  expect(`${code} ${output}`).toMatch(isLocked && !isWhole ? /^1 / : /^0 /);
  if (isLocked)
    expect(output).toMatch(new RegExp(`compared with tune\\.lock\\.json: ${trialCount} trials, \\d+ values exactly`));
  if (isLocked && !isWhole)
    expect(output).toMatch(/\n *tune\.lock\.json knows 10 that the sweep does not ask for\. [^\n]*\n\n/);
  const { trials } = JSON.parse(workspace.read('apps/sklearn/.tune/tune/trials.json')) as {
    trials: { id: string; metrics: { validation_error: number } }[];
  };
  expect(trials).toHaveLength(trialCount);
  expect(Math.min(...trials.map(({ metrics }) => metrics.validation_error))).toBeLessThan(0.05);
  const curve = workspace.read(`${trialFolderOf(workspace, 'apps/sklearn', trials[0]?.id ?? '')}/curve.jsonl`);
  expect(curve.trimEnd().split('\n')).toHaveLength(15);
  await workspace.dispose();
}

(hasSklearn ? test : test.skip)(
  'two trials of the example of scikit-learn find what its lock says (needs python3-sklearn)',
  () =>
    runExample(
      [
        ['[0.001, 0.01, 0.1]', '[0.1]'],
        ['[16, 64]', '[64]'],
      ],
      2,
    ),
);

(hasSklearn ? testAtLength : test.skip)(
  'all trials of the example of scikit-learn find what its lock says (needs python3-sklearn)',
  () => runExample([], 12),
);
