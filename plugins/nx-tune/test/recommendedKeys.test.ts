import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { sweepJsonSchema } from '@nx-tune/sweep';

const root = join(__dirname, '../../..');

/** Keys of other files, each with the file that a message means. */
const otherFiles: { readonly [key: string]: string } = {
  analytics: 'nx.json',
  digest: 'NAME.tune.known.json',
  nodeLinker: '.yarnrc.yml',
};

const keysOf = (schema: unknown): string[] =>
  typeof schema !== 'object' || schema === null
    ? []
    : Object.entries(schema).flatMap(([key, value]) => [
        ...(key === 'properties' ? Object.keys(value as object) : []),
        ...keysOf(value),
      ]);

const isSource = (file: string): boolean => file.endsWith('.ts') && !file.endsWith('.d.ts');

/** The sources of all packages, without their comments. */
const sources = ['packages', 'plugins'].flatMap((kind) =>
  readdirSync(join(root, kind)).flatMap((name) => {
    const folder = join(root, kind, name, 'src');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isSource);
    return files.map((file) => ({
      file: join(kind, name, 'src', file),
      text: readFileSync(join(folder, file), 'utf8').replace(/\/\*\*[^]*?\*\/|^\s*\/\/.*$/gm, ''),
    }));
  }),
);

/** A verb that asks somebody to write, change or remove a key; a few words; and the key in quotes, perhaps with a value. */
const advice =
  /\b(?:add|set|remove|declare|write|raise|lower|change|use|give|put|under)\b(?: [a-z]+){0,4},? "([a-z]\w*)(?=:? ?[^"\n]*")/gi;

const recommended = sources.flatMap(({ file, text }) =>
  [...text.matchAll(advice)].map(([words, key = '']) => ({ file, words, key })),
);

test('every key that a message asks somebody to write exists', () => {
  const known = new Set([...keysOf(sweepJsonSchema()), ...Object.keys(otherFiles)]);
  // Methods, which are named without their key, and a statement of JavaScript.
  const names = new Set(['bayes', 'random', 'import']);
  expect(recommended.filter(({ key }) => !known.has(key) && !names.has(key))).toEqual([]);
});

test('messages and doctor recommend keys at all, and each of the other files is named', () => {
  const keys = new Set(recommended.map(({ key }) => key));
  for (const key of ['inputs', 'undeclared', 'run_cap', 'patience', ...Object.keys(otherFiles)])
    expect(keys).toContain(key);
  expect(recommended.filter(({ file }) => file.includes('cli/doctor')).map(({ key }) => key)).toContain('inputs');
});
