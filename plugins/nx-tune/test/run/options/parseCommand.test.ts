import { parseCommand } from '../../../src/run/options/parseCommand.js';

const parse = (line: string) => parseCommand(['node', '/modules/nx/bin/nx.js', ...line.split(' ')]);

/** Returns the options that are left when Nx has taken its own. */
function overrides(line: string): unknown {
  const { __overrides_unparsed__: _, ...rest } = parse(line)?.overrides ?? {};
  return rest;
}

test.each([
  ['tune digits --stepSize=0.3', { stepSize: 0.3 }],
  ['tune digits --stepSize 0.3 --no-wait', { stepSize: 0.3, wait: false }],
  ['tune digits --parallel 3 --top 5 -c quick --skipNxCache', { top: 5 }],
  ['tune digits --output-style=stream --nx-bail --graph=file.json --batch --verbose false', {}],
  ['affected -t tune --files a b', {}],
  ['tune digits --exclude-task-dependencies --skip-remote-cache --nx-ignore-cycles --runner x --max-parallel 3', {}],
  ['run digits:tune --x y', { x: 'y' }],
  ['run-many -t tune lint --projects a b --fix', { fix: true }],
  ['affected -t tune --base=main --head HEAD --tui=false --fix', { fix: true }],
  ['tune digits lr=3', { _: ['lr=3'] }],
  ['tune digits --optimizer.lr=3', { optimizer: { lr: 3 } }],
  // With a separator, Nx drops what precedes it.
  ['tune digits --dropped -- --kept', { kept: true }],
])('nx %s', (line, expected) => expect(overrides(line)).toEqual(expected));

test.each([
  ['tune digits', { one: 'tune', projects: ['digits'] }],
  ['tune -p digits', { one: 'tune' }],
  ['tune --project=digits', { one: 'tune', projects: ['digits'] }],
  ['tune', { one: 'tune' }],
  ['run digits:tune:quick', { one: 'digits:tune:quick' }],
  ['run -p digits -t tune', { one: 'tune', projects: ['digits'] }],
  ['run-many -t tune test -p a b', { targets: ['tune', 'test'], projects: ['a', 'b'] }],
  ['affected --targets=tune,test', { targets: ['tune', 'test'] }],
])('nx %s asks for these targets', (line, expected) => expect(parse(line)).toMatchObject(expected));

test('Nx takes --batch-size for its own --batch, and forgets it', () => {
  expect(parse('tune digits --batch-size=60 --nx-bail')).toMatchObject({ forgotten: ['batchSize'] });
  expect(parse('run-many -t tune --base-lr=3')).toMatchObject({ forgotten: [], overrides: { 'base-lr': 3 } });
});

test('other programs and other verbs of Nx are ignored', () => {
  expect(parseCommand(['node', '/modules/app/bin/app.js', 'tune', 'digits', '--x'])).toBeUndefined();
  expect(parse('show projects --x')?.targets).not.toContain('tune');
});

test('it changes neither the environment nor the standard input', () => {
  const before = { ...process.env };
  parse('affected -t tune --stdin --verbose --tui --x');
  expect({ ...process.env }).toEqual(before);
});
