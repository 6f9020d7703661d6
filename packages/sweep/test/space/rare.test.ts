import { expandSweep, parseSweep, resolveSlots, type TrialResult } from '../../src/index.js';
import { createSlots } from '../../src/plan/slots.js';

function sweepOf(constraint: string) {
  const parsed = parseSweep(
    'tune',
    'a/tune.yaml',
    `objective: o.ts\nmethod: tpe\nmetric: { name: loss }\nparameters: { x: { min: 0.0, max: 1 }, y: { min: 0.0, max: 1 } }\nconstraints: ["${constraint}"]\nrun_cap: 8\n`,
  );
  if (!parsed.ok) throw new Error();
  return parsed.value;
}
const trialsOf = (constraint: string) => {
  const sweep = sweepOf(constraint);
  return resolveSlots(sweep, createSlots(sweep, 8), {
    ofTrial: ({ id, definition }): TrialResult => ({
      schemaVersion: 1,
      id,
      params: definition.params,
      seed: definition.seed,
      outcome: { kind: 'completed' },
      metrics: { loss: Number(definition.params['x']) },
    }),
  });
};

test('points that are rarely allowed are found all the same; if none are, that is reported', () => {
  const rare = trialsOf('x + y < 0.05');
  expect(rare).toHaveLength(8);
  for (const { definition } of rare)
    expect(Number(definition.params['x']) + Number(definition.params['y'])).toBeLessThan(0.05);
  expect(expandSweep(sweepOf('x > 2'))).toMatchObject({ ok: false, problem: { found: 'none was found' } });
});
