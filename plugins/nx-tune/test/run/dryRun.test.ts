import { asksForDryRun } from '../../src/run/dryRun.js';

test.each([
  ['nx tune digits --dry-run', true],
  ['nx tune digits --dryRun', true],
  ['nx tune digits --dry-run=true', true],
  ['nx tune digits --dry-run --no-dry-run', false],
  ['nx tune digits --dry-run=false', false],
  ['nx tune digits --dry-runs', false],
  ['nx tune digits', false],
])('%s: %s', (line, answer) => expect(asksForDryRun(line.split(' '))).toBe(answer));
