import { canonicalJson, isAdaptive, type Json, type Method, methodNames } from '@nx-tune/search';

import {
  expandSweep,
  formatProblem,
  parseSweep,
  type PlannedTrial,
  resolveSlots,
  type TrialDefinition,
  trialId,
  trialName,
  type TrialResult,
} from '../../src/index.js';

/** A few trials of each method. Whoever changes one of these makes users compute again what they have. */
const rows = (trials: readonly PlannedTrial[]): string[] =>
  trials.map(({ id, name, definition, slot }) =>
    slot === undefined ? `${id} ${name}` : `${id} ${name} ${slot.id} ${canonicalJson(definition.params)}`,
  );

const fileOf = (method: Method, more = ''): string => `objective: ./src/objective.ts
method: ${method}
metric: { name: loss }
seed: 4787
parameters:
  stepSize: ${method === 'grid' ? '{ values: [0.1, 0.01] }' : '{ distribution: log_uniform_values, min: 0.0001, max: 1 }'}
  batch: { values: [16, 32, 64] }
  layers: { min: 1, max: 4 }
  momentum: ${method === 'grid' ? '{ value: 0 }' : '{ min: 0.0, max: 0.99, when: { batch: [16, 32] } }'}
${more}`;

function frozen(text: string): { readonly trials: readonly string[]; readonly promotions: readonly string[] } {
  const parsed = parseSweep('tune', 'tune.yaml', text);
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  const sweep = parsed.value;
  const expansion = expandSweep(sweep);
  if (!expansion.ok) throw new Error(expansion.problem.rule);
  const { trials, slots, promotions } = expansion;
  const found = isAdaptive(sweep.method) ? resolveSlots(sweep, { slots, promotions }, { ofTrial: resultOf }) : trials;
  return { trials: rows(found), promotions: promotions.map(({ id }) => id) };
}

const resultOf = ({ id, definition: { params } }: PlannedTrial): TrialResult => ({
  schemaVersion: 1,
  id,
  params,
  seed: '4787',
  outcome: { kind: 'completed' },
  metrics: { loss: lossOf(params) },
});

/** Arithmetic alone, so that no version of `Math` says another number. */
const lossOf = (value: Json): number =>
  typeof value === 'number'
    ? (value / (1 + value) - 0.3) ** 2
    : Object.values(value as object).reduce<number>((sum, one: Json) => sum + lossOf(one), 0);

test.each(methodNames)('the first trials of %s are frozen', (method) => {
  expect(frozen(fileOf(method, method === 'grid' ? 'run_cap: 9' : 'run_cap: 16'))).toMatchSnapshot();
});

test.each([
  ['random', 'successive_halving'],
  ['sobol', 'hyperband'],
  ['tpe', 'hyperband'],
] as const)('the first trials of %s with %s are frozen', (method, type) => {
  const terminate = `budget: { name: epochs }\nearly_terminate: { type: ${type}, max_iter: 4, eta: 2 }\n`;
  expect(frozen(fileOf(method, `${terminate}run_cap: 7`))).toMatchSnapshot();
});

test('the names of trials are frozen: objectives, nested params, budgets and replicates', () => {
  const module = { kind: 'module', path: 'src/objective.ts' } as const;
  const command = { kind: 'command', command: ['node', 'train.mjs', '${args}'] } as const;
  const definitions: TrialDefinition[] = [
    { objective: module, params: {}, seed: '0' },
    { objective: module, params: { x: 0.1, y: { z: ['ü', null, true] } }, seed: '0' },
    { objective: module, params: { x: 0.1 }, seed: '0', replicate: 2 },
    { objective: module, params: { x: 0.1 }, seed: '0', budget: { epochs: 9 }, continues: 'abc' },
    { objective: command, params: { x: 1e-7 }, seed: 'a seed' },
    { objective: { ...command, program: 'train.py' }, params: { x: 1e21 }, seed: '0' },
  ];
  expect(definitions.map((definition) => trialName(definition, trialId(definition)))).toMatchSnapshot();
});
