import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';

import { correctSchemas } from '../../../src/generators/sync/correctSchemas.js';

const schema = 'node_modules/nx-tune/schemas/sweep.json';

function corrected(file: string, text: string, others: Readonly<Record<string, string>> = { [schema]: '{}' }): string {
  const tree = createTreeWithEmptyWorkspace();
  for (const [path, content] of Object.entries(others)) tree.write(path, content);
  tree.write(file, text);
  const root = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.';
  const said = correctSchemas(tree, [{ root, file: file.slice(file.lastIndexOf('/') + 1) }]);
  const now = tree.read(file, 'utf8') ?? '';
  expect(said).toHaveLength(now === text ? 0 : 1);
  return now;
}

const rest = 'method: grid # a comment\n\nmetric:   { name: loss }\n';

test.each([
  ['one folder too few', 'a/b/tune.yaml', `../${schema}`, `../../${schema}`],
  ['one too many', 'a/tune.yaml', `../../${schema}`, `../${schema}`],
  ['an absolute path', 'a/tune.yaml', `/home/me/${schema}`, `../${schema}`],
  ['in the root', 'wide.tune.yml', `../${schema}`, `./${schema}`],
])('a reference in YAML is corrected: %s', (_, file, before, after) => {
  const text = (target: string): string => `# first\n# yaml-language-server: $schema=${target}\n${rest}`;
  expect(corrected(file, text(before))).toBe(text(after));
  expect(corrected(file, text(after))).toBe(text(after));
});

test('line ends, byte order marks and the layout of a file are kept', () => {
  const text = (target: string): string =>
    `\uFEFF---\r\n#yaml-language-server: $schema=${target}  \r\n${rest.replaceAll('\n', '\r\n')}`;
  expect(corrected('a/tune.yaml', text(schema))).toBe(text(`../${schema}`));
});

test('the key $schema of a JSON file is corrected', () => {
  const text = (target: string): string => `{\n\t"method": "grid",  "$schema" : "${target}"\r\n}`;
  expect(corrected('a/tune.json', text('./nx-tune/schemas/sweep.json'))).toBe(text(`../${schema}`));
});

test.each([
  ['none', rest],
  ['one in a URL', `# yaml-language-server: $schema=https://example.com/nx-tune/schemas/sweep.json\n${rest}`],
  ['one to something else', `# yaml-language-server: $schema=./my.json\n${rest}`],
  ['one that leads to a file', `# yaml-language-server: $schema=../copy/nx-tune/schemas/sweep.json\n${rest}`],
  ['one below the first key', `method: grid\n# yaml-language-server: $schema=${schema}\n`],
])('%s is not changed', (_, text) => {
  expect(corrected('a/tune.yaml', text, { [schema]: '{}', 'copy/nx-tune/schemas/sweep.json': '{}' })).toBe(text);
});

test('nothing is corrected if the schema is not installed', () => {
  const text = `# yaml-language-server: $schema=${schema}\n${rest}`;
  expect(corrected('a/tune.yaml', text, {})).toBe(text);
});
