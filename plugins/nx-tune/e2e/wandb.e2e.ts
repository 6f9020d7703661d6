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
const train = `import ast, json, sys
args = dict(word[2:].split('=', 1) for word in sys.argv[1:])
assert args['nesterov'] in ('True', 'False'), args
print(json.dumps({'loss': float(args['learning_rate']) + ast.literal_eval(args['optimizer'])['beta']}))
`;

/** A sweep of a program that calls wandb, which is not installed. */
const shim = `program: calls.py
wandb: shim
method: grid
metric: { name: loss }
parameters:
  rate: { values: [0.5, 0.25] }
`;

const calls = `import wandb
run = wandb.init(config={"rate": 1, "epochs": 2})
for epoch in range(wandb.config.epochs):
    wandb.log({"loss": run.config.rate ** (epoch + 1)})
`;

/** A program that is stopped early: it ends by itself only if nothing else would end it. */
const early = shim.replace('calls.py', 'early.py').replace('0.5, 0.25', '0.75, 0.5, 0.25');
const earlyCalls = `import itertools, os, time, wandb
wandb.init()
for epoch in itertools.count(1) if "TUNE_BUDGET" in os.environ else range(1, 6):
    wandb.log({"loss": wandb.config.rate ** epoch})
    time.sleep(0.01)
`;

/** A sweep that learns, whose whole numbers are floats to Python, and that has what it wants after four trials. */
const learning = `program: floats.py
method: bayes
run_cap: 12
metric: { name: loss, target: 3 }
parameters:
  x: { distribution: q_uniform, min: 0, max: 40, q: 1.0 }
`;

const floats = `import json, sys
text = sys.argv[1].split('=')[1]
assert text.endswith('.0'), text
print(json.dumps({'loss': -float(text) + 40}))
`;

const hasPython = spawnSync('python3', ['--version']).status === 0;

(hasPython ? test : test.skip)('a sweep file written for W&B runs unchanged (needs python3)', async () => {
  const files = {
    'apps/python/project.json': JSON.stringify({ name: 'python' }),
    'apps/python/tune.yaml': sweep,
    'apps/python/train.py': train,
    'apps/python/shim.tune.yaml': shim,
    'apps/python/calls.py': calls,
    'apps/python/early.tune.yaml': `${early}early_terminate: { type: hyperband, min_iter: 3 }\n`,
    'apps/python/early.py': earlyCalls,
    'apps/python/learning.tune.yaml': learning,
    'apps/python/floats.py': floats,
  };
  const workspace = await createWorkspace({ files });
  const { code, output } = await workspace.nx('tune', 'python');
  expect(`${code} ${output}`).toMatch(/^0 /);
  for (const key of ['name', 'project', 'entity', 'early_terminate']) expect(output).toContain(key);
  const { trials } = JSON.parse(workspace.read('apps/python/.tune/tune/trials.json')) as {
    trials: { params: Record<string, unknown>; metrics: { loss: number } }[];
  };
  // The three of run_cap, and the best of them once more, since the program says nothing before it ends.
  expect(trials).toHaveLength(4);
  expect(output).toContain('the program reports no loss while it runs');
  for (const { params, metrics } of trials) {
    const { learning_rate: rate, optimizer } = params as { learning_rate: number; optimizer: { beta: number } };
    expect(metrics.loss).toBeCloseTo(rate + optimizer.beta, 12);
  }
  const called = await workspace.nx('tune-shim', 'python');
  expect(`${called.code} ${called.output}`).toMatch(/^0 /);
  const { trials: logged } = JSON.parse(workspace.read('apps/python/.tune/shim/trials.json')) as {
    trials: { id: string; metrics: { loss: number } }[];
  };
  expect(logged.map(({ metrics }) => metrics.loss).toSorted((a, b) => a - b)).toEqual([0.0625, 0.25]);
  const folder = `apps/python/.tune/trials/${logged[0]?.id}`;
  expect(workspace.read(`${folder}/curve.jsonl`).trimEnd().split('\n')).toHaveLength(2);
  const stopped = await workspace.nx('tune-early', 'python');
  expect(`${stopped.code} ${stopped.output}`).toMatch(/^0 /);
  expect(stopped.output).not.toContain('not cached');
  expect(JSON.parse(workspace.read('apps/python/.tune/early/trials.json'))).toMatchObject({
    trials: [
      { budget: { reports: 3 }, metrics: { loss: 0.75 ** 3 } },
      { budget: { reports: 3 }, metrics: { loss: 0.5 ** 3 } },
      { budget: { reports: 3 }, metrics: { loss: 0.25 ** 3 } },
      { budget: { reports: 'whole' }, metrics: { loss: 0.25 ** 5 } },
    ],
  });
  const learnt = await workspace.nx('tune-learning', 'python');
  expect(`${learnt.code} ${learnt.output}`).toMatch(/^0 /);
  expect(learnt.output).toContain('8 different trials instead of 12: one has reached the target 3');
  workspace.write('apps/python/train.py', `${train}# changed\n`);
  const again = await workspace.nx('tune', 'python');
  // What the trials are judged by is the same.
  expect(again.output).toContain('4 trials: 0 cached, 4 computed');
  await workspace.dispose();
});
