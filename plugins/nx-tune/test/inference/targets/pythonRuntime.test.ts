import { unknownInterpreter } from '../../../src/inference/targets/pythonInterpreter.js';
import { listsPackages, pythonPackages, pythonRuntime } from '../../../src/inference/targets/pythonRuntime.js';

const project = { name: 'app', root: 'apps/app', hasPackageJson: false };
const objective = (command: readonly string[], program?: string) =>
  ({ kind: 'command', command, ...(program === undefined ? {} : { program }) }) as const;
const versionOf = (command: readonly string[], program?: string, root = project.root): string[] =>
  pythonRuntime({ ...project, root }, objective(command, program)).map(
    (input) => (input as { runtime: string }).runtime,
  );

test.each([
  [['python3', 'train.py'], 'python3 --version || echo none'],
  [['${env}', 'python3.12', 'train.py'], 'python3.12 --version || echo none'],
  [['/usr/bin/env', 'python3', 'train.py'], 'python3 --version || echo none'],
  [['/opt/py/bin/python3', '-m', 'train'], '"/opt/py/bin/python3" --version || echo none'],
  [['.venv/bin/python', 'train.py'], '"apps/app/.venv/bin/python" --version || echo none'],
  [['${env}', '${interpreter}', 'train.py'], 'python --version || python3 --version || echo none'],
])('%j queries the interpreter that it starts', (command, version) => expect(versionOf(command)[0]).toBe(version));

test('its packages are those of the same interpreter, or for W&B of either of two', () => {
  expect(versionOf(['.venv/bin/python', 'a.py'])[1]).toMatch(/^"apps\/app\/\.venv\/bin\/python" -c /);
  expect(versionOf(['${interpreter}', '${program}'], 'a.py')[1]).toMatch(
    /^python -c .* \|\| python3 -c .* \|\| echo none$/,
  );
  expect(versionOf(['python3', 'a.py']).map(listsPackages)).toEqual([false, true]);
});

test.each([
  [['node', 'train.mjs'], undefined],
  [['bash', 'pythonic.sh'], undefined],
  [['${interpreter}', '${program}'], 'train.js'],
])('%j %s is not Python', (command, program) => {
  expect(versionOf(command, program)).toEqual([]);
  expect(unknownInterpreter(project, objective(command, program))).toEqual([]);
});

test.each([
  [['uv', 'run', 'train.py'], project.root],
  [['./train.py'], project.root],
  [['${envvar:PYTHON}', 'train.py'], project.root],
  [['x;touch y/python', 'train.py'], project.root],
  [['-c/python', 'train.py'], '.'],
  [['$(id)/python', 'train.py'], project.root],
  [['.venv/bin/python', 'train.py'], 'apps/$(id)'],
])('%j in %s is reported as unknown, and no word of it reaches a shell', (command, root) => {
  expect(versionOf(command, undefined, root)[0]).toBe('python --version || python3 --version || echo none');
  expect(unknownInterpreter({ ...project, root }, objective(command))).toEqual([
    expect.stringContaining(JSON.stringify(command[0])),
  ]);
});

test('package folders are parsed into versions by name', () =>
  expect(
    pythonPackages(['numpy-1.24.2.egg-info scikit_learn-1.2.1.dist-info\n', 'cryptography.egg-info', 'none']),
  ).toEqual({
    cryptography: '',
    numpy: '1.24.2',
    scikit_learn: '1.2.1',
  }));
