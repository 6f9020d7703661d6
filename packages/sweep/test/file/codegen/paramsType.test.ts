import { paramsType, parseSweep } from '../../../src/index.js';

function written(parameters: string): string {
  const text = `objective: ./o.ts\nmethod: random\nmetric: { name: loss }\nparameters:\n${parameters}`;
  const parsed = parseSweep('tune', 'tune.yaml', text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return paramsType('tune.yaml', parsed.value.space);
}

test('the type of params, as a module', () => {
  expect(
    written(`  rate: { min: 0.1, max: 1 }
  optimizer: { values: [sgd, adam, "it's", sgd] }
  size: { values: [32, null, -1.5, true] }
  layers: { values: [[64], [], { units-1: 2, b: {} }] }
  a-b: { value: 8 }
  model: { parameters: { depth: { min: 1, max: 3 } } }
`),
  ).toBe(`// Written by \`nx sync\` from tune.yaml; do not edit.

/** The params of a trial. */
export type Params = {
  readonly rate: number;
  readonly optimizer: "sgd" | "adam" | "it's";
  readonly size: 32 | null | -1.5 | true;
  readonly layers: readonly [64] | readonly [] | { readonly b: { readonly [key: string]: never }; readonly "units-1": 2 };
  readonly "a-b": 8;
  readonly model: {
    readonly depth: number;
  };
};
`);
});

test('a parameter with a condition is optional; a condition of a whole group belongs to the group', () => {
  expect(
    written(`  optimizer: { values: [sgd, adam] }
  mode: { values: [1, 2] }
  momentum: { min: 0.0, max: 0.99, when: { optimizer: sgd } }
  adam: { when: { optimizer: adam }, parameters: { beta: { min: 0.8, max: 0.99 }, decay: { value: 1, when: { mode: 2 } } } }
  either: { parameters: { a: { value: 1, when: { mode: 1 } }, b: { value: 1, when: { optimizer: sgd } } } }
  some: { parameters: { a: { value: 1, when: { mode: 1 } }, b: { value: 1 } } }
`),
  ).toContain(`  readonly momentum?: number;
  readonly adam?: {
    readonly beta: number;
    readonly decay?: 1;
  };
  readonly either?: {
    readonly a?: 1;
    readonly b?: 1;
  };
  readonly some: {
    readonly a?: 1;
    readonly b: 1;
  };
`);
});

test('alternatives are a union, zipped parameters have their values', () => {
  expect(
    written(`  rate: { min: 0.1, max: 1 }
  width: { values: [64, 128] }
  layers: { values: [8, 4] }
zip: [[width, layers]]
union:
  - { model: { value: tree }, depth: { values: [1, 2] } }
  - { model: { value: forest }, depth: { values: [3] }, deep: { value: 1, when: { depth: 3 } } }
`),
  ).toContain(`export type Params =
  | {
      readonly rate: number;
      readonly width: 64 | 128;
      readonly layers: 8 | 4;
      readonly model: "tree";
      readonly depth: 1 | 2;
    }
  | {
      readonly rate: number;
      readonly width: 64 | 128;
      readonly layers: 8 | 4;
      readonly model: "forest";
      readonly depth: 3;
      readonly deep?: 1;
    };
`);
});
