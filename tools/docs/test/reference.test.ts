import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { sweepFileSchema, sweepJsonSchema } from '@nx-tune/sweep';
import { parse } from 'yaml';

import { createProgram } from '../../../plugins/nx-tune/src/cli/program.js';
import { exampleOf } from '../reference/exampleOf.mjs';
import { parameterExamples } from '../reference/parameterExamples.mjs';
import { readSchemas } from '../reference/readSchemas.mjs';
import { renderReference } from '../reference/renderReference.mjs';
import { repository } from '../src/repository.js';
import { sweepProblems } from '../src/sweepProblems.js';

type Properties = Readonly<Record<string, { readonly examples?: unknown[] }>>;

const sweep = sweepJsonSchema() as { properties: Properties; $defs: Record<string, { properties?: Properties }> };

test('the reference is that of the schemas; or else: npm run schema', () => {
  const shown = readFileSync(join(repository, 'docs/reference.md'), 'utf8');
  expect(shown).toBe(
    renderReference({ sweep, commands: createProgram(repository).commands, ...readSchemas(repository) }),
  );
});

test('each key of a sweep file has an example, which may be written there', () => {
  const keys = Object.entries(sweep.properties).filter(([key]) => key !== '$schema');
  const problems = keys.flatMap(([key, property]) => {
    const line = exampleOf(key, property);
    expect(parse(line)).toEqual({ [key]: property.examples?.[0] });
    return sweepProblems('yaml', line);
  });
  expect(problems).toEqual([]);
});

const ofParameter = Object.values(sweep.$defs).find(({ properties }) => properties !== undefined)?.properties ?? {};

test('each key of a parameter has an example', () => {
  const without = Object.entries(ofParameter).filter(
    ([key, { examples = [] }]) => !(key in parameterExamples) && examples.length === 0,
  );
  expect(without).toEqual([]);
});

test.each(Object.entries(ofParameter))('the examples in the schema of %s are its values', (key, { examples = [] }) => {
  const { parameters } = sweepFileSchema.shape;
  expect(examples.filter((value) => !parameters.safeParse({ x: { [key]: value } }).success)).toEqual([]);
});

test.each(Object.entries(parameterExamples))('the example of %s is a parameter that has that key', (key, text) => {
  expect(Object.keys(ofParameter)).toContain(key);
  expect(Object.values(parse(text) as object)).toEqual([
    expect.objectContaining({ [key]: expect.anything() as unknown }),
  ]);
  const others = text.startsWith('optimizer') ? '' : '  optimizer: { values: [sgd, adam] }\n';
  expect(sweepProblems('yaml', `method: random\nparameters:\n${others}  ${text}`)).toEqual([]);
});
