import { formatProblem, parseSweep, type Sweep } from '../../../src/index.js';

const file = (needs: string, workers: string): string => `objective: ./src/objective.ts
method: random
metric: { name: loss }
run_cap: 3
parameters:
  workers: ${workers}
  kind: { values: [a, b] }
${needs}
`;

function parse(needs: string, workers: string): Sweep | string {
  const result = parseSweep('tune', 'a/tune.yaml', file(needs, workers));
  return result.ok ? result.value : result.problems.map(formatProblem).join('\n');
}
const cpus = "resources: { cpus: '${param:workers}' }";

test.each([
  '{ values: [1, 2, 8] }',
  '{ value: 4 }',
  '{ min: 1, max: 8 }',
  '{ min: 2, max: 8, q: 2 }',
  '{ distribution: q_uniform, min: 0.5, max: 8 }',
])('trials take their cores from a parameter: %s', (workers) =>
  expect(parse(cpus, workers)).toMatchObject({ resources: { cpus: { param: 'workers' } } }),
);

test('GPUs and memory, too', () => {
  const needs = "resources: { gpus: '${param:workers}' }\nmemory: '${param:workers}'";
  expect(parse(needs, '{ values: [16, 64] }')).toMatchObject({
    resources: { gpus: { param: 'workers' } },
    limits: { memoryMb: { param: 'workers' } },
  });
});

test('a parameter is named in short, too, and means the same', () => {
  const long = parse(cpus, '{ values: [1, 2] }');
  expect(parse("resources: { cpus: '${workers}' }", '{ values: [1, 2] }')).toEqual(long);
  expect(parse('resources:\n  cpus: ${workers}', '{ values: [1, 2] }')).toEqual(long);
});

const at = 'a/tune.yaml:8 resources.cpus:';
test.each([
  ['{ values: [0, 2] }', 'one of 0, 2'],
  ['{ values: [1, two] }', 'one of 1, two'],
  ['{ value: 1.5 }', '1.5'],
  ['{ min: 0, max: 4 }', 'a whole number from 0 to 4'],
  ['{ min: 1.0, max: 4 }', 'a number from 1 to 4'],
  ['{ min: 1, max: 4, q: 0.5 }', 'a multiple of 0.5 from 1 to 4'],
  ['{ distribution: q_normal, mu: 8 }', 'a multiple of 1'],
])('each value must be a whole number of at least one: %s', (workers, found) =>
  expect(parse(cpus, workers)).toBe(
    `${at} "cpus" must be a whole number of at least 1, but workers is ${found}. Change the parameter, or give a number.`,
  ),
);

test('the parameter must be there, in every trial', () => {
  expect(parse("resources: { cpus: '${param:worker}' }", '{ value: 1 }')).toBe(
    `${at} unknown parameter "worker". Did you mean "workers"?`,
  );
  expect(parse(cpus, '{ value: 1, when: { kind: a } }')).toBe(
    `${at} "cpus" needs a parameter that every trial has, but workers is absent from some. Give a number.`,
  );
});

test.each([
  ['resources: { gpus: 65 }', '"gpus" must be at most 64, but it is 65.'],
  ['resources: { cpus: 0 }', '"cpus" must be at least 1, but it is 0.'],
  [
    'resources: { cpus: workers }',
    '"cpus" is not valid here (write a number or "${param:NAME}"), but it is "workers".',
  ],
  ['memory: 15', '"memory" must be at least 16, but it is 15.'],
  ['parallel: 0', '"parallel" must be at least 1, but it is 0.'],
])('%s', (needs, message) => expect(parse(needs, '{ value: 1 }')).toContain(message));

test('the number of trials at a time is a setting of the sweep, and of no trial', () => {
  expect(parse('parallel: 1', '{ value: 1 }')).toMatchObject({ parallel: 1 });
  expect(parse('parallel: 1', '{ value: 1 }')).not.toHaveProperty('variant');
});
