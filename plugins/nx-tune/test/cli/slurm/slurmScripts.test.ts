import { execFileSync } from 'node:child_process';

import { slurmScripts } from '../../../src/cli/slurm/slurmScripts.js';

test('a task for each part: the part follows from the number of the task', () => {
  const scripts = slurmScripts({ project: 'digits', sweep: 'tune', tasks: 4, folder: 'apps/digits/.tune/slurm/tune' });
  expect(scripts['array.sh']).toMatchInlineSnapshot(`
    "#!/usr/bin/env bash
    #SBATCH --job-name=nx-tune-digits
    #SBATCH --array=1-4
    #SBATCH --output=apps/digits/.tune/slurm/tune/%A_%a.log
    set -eu
    cd "$SLURM_SUBMIT_DIR"
    export NX_DAEMON=false NX_TUI=false
    export NX_TUNE_SHARDS=4
    exec node_modules/.bin/nx run 'digits:tune-shard-'"$SLURM_ARRAY_TASK_ID"
    "
  `);
  expect(scripts['gather.sh']).toMatchInlineSnapshot(`
    "#!/usr/bin/env bash
    #SBATCH --job-name=nx-tune-digits-gather
    #SBATCH --output=apps/digits/.tune/slurm/tune/%j_gather.log
    set -eu
    cd "$SLURM_SUBMIT_DIR"
    export NX_DAEMON=false NX_TUI=false
    code=0
    node_modules/.bin/nx run 'digits:tune' || code=$?
    echo "$code" > 'apps/digits/.tune/slurm/tune'/"$SLURM_JOB_ID".exit
    exit "$code"
    "
  `);
  expect(scripts['trials.txt']).toBe('');
});

test('a task for each trial: the trial is the line of its number', () => {
  const scripts = slurmScripts({
    project: 'd',
    sweep: 'wide',
    tasks: 2,
    trials: ['_/d--/x@1--a', '_/d--/x@2--b'],
    folder: 'f',
  });
  expect(scripts['array.sh']).toContain('#SBATCH --array=1-2\n');
  expect(scripts['array.sh']).toContain(`trial="$(sed -n "$SLURM_ARRAY_TASK_ID"p 'f/trials.txt')"\n`);
  expect(scripts['trials.txt']).toBe('_/d--/x@1--a\n_/d--/x@2--b\n');
});

test.each(["it's", '$(touch x)', '`x`', 'a b', '@acme/digits'])('a project called %s reaches no shell', (project) => {
  const scripts = slurmScripts({ project, sweep: 'tune', tasks: 2, folder: `libs/${project}/.tune` });
  const words = scripts['array.sh'].split('\n').find((line) => line.startsWith('exec ')) ?? '';
  const printed = execFileSync('bash', ['-c', words.replace('exec node_modules/.bin/nx', 'printf "%s\\n"')], {
    env: { SLURM_ARRAY_TASK_ID: '2', PATH: process.env['PATH'] },
    encoding: 'utf8',
  });
  expect(printed).toBe(`run\n${project}:tune-shard-2\n`);
  for (const script of [scripts['array.sh'], scripts['gather.sh']])
    for (const line of script.split('\n').filter((line) => line.startsWith('#SBATCH')))
      expect(line).toMatch(/^#SBATCH [\w./%=@+-]+$/);
});
