const objective = `import { appendFileSync, readFileSync } from 'node:fs';
import { square } from '@acme/maths';
import tinySum from 'tiny-sum';
import { offset } from './offset';

/** Counts its executions outside of its outputs. */
export default function objective(params: { x: number; y: number; z?: number }, trial: { id: string }): { loss: number } {
  appendFileSync(process.env['E2E_COUNTER']!, trial.id + '\\n');
  const data = Number(readFileSync(new URL('../data/bias.txt', import.meta.url), 'utf8'));
  return { loss: tinySum(square(params.x), params.y) + offset + data + Number(process.env['E2E_SCALE'] ?? 0) };
}
`;

/** A grid of 2 x 3 points. */
export const gridFile = `objective: ./src/objective.ts
method: grid
metric: { name: loss, goal: minimize }
parameters:
  x: { values: [1, 2] }
  y: { values: [0.1, 0.2, 0.3] }
  z: { value: 5 }
inputs:
  - data/*.txt
  - { env: E2E_SCALE }
seed: 7
`;

/** Five random points. */
const randomFile = `objective: ./src/objective.ts
method: random
run_cap: 5
metric: { name: loss, goal: minimize }
parameters:
  x: { min: 0.0, max: 1.0 }
  y: { distribution: log_uniform_values, min: 0.001, max: 1 }
inputs:
  - data/*.txt
  - { env: E2E_SCALE }
seed: 7
`;

/** A workspace with one project that is tuned, one library that it imports, and one that it does not. */
export const fixture: { readonly [path: string]: string } = {
  'nx.json': JSON.stringify({ plugins: ['nx-tune'], analytics: false }),
  '.gitignore': 'node_modules\n.nx\n.tune\n',
  'apps/digits/project.json': JSON.stringify({ name: 'digits', targets: { lint: { command: 'echo lint' } } }),
  'apps/digits/tune.yaml': gridFile,
  'apps/digits/random.tune.yaml': randomFile,
  'apps/digits/README.md': '# Digits\n',
  'apps/digits/src/objective.ts': objective,
  'apps/digits/src/offset.ts': 'export const offset: number = 0;\n',
  'apps/digits/src/objective.spec.ts': 'throw new Error("a test");\n',
  'apps/digits/data/bias.txt': '0\n',
  'libs/maths/package.json': JSON.stringify({ name: '@acme/maths', version: '0.0.1', main: './src/index.ts' }),
  'libs/maths/src/index.ts': "export { square } from './square';\n",
  'libs/maths/src/square.ts': 'export const square = (x: number): number => x * x;\n',
  'libs/other/package.json': JSON.stringify({ name: '@acme/other', version: '0.0.1', main: './src/index.ts' }),
  'libs/other/src/index.ts': 'export const other = 1;\n',
};
