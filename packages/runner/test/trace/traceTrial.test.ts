import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ObjectiveDefinition } from '@nx-tune/sweep';

import type { traceTrial as TraceTrial, TracedTrial } from '../../src/trace/traceTrial.js';
import type { InputFiles } from '../../src/witness/inputFiles.js';
import { compiled } from '../support/compiled.js';
import { createTask, writeFile } from '../support/createTask.js';

const { traceTrial } = compiled('trace/traceTrial.js') as { traceTrial: typeof TraceTrial };
const runs = (command: string, option: string): boolean => spawnSync(command, [option]).status === 0;
const hasStrace = runs('strace', '-V');
if (!hasStrace) process.stderr.write('Skipped: strace is not installed, so no trial is traced.\n');
const [traced, tracedPython] = [hasStrace, hasStrace && runs('python3', '--version')].map((has) =>
  has ? test : test.skip,
) as [typeof test, typeof test];

let root: string;
let project: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-tune-trace-')));
  project = join(root, 'app');
  mkdirSync(project);
  for (const file of ['app/known.csv', 'app/a.csv', 'shared/b.csv', 'app/folder/c.csv'])
    writeFile(join(root, file), '1');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const trace = (
  objective: ObjectiveDefinition,
  files: Readonly<Record<string, string>>,
  known: readonly string[],
): Promise<TracedTrial> => {
  const inputs: InputFiles = {
    workspaceRoot: root,
    files: new Map(known.map((file) => [file, 'digest'])),
    packages: new Set(),
    folders: [],
    flatFolders: [],
    links: new Set(['app/declared']),
    digestOf: () => '',
  };
  return traceTrial(createTask(project, { objective, files }), inputs);
};

traced('a command in another language: files, links, folders and programs that are not declared', async () => {
  symlinkSync('../shared/b.csv', join(project, 'link.csv'));
  symlinkSync('../shared', join(project, 'declared'));
  const script = `cat a.csv known.csv link.csv > /dev/null
ls folder > /dev/null
echo made > made.csv; cat made.csv > /dev/null; echo more >> folder/c.csv
cat "$TUNE_PARAMS_FILE" > /dev/null
bin/tool
echo '{"loss": 1}' > "$TUNE_TRIAL_DIR/metrics.json"
`;
  writeFile(join(project, 'bin/tool'), '#!/bin/sh\ntrue\n');
  chmodSync(join(project, 'bin/tool'), 0o755);
  const objective = { kind: 'command', command: ['sh', 'run.sh'] } as const;
  const { evaluation, files } = await trace(objective, { 'run.sh': script }, ['app/run.sh', 'app/known.csv']);
  expect(evaluation).toMatchObject({ outcome: { kind: 'completed' }, metrics: { loss: 1 } });
  expect(files).toEqual(['app/a.csv', 'app/bin/tool', 'app/folder/*', 'app/link.csv']);
  const linked = await trace(objective, { 'run.sh': script.replace('link.csv', 'declared/b.csv') }, [
    'app/run.sh',
    'app/known.csv',
    'app/a.csv',
    'app/bin/tool',
    'shared/b.csv',
  ]);
  expect(linked.files).toEqual(['app/folder/*']);
});

traced('a module, in a process: not what loads it', async () => {
  const files = {
    'package.json': '{ "type": "commonjs" }',
    'objective.js': `require('./helper'); require('fs').readFileSync(__dirname + '/a.csv'); module.exports = () => 1;`,
    'helper.js': '',
  };
  const { evaluation, ...found } = await trace({ kind: 'module', path: 'objective.js' }, files, ['app/objective.js']);
  expect(evaluation.outcome).toEqual({ kind: 'completed' });
  expect(found.files).toEqual(['app/a.csv', 'app/helper.js']);
});

tracedPython('Python, also where its witness is switched off', async () => {
  const script = `import json, os, helper
open('a.csv').read()
json.dump({'loss': 1}, open(os.environ['TUNE_TRIAL_DIR'] + '/metrics.json', 'w'))
`;
  const files = { 'train.py': `import sys; sys.path.insert(0, '.')\n${script}`, 'helper.py': '' };
  const objective = { kind: 'command', command: ['python3', '-I', '-S', 'train.py'] } as const;
  for (const _ of ['compiled', 'from its cache'])
    expect((await trace(objective, files, ['app/train.py'])).files).toEqual(['app/a.csv', 'app/helper.py']);
});

traced('a trial that fails has read files all the same', async () => {
  const objective = { kind: 'command', command: ['sh', '-c', 'cat a.csv; exit 3'] } as const;
  const { evaluation, files } = await trace(objective, {}, []);
  expect(evaluation.outcome).toMatchObject({
    kind: 'failed',
    error: expect.stringContaining('sh: exit code 3') as string,
  });
  expect(files).toEqual(['app/a.csv']);
});
