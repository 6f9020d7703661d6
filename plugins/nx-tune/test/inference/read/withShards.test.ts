import type { SweepPlan } from '../../../src/inference/sweepPlan.js';
import { withShards } from '../../../src/inference/read/withShards.js';

const plan = (shards?: number): SweepPlan =>
  ({
    kind: 'valid',
    slots: [],
    promotions: [],
    rounds: [],
    judgements: [],
    notices: [],
    sweep: shards === undefined ? {} : { shards },
  }) as unknown as SweepPlan;
const shardsOf = (result: SweepPlan): unknown => (result.kind === 'valid' ? result.sweep.shards : 'broken');

afterEach(() => delete process.env['NX_TUNE_SHARDS']);

test('the environment takes precedence over the sweep file, and the sweep file over the plugin options', () => {
  expect(shardsOf(withShards(plan(), {}))).toBeUndefined();
  expect(shardsOf(withShards(plan(), { shards: 3 }))).toBe(3);
  expect(shardsOf(withShards(plan(2), { shards: 3 }))).toBe(2);
  process.env['NX_TUNE_SHARDS'] = '5';
  expect(shardsOf(withShards(plan(2), { shards: 3 }))).toBe(5);
});

test.each(['0', '-1', '1.5', '257', 'many'])('%j in the environment adds a notice and no shards', (shards) => {
  process.env['NX_TUNE_SHARDS'] = shards;
  const result = withShards(plan(), { shards: 3 });
  expect(shardsOf(result)).toBeUndefined();
  expect(result.kind === 'valid' && result.notices).toEqual([
    `NX_TUNE_SHARDS must be a whole number from 1 to 256, but it is ${JSON.stringify(shards)}, so the sweep is not split into shards`,
  ]);
});

test('an invalid sweep is returned as it is', () => {
  const broken: SweepPlan = { kind: 'invalid', name: 'tune', file: 'tune.yaml', problems: ['x'] };
  expect(withShards(broken, { shards: 3 })).toBe(broken);
});
