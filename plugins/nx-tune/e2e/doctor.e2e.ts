import { spawnSync } from 'node:child_process';

import { createWorkspace, type Workspace } from './support/workspace.js';

const hasStrace = spawnSync('strace', ['-V']).status === 0;
if (!hasStrace) process.stderr.write('Skipped: strace is not installed, so no trial is traced.\n');

/** Reads a file whose name the text does not show, and counts its executions. */
const objective = `const fs = require('node:fs');
module.exports = ({ x }) => {
  fs.appendFileSync(process.env.E2E_COUNTER, x + '\\n');
  return x * Number(fs.readFileSync([__dirname, 'data', 'iris.csv'].join('/'), 'utf8'));
};
`;
/** A program that nobody watches. */
const script = `echo . >> "$E2E_COUNTER"
echo "{\\"loss\\": $(cat "data/$1.csv")}" > "$TUNE_TRIAL_DIR/metrics.json"
`;
const sweep = (how: string): string => `${how} # counts
method: grid
metric: { name: loss }

parameters:
  x: { values: [1, 2] }
`;
const files = {
  'apps/flowers/project.json': '{"name":"flowers"}',
  'apps/flowers/src/objective.cjs': objective,
  'apps/flowers/src/data/iris.csv': '1',
  'apps/flowers/.gitignore': 'data\n',
  'apps/flowers/tune.yaml': sweep('objective: src/objective.cjs'),
  'apps/shell/project.json': '{"name":"shell"}',
  'apps/shell/run.sh': script,
  'apps/shell/data/iris.csv': '1',
  'apps/shell/.gitignore': 'data\n',
  'apps/shell/tune.yaml': sweep('command: [sh, run.sh, iris]'),
};

let workspace: Workspace;
beforeEach(async () => {
  workspace = await createWorkspace({ files });
});
afterEach(() => workspace.dispose());

test('doctor names what trials read without declaring it, and --fix declares it, once', async () => {
  const file = 'apps/flowers/tune.yaml';
  expect((await workspace.verb('doctor', 'flowers', '--fix')).output).toContain(`${file}: nothing to add to "inputs"`);
  expect(await workspace.executions('tune', 'flowers')).toBe(2);
  const found = await workspace.verb('doctor', 'flowers');
  expect([found.code, found.output.replace(/\s+/g, ' ')]).toEqual([
    0,
    expect.stringContaining(
      `warning: ${file}: trials read what "inputs" does not declare: src/data/iris.csv (ignored by git) The results are not cached`,
    ),
  ]);
  const { output } = await workspace.verb('doctor', 'flowers', '--fix');
  expect(output).toContain(`${file}: added to "inputs"\n  src/data/iris.csv (ignored by git)\nThe next run`);
  expect(output).not.toContain('does not declare');
  const fixed = `${sweep('objective: src/objective.cjs')}inputs:\n  - src/data/iris.csv\n`;
  expect(workspace.read(file)).toBe(fixed);
  expect((await workspace.verb('doctor', 'flowers', '--fix')).output).toContain(`${file}: nothing to add to "inputs"`);
  expect(workspace.read(file)).toBe(fixed);
  expect(await workspace.executions('tune', 'flowers')).toBe(2);
  expect(await workspace.executions('tune', 'flowers')).toBe(0);
  workspace.write(file, `${fixed}undeclared: allow\n`);
  // All that they read is declared, so what was computed without the key is theirs, too.
  expect(await workspace.executions('tune', 'flowers')).toBe(0);
  workspace.write(file, fixed);
  expect(await workspace.executions('tune', 'flowers')).toBe(0);
});

(hasStrace ? test : test.skip)('doctor --trace finds what a program in another language reads', async () => {
  const file = 'apps/shell/tune.yaml';
  expect(await workspace.executions('tune', 'shell')).toBe(2);
  const before = workspace.logs('apps/shell/.tune/tune', 'trials.json');
  const { code, output } = await workspace.verb('doctor', 'shell', '--trace');
  expect([code, output]).toEqual([
    0,
    expect.stringMatching(
      /^Trial \w+ under strace: completed\nIt read what is not declared in apps\/shell\/tune\.yaml:\ninputs:\n {2}- data\/iris\.csv # ignored by git\n$/,
    ),
  ]);
  expect(workspace.exists('apps/shell/.tune/trace~tune')).toBe(false);
  expect(workspace.logs('apps/shell/.tune/tune', 'trials.json')).toBe(before);
  expect(workspace.read(file)).toBe(sweep('command: [sh, run.sh, iris]'));
  expect((await workspace.verb('doctor', 'shell', '--trace', '--fix')).output).toContain(
    `${file}: added to "inputs"\n  data/iris.csv (ignored by git)\n`,
  );
  expect((await workspace.verb('doctor', 'shell', '--trace')).output).toContain(
    `Everything that it read is declared in ${file}`,
  );
  expect(await workspace.executions('tune', 'shell')).toBe(2);
  workspace.write('apps/shell/data/iris.csv', '2');
  expect(await workspace.executions('tune', 'shell', '--no-frozen-lock')).toBe(2);
  expect(await workspace.executions('tune', 'shell')).toBe(0);
});

(hasStrace ? test : test.skip)('doctor --trace does not take what loads a module for what it reads', async () => {
  expect((await workspace.verb('doctor', 'flowers', '--trace')).output).toMatch(
    /completed\nIt read [^\n]*\ninputs:\n {2}- src\/data\/iris\.csv # ignored by git\n$/,
  );
  expect((await workspace.verb('doctor', 'digits', '--trace')).output).toContain(
    'Everything that it read is declared in apps/digits/tune.yaml',
  );
});
