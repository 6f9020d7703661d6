import { spawnSync } from 'node:child_process';

import { createWorkspace } from './support/workspace.js';

/** A sweep file as people have it for W&B, with every kind of key that has no meaning here. */
const sweep = `program: train.py
name: my sweep
project: digits
entity: acme
method: random
run_cap: 3
metric:
  goal: minimize
  name: loss
parameters:
  learning_rate:
    distribution: log_uniform_values
    min: 0.0001
    max: 0.1
  nesterov:
    values: [true, false]
  optimizer:
    parameters:
      beta: { min: 0.8, max: 0.99 }
early_terminate: { type: hyperband, min_iter: 3 }
command:
  - \${env}
  - \${interpreter}
  - \${program}
  - \${args}
`;

/** Takes its params as W&B hands them over. */
const train = `import json, sys
args = dict(word[2:].split('=', 1) for word in sys.argv[1:])
assert args['nesterov'] in ('True', 'False'), args
print(json.dumps({'loss': float(args['learning_rate']) + float(args['optimizer.beta'])}))
`;

const hasPython = spawnSync('python3', ['--version']).status === 0;

(hasPython ? test : test.skip)('a sweep file written for W&B runs unchanged (needs python3)', async () => {
  const files = {
    'apps/python/project.json': JSON.stringify({ name: 'python' }),
    'apps/python/tune.yaml': sweep,
    'apps/python/train.py': train,
  };
  const workspace = await createWorkspace({ files });
  const { code, output } = await workspace.nx('tune', 'python');
  expect(`${code} ${output}`).toMatch(/^0 /);
  for (const key of ['name', 'project', 'entity', 'early_terminate']) expect(output).toContain(key);
  const { trials } = JSON.parse(workspace.read('apps/python/.tune/tune/trials.json')) as {
    trials: { params: Record<string, unknown>; metrics: { loss: number } }[];
  };
  expect(trials).toHaveLength(3);
  for (const { params, metrics } of trials) {
    const { learning_rate: rate, optimizer } = params as { learning_rate: number; optimizer: { beta: number } };
    expect(metrics.loss).toBeCloseTo(rate + optimizer.beta, 12);
  }
  workspace.write('apps/python/train.py', `${train}# changed\n`);
  const again = await workspace.nx('tune', 'python');
  expect(again.output).not.toContain('[local cache]');
  await workspace.dispose();
});
