import { mayNeedCheck } from '../../../src/run/options/mayNeedCheck.js';

test.each([
  ['tune digits', false],
  ['run digits:tune --dry-run --no-wait', false],
  ['tune digits --parallel=3 --skip-nx-cache --verbose --output-style=stream', false],
  ['affected -t tune', false],
  ['run-many --targets=tune -p digits shop', false],
  ['tune digits --top=3', true],
  ['tune digits --stepSize=0.3', true],
  ['tune digits --batch-size=60', true],
  ['tune digits lr=0.1', true],
  ['run digits:tune lr=0.1', true],
  ['affected -t tune --x', true],
  ['tune digits -- --x', true],
])('nx %s: %s', (line, expected) => expect(mayNeedCheck(['node', 'nx', ...line.split(' ')])).toBe(expected));
