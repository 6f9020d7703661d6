import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expandSweep, paramsType, parseSweep } from '@nx-tune/sweep';
import * as fc from 'fast-check';

import { typeErrors } from '../support/typeErrors.js';

const scalar = fc.oneof(fc.constantFrom('a', "it's", 'ü', ''), fc.integer({ min: -9, max: 9 }), fc.boolean());
const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }), fc.record({ u: scalar, 'v-w': scalar }));
const entry: fc.Arbitrary<object> = fc.oneof(
  fc.record({ value }),
  fc.record({ values: fc.array(value, { minLength: 1, maxLength: 4 }) }),
  fc.constant({ min: 1, max: 3 }),
  fc.constant({ min: 0.001, max: 1, distribution: 'log_uniform_values' }),
  fc.constant({ mu: 0, sigma: 2 }),
);
const when = fc.constantFrom({}, { when: { kind: 'x' } }, { when: { kind: ['x', 'y'], mode: 1 } });
const conditional = fc.tuple(entry, when).map(([own, condition]) => ({ ...own, ...condition }));
const group = fc
  .tuple(fc.dictionary(fc.constantFrom('a', 'b-c', 'd'), conditional, { minKeys: 1 }), when)
  .map(([parameters, condition]) => ({ parameters, ...condition }));
const entries = (names: readonly string[]): fc.Arbitrary<object> =>
  fc.dictionary(fc.constantFrom(...names), fc.oneof(conditional, group), { minKeys: 1 });
const space = fc.record(
  { parameters: entries(['p', 'q', 'r']), union: fc.array(entries(['s', 't']), { minLength: 2, maxLength: 3 }) },
  { requiredKeys: ['parameters'] },
);

const controls = { kind: { values: ['x', 'y', 'z'] }, mode: { values: [1, 2] } };
const sweepOf = ({ parameters, union }: { parameters: object; union?: object[] }): object => ({
  objective: './o.ts',
  method: 'random',
  run_cap: 8,
  metric: { name: 'loss' },
  parameters: { ...controls, ...parameters },
  ...(union === undefined ? {} : { union }),
});

/** Modules that hold params to the type that is written and to the one that TypeScript derives, rightly and wrongly. */
function modulesOf(sweep: object, index: number): Record<string, string> {
  const text = JSON.stringify(sweep);
  const parsed = parseSweep('tune', 'tune.json', text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const expansion = expandSweep(parsed.value);
  if (!expansion.ok) throw new Error(JSON.stringify(expansion.problem));
  const params = expansion.trials.map(({ definition }) => definition.params);
  const lines = ['Written', 'Derived'].flatMap((type) => [
    ...params.map((one) => `check<${type}>(${JSON.stringify(one)});`),
    ...params
      .slice(0, 2)
      .flatMap((one) => [
        `// @ts-expect-error\ncheck<${type}>(${JSON.stringify({ ...one, misspelt: 1 })});`,
        `// @ts-expect-error\ncheck<${type}>(${JSON.stringify({ ...one, kind: 'none of them' })});`,
        `// @ts-expect-error\ncheck<${type}>(${JSON.stringify({ ...one, mode: undefined })});`,
      ]),
  ]);
  return {
    [`/${index}/tune.params.d.ts`]: paramsType('tune.json', parsed.value.space),
    [`/${index}/check.ts`]: `import type { Params as Written } from './tune.params.js';
import type { Params } from '/nx-tune.js';
const sweep = ${text} as const;
type Derived = Params<typeof sweep>;
declare function check<T>(params: T): void;
${lines.join('\n')}
`,
  };
}

const documented = readFileSync(join(__dirname, '../../../../docs/typescript.md'), 'utf8');

test('the types of params, written or derived, take the params of every trial and no others', () => {
  const spaces = fc.sample(space, 12).map((one, index) => modulesOf(sweepOf(one), index));
  expect(typeErrors(Object.fromEntries(spaces.flatMap(Object.entries<string>))).slice(0, 5)).toEqual([]);
});

test('the example in the documentation compiles, and is a sweep', () => {
  const [config = '', objective = ''] = [...documented.matchAll(/```ts\n([^]*?)```/g)].map(([, text]) => text);
  expect(parseSweep('tune', 'tune.config.ts', config).ok).toBe(true);
  const files = (folder: string, body: string): Record<string, string> => ({
    [`${folder}/tune.config.ts`]: config.replace("'nx-tune'", "'/nx-tune.js'"),
    [`${folder}/src/objective.ts`]: body.replace("'nx-tune'", "'/nx-tune.js'").replace('tune.config', 'tune.config.js'),
  });
  const shown = /params is (?<type>.*)/.exec(objective)?.groups?.['type'];
  const same = `${objective}\nexport const same = (params: Params<typeof sweep>): ${shown} => params;\n`;
  const misspelt = same.replace('params.rate', 'params.rte');
  expect(typeErrors({ ...files('/right', same), ...files('/wrong', misspelt) })).toEqual([
    expect.stringMatching(/^\/wrong\/.*Property 'rte' does not exist/),
  ]);
});
