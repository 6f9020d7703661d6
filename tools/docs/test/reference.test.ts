import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { sweepJsonSchema } from '@nx-tune/sweep';

import { createProgram } from '../../../plugins/nx-tune/src/cli/program.js';
import { examples, ofParameters } from '../reference/examples.mjs';
import { readSchemas } from '../reference/readSchemas.mjs';
import { renderReference } from '../reference/renderReference.mjs';
import { repository } from '../src/repository.js';
import { sweepProblems } from '../src/sweepProblems.js';

const sweep = sweepJsonSchema() as { properties: object; $defs: Record<string, { properties?: object }> };

test('the reference is that of the schemas; or else: npm run schema', () => {
  const shown = readFileSync(join(repository, 'docs/reference.md'), 'utf8');
  expect(shown).toBe(
    renderReference({ sweep, commands: createProgram(repository).commands, ...readSchemas(repository) }),
  );
});

test('each key of a sweep file has an example, which may stand there', () => {
  const keys = Object.keys(sweep.properties).filter((key) => key !== '$schema');
  expect(Object.keys(examples)).toEqual(keys);
  expect(Object.values(examples as Record<string, string>).flatMap((text) => sweepProblems('yaml', text))).toEqual([]);
});

test('each key of a parameter has an example, which is a parameter', () => {
  const [entry] = Object.values(sweep.$defs).filter(({ properties }) => properties !== undefined);
  expect(Object.keys(ofParameters)).toEqual(Object.keys(entry?.properties ?? {}));
  const texts = Object.entries(ofParameters as Record<string, string>);
  const controls = '  optimizer: { values: [sgd, adam] }\n';
  const problems = texts.flatMap(([key, text]) => {
    const others = text.startsWith('optimizer') ? '' : controls;
    return sweepProblems('yaml', `method: random\nparameters:\n${others}  ${text}`).map(
      (problem) => `${key}: ${problem}`,
    );
  });
  expect(problems).toEqual([]);
});
