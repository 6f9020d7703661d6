import type { TargetConfiguration } from '@nx/devkit';

import { refusedOptions } from '../../../src/run/options/refusedOptions.js';
import { temporaryWorkspace } from '../../support/temporaryWorkspace.js';

const sweep = `objective: ./objective.mjs
method: grid
metric: { name: loss }
parameters:
  stepSize: { values: [1, 2] }
  batchSize: { values: [1, 2] }
  optimizer: { parameters: { lr: { values: [1, 2] } } }
`;
const workspace = temporaryWorkspace({ 'apps/digits/tune.yaml': sweep });
const refused = (line: string) =>
  refusedOptions(workspace, ['node', 'nx', ...line.split(' ')], () => ({ nodes: { ...ours, ...others } }));

const node = (name: string, targets: Readonly<Record<string, TargetConfiguration>>) => ({
  [name]: { name, type: 'app' as const, data: { root: `apps/${name}`, targets } },
});
const options = { sweepFile: 'tune.yaml' };
const ours = node('digits', {
  tune: { executor: 'nx-tune:tune', options },
  'tune-replay': { executor: 'nx-tune:replay', options },
  'tune-report': { executor: 'nx-tune:report', options },
  'tune-all': { executor: 'nx-tune:all' },
  'tune-shard-1': { executor: 'nx:noop', metadata: { technologies: ['nx-tune'] } },
  test: { executor: 'nx:run-commands' },
});
const others = node('piano', { tune: { executor: 'nx:run-commands' } });

test.each([
  [
    'tune digits --stepSize=0.3',
    'digits:tune has no option --stepSize. "stepSize" is a parameter of the sweep: write its values into apps/digits/tune.yaml:5, parameters.stepSize.',
  ],
  ['tune digits --step-size 0.3', 'write its values into apps/digits/tune.yaml:5, parameters.stepSize.'],
  ['tune digits --batch-size 60', 'write its values into apps/digits/tune.yaml:6, parameters.batchSize.'],
  ['tune digits --optimizer.lr=1', '"optimizer.lr" is a parameter of the sweep'],
  ['tune digits --stepsiez=1', '"stepSize" is a parameter of the sweep'],
  ['tune digits stepSize=1', 'digits:tune takes no argument "stepSize=1": "stepSize" is a parameter of the sweep'],
  ['tune digits more', 'digits:tune takes no argument "more".'],
  ['tune digits --tpo=3', 'digits:tune has no option --tpo. Did you mean --top?'],
  ['tune digits --froze-lock', 'digits:tune has no option --froze-lock. Did you mean --frozen-lock?'],
  ['tune digits --frozenLok', 'digits:tune has no option --frozenLok. Did you mean --frozen-lock?'],
  ['tune digits --sample=3', 'digits:tune has no option --sample. It is an option of digits:tune-replay.'],
  ['run digits:tune-replay --top=3', 'It is an option of digits:tune.'],
  ['tune digits --run-cap=3', '"run_cap" is a key of apps/digits/tune.yaml: write it there.'],
  ['tune digits --foo=1', 'Its options: --frozen-lock, --dry-run, --wait, --top, --summary.'],
  ['tune digits --zzzzzz', 'Its options: --frozen-lock, --dry-run, --wait, --top, --summary.'],
  ['tune digits -x', 'digits:tune has no option --x.'],
  ['tune digits --no-lock', 'digits:tune has no option --lock.'],
  ['tune digits -- --stepSize=1', '"stepSize" is a parameter of the sweep'],
  ['tune digits --top=abc', "digits:tune: Property 'top' does not match the schema. 'abc' should be a 'integer'."],
  ['tune-shard-1 digits --stepSize=3', 'digits:tune-shard-1 has no option --stepSize.'],
  ['affected -t tune-all --stepSize=3', 'digits:tune-all has no option --stepSize. "stepSize" is a parameter'],
  ['tune-all digits --run-cap=3', '"run_cap" is a key of apps/digits/tune.yaml: write it there.'],
  ['run-many -t tune tune-replay -p digits --x=1', 'digits:tune-replay has no option --x.'],
  ['affected -t tune-report --top=3', 'digits:tune-report has no option --top. It is an option of digits:tune.'],
])('nx %s is refused: %s', (line, message) => expect(refused(line)).toContain(message));

test.each([
  'tune digits --top=3 --dry-run --dryRun=false --frozen-lock --no-wait',
  'tune digits --parallel=3 --skip-nx-cache --batch --output-style=stream --nxBail -c quick',
  'run digits:tune-replay --trials=a,b --tolerance 0.1 --seed=x',
  'run digits:tune-report --serve --port 0',
  'tune-shard-1 digits --dryRun',
  'tune-all digits --top=3 --frozen-lock --summary=summary.md',
  'affected -t tune-all --files=a.ts --summary=summary.md',
  'test digits --stepSize=3',
  'tune piano --stepSize=3',
  // Options go to all targets, and others may take them.
  'run-many -t tune test --fix',
  'run-many -t tune --stepSize=3',
  'run-many -t tune,test -p digits --fix',
  'tune nobody --stepSize=3',
  'tune digits --dropped -- --top=3',
])('nx %s is left to Nx', (line) => expect(refused(line)).toBeUndefined());

test('without a project graph, Nx decides', () => {
  const fail = (): never => {
    throw new Error('there is none');
  };
  expect(refusedOptions(workspace, ['node', 'nx', 'tune', 'digits', '--x'], fail)).toBeUndefined();
});
