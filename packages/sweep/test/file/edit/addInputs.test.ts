import { addInputs, inputsText } from '../../../src/index.js';

const yaml = 'objective: a.js\nmethod: grid # all of them\nmetric: { name: loss }\n';

describe('YAML', () => {
  test.each([
    ['no key', yaml, `${yaml}inputs:\n  - data/a.csv\n  - '{workspaceRoot}/b c.bin'\n`],
    ['no newline at the end', 'method: grid', "method: grid\ninputs:\n  - data/a.csv\n  - '{workspaceRoot}/b c.bin'\n"],
    [
      'a remark at the end',
      `${yaml}\n# The end.\n`,
      `${yaml}\n# The end.\ninputs:\n  - data/a.csv\n  - '{workspaceRoot}/b c.bin'\n`,
    ],
    [
      'a list by lines, with remarks',
      'inputs: # data\n    - x.csv   # one\n    - { env: CUDA }  # two\n\n# The method\nmethod:   grid\n',
      "inputs: # data\n    - x.csv   # one\n    - { env: CUDA }  # two\n    - data/a.csv\n    - '{workspaceRoot}/b c.bin'\n\n# The method\nmethod:   grid\n",
    ],
    [
      'a list by lines that is not indented',
      "inputs:\n- 'x.csv'\nmethod: grid\n",
      "inputs:\n- 'x.csv'\n- data/a.csv\n- '{workspaceRoot}/b c.bin'\nmethod: grid\n",
    ],
    [
      'a list by lines at the end, without newline',
      'method: grid\ninputs:\n  - x.csv # x',
      "method: grid\ninputs:\n  - x.csv # x\n  - data/a.csv\n  - '{workspaceRoot}/b c.bin'\n",
    ],
    [
      'a list in brackets',
      'inputs: [x.csv] # data\nmethod: grid\n',
      "inputs: [x.csv, data/a.csv, '{workspaceRoot}/b c.bin'] # data\nmethod: grid\n",
    ],
    ['an empty list', 'inputs: []\nmethod: grid\n', "inputs: [data/a.csv, '{workspaceRoot}/b c.bin']\nmethod: grid\n"],
    [
      'a list in brackets over lines, with remarks',
      'inputs: [\n  x.csv, # x\n  y.csv # y\n  ]\nmethod: grid\n',
      "inputs: [\n  x.csv, # x\n  y.csv, # y\n  data/a.csv,\n  '{workspaceRoot}/b c.bin'\n  ]\nmethod: grid\n",
    ],
    [
      "another system's line breaks",
      'inputs:\r\n  - x.csv\r\nmethod: grid\r\n',
      "inputs:\r\n  - x.csv\r\n  - data/a.csv\r\n  - '{workspaceRoot}/b c.bin'\r\nmethod: grid\r\n",
    ],
    [
      'braces',
      '{method: grid, metric: {name: loss}}\n',
      "{method: grid, metric: {name: loss}, inputs: [data/a.csv, '{workspaceRoot}/b c.bin']}\n",
    ],
    [
      'an indented mapping',
      '  method: grid\n',
      "  method: grid\n  inputs:\n    - data/a.csv\n    - '{workspaceRoot}/b c.bin'\n",
    ],
    ['an end of document', 'method: grid\n...\n', undefined],
    ['a list that is used twice', 'a: &a [x]\ninputs: *a\n', undefined],
    ['a list that is used twice, at its place', 'inputs: &a [x]\nb: *a\n', undefined],
    ['a key that is merged', 'a: &a { inputs: [x] }\n<<: *a\n', undefined],
    ['something that is not YAML', 'a: [', undefined],
  ])('%s', (_, text, expected) =>
    expect(addInputs('tune.yaml', text, ['data/a.csv', '{workspaceRoot}/b c.bin'])).toBe(expected),
  );

  test.each([
    'true',
    'null',
    'a # b',
    "it's",
    '-x',
    '1e5',
    '*',
    'data/*',
    'a: b',
    '~',
    'yes',
    'a.b',
    'x y/z.csv',
    '0x1.0',
  ])('%s stays a text', (input) => expect(addInputs('tune.yaml', yaml, [input])).toBeDefined());
});

describe('JSON', () => {
  test.each([
    ['no key', '{\n  "method": "grid"\n}\n', '{\n  "method": "grid",\n  "inputs": ["data/a.csv", "b\\"c"]\n}\n'],
    [
      'a list over lines',
      '{\n  "inputs": [\n    "x.csv"\n  ],\n  "method": "grid"\n}\n',
      '{\n  "inputs": [\n    "x.csv",\n    "data/a.csv",\n    "b\\"c"\n  ],\n  "method": "grid"\n}\n',
    ],
    ['one line', '{"inputs":["x"],"method":"grid"}', '{"inputs":["x", "data/a.csv", "b\\"c"],"method":"grid"}'],
  ])('%s', (_, text, expected) => {
    const edited = addInputs('tune.json', text, ['data/a.csv', 'b"c']) ?? '';
    expect(edited).toBe(expected);
    expect(JSON.parse(edited)).toMatchObject({ method: 'grid' });
  });
});

describe('TypeScript', () => {
  const typescript = (body: string, before = ''): string =>
    `import { defineSweep } from 'nx-tune';\n${before}export default defineSweep({\n${body}});\n`;
  test.each([
    [
      'no key',
      typescript("  method: 'grid',\n"),
      typescript("  method: 'grid',\n  inputs: ['data/a.csv', \"it's\"],\n"),
    ],
    [
      'a list, with remarks',
      typescript("  // Data\n  inputs: [\n    'x.csv', // x\n  ],\n"),
      typescript("  // Data\n  inputs: [\n    'x.csv', // x\n    'data/a.csv',\n    \"it's\",\n  ],\n"),
    ],
    ['a list in one line', typescript("  inputs: ['x'],\n"), typescript("  inputs: ['x', 'data/a.csv', \"it's\"],\n")],
    [
      'a constant',
      typescript('  inputs,\n', "const inputs = ['x'] as const;\n"),
      typescript('  inputs,\n', "const inputs = ['x', 'data/a.csv', \"it's\"] as const;\n"),
    ],
    ['a constant that is used elsewhere', typescript('  inputs: data, x: data,\n', "const data = ['x'];\n"), undefined],
    ['a sum', typescript('  inputs: 1 + 2,\n'), undefined],
  ])('%s', (_, text, expected) => expect(addInputs('tune.config.ts', text, ['data/a.csv', "it's"])).toBe(expected));
});

test('the key as it is written in each kind of file', () => {
  const inputs = [{ input: 'a.csv', remark: 'ignored by git' }, { input: 'b c' }];
  expect(inputsText('tune.yaml', inputs)).toBe("inputs:\n  - a.csv # ignored by git\n  - 'b c'");
  expect(inputsText('tune.config.ts', inputs)).toBe("inputs: [\n  'a.csv', // ignored by git\n  'b c',\n],");
  expect(inputsText('tune.json', inputs)).toBe('"inputs": [\n  "a.csv",\n  "b c"\n]');
});
