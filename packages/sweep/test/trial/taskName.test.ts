import type { Json } from '@nx-tune/search';
import * as fc from 'fast-check';

import {
  askName,
  expandSweep,
  inputsName,
  isTaskOf,
  parseSweep,
  promotionName,
  taskName,
  type TrialDefinition,
  trialName,
  withVariant,
} from '../../src/index.js';
import { slotName } from '../../src/trial/taskName.js';

const definition: TrialDefinition = {
  objective: { kind: 'module', path: 'src/objective.ts' },
  params: { stepSize: 0.1, momentum: 0.9 },
  seed: '4787',
};

test.each([
  ['digits', '_/digits--/x'],
  ['@shop/web', '_/@shop--web/x'],
  ['shop-web', '_/shop-web--/x'],
  ['my/web-app', '_/my--web-app/x'],
  ['shop--web', '_/shop--web---hj7f9792/x'],
  ['shop/web-', '_/shop-web----y5ccd9f4/x'],
  ['a/b/c', '_/a-b-c---txn7pwk6/x'],
  ['next.js_app', '_/next-js-app---mhdtchz4/x'],
])('the tasks of %s are called %s', (project, name) => expect(taskName(project, 'x')).toBe(name));

test('the names of a trial and of the tasks beside it', () => {
  expect(trialName(definition, 'id0')).toBe('momentum@0.9--stepSize@0.1--id0');
  expect(trialName({ ...definition, params: { a: { b: 'x.y z' }, c: [0.5, null], d: 1e21 } }, 'id0')).toBe(
    'a-b@x-y-z--c@-0-5-null---d@1e21--id0',
  );
  expect(trialName({ ...definition, params: {} }, 'id0')).toBe('trial--id0');
  expect(trialName({ ...definition, params: {}, budget: { epochs: 9 } }, 'id0')).toBe('epochs@9--id0');
  expect(trialName({ ...definition, params: {}, replicate: 2 }, 'id0')).toBe('trial--replicate@2--id0');
  expect(trialName({ ...definition, params: { stepSize: 0.1 }, replicate: 12 }, 'id0')).toBe(
    'stepSize@0.1--replicate@12--id0',
  );
  expect(slotName('cma-es', 3, 'id0')).toBe('cma-es-3--id0');
  expect(slotName('tpe', 3, 'id0', { budget: { unit: 'epochs', amount: 0.5 } })).toBe('tpe-3-epochs@0.5--id0');
  expect(slotName('tpe', 3, 'id0', { evaluation: { replicate: 2 } })).toBe('tpe-3--replicate@2--id0');
  expect([askName(2, 'id0'), promotionName('id0'), inputsName('id0')]).toEqual([
    'ask-2--id0',
    'promote--id0',
    'inputs--id0',
  ]);
});

describe('whatever a project, params and units are called', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.stringMatching(/^[-a-zA-Z0-9@._/~ :]{0,40}$/),
    fc.constantFrom('web', '@shop/web', '@shop', '0.5', '--', 'a.b', '7'),
  );
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  const value = fc.oneof(text, number, fc.integer(), fc.boolean(), fc.constant(null), fc.jsonValue());
  const id = fc.stringMatching(/^[0-9a-hjkmnp-tv-z]{12}$/);
  const variant = fc.option(fc.constantFrom('0c7h2', 'record', '0c7h2-record'), { nil: undefined });
  const budget = fc.option(fc.dictionary(text, fc.double({ min: 1e-9, max: 1e30, noNaN: true }), { maxKeys: 1 }), {
    nil: undefined,
  });
  const replicate = fc.option(fc.integer({ min: 1, max: 99 }), { nil: undefined });
  const name = fc.oneof(
    fc
      .tuple(fc.dictionary(text, value), budget, id, variant, replicate)
      .map(([params, given, digest, settings, again]) =>
        withVariant(
          trialName(
            {
              ...definition,
              params: params as never,
              ...(given === undefined ? {} : { budget: given }),
              ...(again === undefined ? {} : { replicate: again }),
            },
            digest,
          ),
          settings,
        ),
      ),
    fc
      .tuple(fc.constantFrom('tpe', 'cma-es'), fc.nat(), id, text, fc.option(fc.double({ min: 1e-9, noNaN: true })))
      .map(([method, count, digest, unit, amount]) =>
        slotName(method, count, digest, amount === null ? {} : { budget: { unit, amount } }),
      ),
    fc
      .tuple(fc.constantFrom('tpe', 'cma-es'), fc.nat(), id, fc.option(fc.jsonValue()))
      .map(([method, count, digest, on]) =>
        slotName(method, count, digest, {
          evaluation: { replicate: count, ...(on === null ? {} : { case: on as Json }) },
        }),
      ),
    fc.tuple(fc.nat(), id).map(([generation, digest]) => askName(generation, digest)),
    id.map(promotionName),
    id.map(inputsName),
  );

  test('no part that Nx looks for in a name is a word that a user would type', () => {
    fc.assert(
      fc.property(text, name, (project, task) => {
        for (const part of partsOf(taskName(project, task))) expect(part).toMatch(/--|@-?\d+$/);
      }),
      { numRuns: 2000 },
    );
  });

  test('it is short, has two slashes, and is read by no shell and no part of Nx as anything but a name', () => {
    fc.assert(
      fc.property(text, name, (project, task) => {
        expect(task).toMatch(/^[A-Za-z0-9@.-]+$/);
        expect(taskName(project, task)).toMatch(/^_\/[A-Za-z0-9@-]+\/[A-Za-z0-9@.-]+$/);
        expect(taskName(project, task).endsWith(`/${task}`)).toBe(true);
      }),
    );
  });

  test('the names of two projects never meet', () => {
    fc.assert(
      fc.property(text, text, name, (one, other, task) => {
        expect(isTaskOf(one, taskName(other, task))).toBe(one === other);
      }),
      { numRuns: 2000, examples: collisions },
    );
  });
});

/** Projects whose names would be the same with a simpler rule. */
const collisions: [string, string, string][] = (
  [
    ['@shop/web', '@shop--web'],
    ['@shop/web', '@shop-web'],
    ['a/b-', 'a/b'],
    ['a-/b', 'a/-b'],
    ['a.b', 'a-b'],
    ['a.b', 'a/b'],
    ['a', 'a--'],
    ['', '-'],
  ] as const
).map(([one, other]) => [one, other, 'inputs--id0']);

/** Nx finds a word in a name where none of these characters is beside it. */
const partsOf = (name: string): string[] => name.split(/[^@a-zA-Z0-9-]/).filter((part) => part !== '');

test('a long text is cut in the middle, and where does not matter', () => {
  for (let length = 1; length < 80; length++) {
    const params = { [`a${'b'.repeat(length)}`]: 0.123456, c: -0.654321, d: 'x'.repeat(20), e: 12.5 };
    const name = trialName({ ...definition, params }, 'id0');
    expect(name.length).toBeLessThanOrEqual(64 + '--id0'.length);
    for (const part of partsOf(taskName('digits', name))) expect(part).toMatch(/--|@-?\d+$/);
  }
});

test.each([
  ['grid', 'successive_halving'],
  ['tpe', 'hyperband'],
])('all trials and slots of a sweep by %s with %s have different names', (method, type) => {
  const early = `budget: { name: epochs }\nearly_terminate: { type: ${type}, max_iter: 9 }\n`;
  const space = "parameters: { a: { values: [1, 1.0000001, '1', '1.0', '1-0', true] } }\n";
  const text = `objective: o.js\nmethod: ${method}\nmetric: { name: loss }\n${early}${space}`;
  const parsed = parseSweep('tune', 'tune.yaml', text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const expansion = expandSweep(parsed.value);
  if (!expansion.ok) throw new Error(expansion.problem.rule);
  const names = [...expansion.trials, ...expansion.slots].map((one) => one.name);
  expect(names.length).toBeGreaterThan(6);
  expect(new Set(names).size).toBe(names.length);
});
