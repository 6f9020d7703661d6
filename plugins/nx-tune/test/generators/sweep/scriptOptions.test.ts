import { scriptOptions } from '../../../src/generators/sweep/scriptOptions.js';

const python = (parser: string, text: string) => scriptOptions('train.py', [text], parser);

test.each([
  ["p.add_argument('--lr', type=float, default=1e-3, help='the (learning) rate, or step')", 'lr', 'float', 0.001],
  ['p.add_argument("-b", "--batch-size",\n  type=int, default=1_000)', 'batch-size', 'int', 1000],
  ["p.add_argument('--wd', default=.5)", 'wd', 'float', 0.5],
  ["p.add_argument('--width', type=int)", 'width', 'int', undefined],
  ["p.add_argument('--data', type=str, default='data')", 'data', 'other', 'data'],
])('argparse: %s', (text, name, type, preset) =>
  expect(python('argparse', text)).toEqual([preset === undefined ? { name, type } : { name, type, default: preset }]),
);

test('choices, also those of click', () => {
  expect([
    ...python('argparse', "p.add_argument('--opt', choices=['sgd', 'adam'], default='adam')"),
    ...python('click', "@click.option('--opt', type=click.Choice(['sgd', 'adam']), default='adam')"),
  ]).toEqual([0, 1].map(() => ({ name: 'opt', type: 'choice', choices: ['sgd', 'adam'], default: 'adam' })));
});

test('flags, positional arguments and comments are not options with values', () => {
  const text = `
p.add_argument('file')
p.add_argument('--cuda', action='store_true')
# p.add_argument('--old', type=float)
`;
  expect(python('argparse', text)).toEqual([]);
  expect(python('click', "@click.option('--cuda', is_flag=True)")).toEqual([]);
});

test('click takes the type of the default', () => {
  expect(
    python('click', "@click.option('--rate', default=0.1)\n@click.option('--n', default=3, type=click.IntRange(1, 9))"),
  ).toEqual([
    { name: 'rate', type: 'float', default: 0.1 },
    { name: 'n', type: 'int', default: 3 },
  ]);
});

test.each([
  [
    'parseArgs',
    "parseArgs({ options: { rate: { type: 'string', default: '0.1' }, 'pool-size': { type: 'string', default: '8' }, fast: { type: 'boolean' } } })",
  ],
  [
    'commander',
    "program.option('-r, --rate <number>', 'the rate', parseFloat, 0.1).option('--pool-size <n>', 'x', 8).option('--fast', 'y')",
  ],
  [
    'yargs',
    "yargs.option('rate', { type: 'number', default: 0.1 }).option('pool-size', { default: 8, type: 'number' })",
  ],
])('of Node.js: %s', (parser, text) =>
  expect(scriptOptions('bench.mjs', [text], parser)).toEqual([
    { name: 'rate', type: 'float', default: 0.1 },
    { name: 'pool-size', type: 'int', default: 8 },
  ]),
);

test('an unknown parser, and a name that is there twice', () => {
  expect(python('fire', "p.add_argument('--lr', type=float)")).toEqual([]);
  const twice = "p.add_argument('--lr', type=float, default=1)\nq.add_argument('--lr', type=float, default=2)";
  expect(python('argparse', twice)).toEqual([{ name: 'lr', type: 'float', default: 1 }]);
});
