import { expandSweep, parseSweep, type Sweep } from '../../src/index.js';

const parse = (more: string): Sweep => {
  const text = `objective: o.ts\nmethod: random\nmetric: { name: loss }\nparameters: { x: { min: 1, max: 4 } }\n${more}\n`;
  const parsed = parseSweep('tune', 'a/tune.yaml', text);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ rule }) => rule).join());
  return parsed.value;
};

test('"pick" says how the best is chosen, and is absent by default', () => {
  expect(parse('').pick).toBeUndefined();
  for (const pick of ['seen', 'mean', 'lower_bound']) expect(parse(`pick: ${pick}`).pick).toBe(pick);
  expect(parseSweep('tune', 'a/tune.yaml', 'pick: luck').ok).toBe(false);
});

test('no trial depends on it', () => {
  const [plain, other] = [parse(''), parse('pick: lower_bound')];
  expect(expandSweep(other)).toEqual(expandSweep(plain));
  expect({ ...other, pick: undefined }).toEqual({ ...plain, pick: undefined });
});
